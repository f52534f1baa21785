/** Brace expansion as shells have it, for names that differ in one part: `math.{sin,cos}` → `math.sin`, `math.cos`. */

export function expandBraces(text: string): string[] {
  const open = text.indexOf('{');
  if (open < 0) return [text];
  const close = text.indexOf('}', open);
  if (close < 0) return [text];
  const head = text.slice(0, open);
  const tails = expandBraces(text.slice(close + 1));
  return text
    .slice(open + 1, close)
    .split(',')
    .flatMap((choice) => tails.map((tail) => head + choice + tail));
}
