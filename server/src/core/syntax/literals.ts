/** Values of Python literals, as far as the analysis needs them. */

/** Strings longer than this keep only their length. */
const KEPT_STRING = 256;

/** Value of an integer, float or imaginary literal; undefined where a double cannot hold it. */
export function numberLiteral(text: string): {
  type: 'int' | 'float' | 'complex';
  value: number | undefined;
} {
  const plain = text.replaceAll('_', '');
  if (/j$/i.test(plain)) return { type: 'complex', value: undefined };
  if (/^0[xX]/.test(plain) || /^0[oO]/.test(plain) || /^0[bB]/.test(plain)) {
    return { type: 'int', value: finite(Number(plain)) };
  }
  if (/[.eE]/.test(plain)) return { type: 'float', value: finite(Number(plain)) };
  return { type: 'int', value: finite(Number(plain.replace(/[lL]$/, ''))) };
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** What the opening of a string says: prefix letters and quotes. */
export function stringPrefix(opening: string): { bytes: boolean; raw: boolean; formatted: boolean } {
  const prefix = opening.replace(/['"]+$/, '').toLowerCase();
  return {
    bytes: prefix.includes('b'),
    raw: prefix.includes('r'),
    formatted: prefix.includes('f') || prefix.includes('t'),
  };
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** Length and, for short strings, value of a literal's content. Unusual escapes count as one character. */
export function stringContent(content: string, raw: boolean): { value: string | undefined; length: number } {
  if (raw || !content.includes('\\')) {
    return { value: content.length <= KEPT_STRING ? content : undefined, length: content.length };
  }
  const decoded = content.replace(
    /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[0-7]{1,3}|\r\n|[\s\S])/g,
    (whole, escape: string) => {
      if (/^x|^u/.test(escape)) return String.fromCharCode(parseInt(escape.slice(1), 16));
      if (/^[0-7]/.test(escape)) return String.fromCharCode(parseInt(escape, 8));
      if (escape.length > 2) return '?';
      return SIMPLE_ESCAPES[escape] ?? whole;
    },
  );
  return { value: decoded.length <= KEPT_STRING ? decoded : undefined, length: decoded.length };
}
