/** Bytes of a Python file to text and back, by the rules of the language (PEP 263): BOM, coding cookie, else UTF-8. */
import { isAscii } from 'node:buffer';

/** How a file was decoded, so that a fixed text can be written back the same way. */
export interface Encoding {
  readonly name: string;
  readonly bom: boolean;
}

export type Decoded = { readonly text: string; readonly encoding: Encoding } | { readonly problem: string };

const UTF8: Encoding = { name: 'utf-8', bom: false };

/** Decodes the whole file strictly; the text has no BOM. */
export function decodePython(bytes: Uint8Array): Decoded {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = bufferOf(bom ? bytes.subarray(3) : bytes);
  const cookie = codingCookie(body);
  const name = cookie === undefined ? UTF8.name : normalName(cookie);
  if (bom && name !== UTF8.name) {
    return { problem: `has a UTF-8 byte order mark, but says that its encoding is ${cookie}` };
  }
  if (utf16(bytes)) return { problem: 'is in UTF-16, which Python does not read; save it as UTF-8' };
  if (body.includes(0)) return { problem: 'is not text: it holds a null byte' };
  const decoder = decoderFor(name);
  if (decoder === undefined) return { problem: `unknown encoding ${cookie}` };
  try {
    return { text: decoder(body), encoding: { name, bom } };
  } catch {
    return { problem: `is not valid ${name.toUpperCase()}${place(name, body)}` };
  }
}

/** The same bytes, with Node's quicker ways to search and decode them. */
function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** Whether the bytes begin with the byte order mark of UTF-16, of either order. */
function utf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** The bytes of a text in an encoding, or undefined where it does not fit or cannot be written. */
export function encodePython(text: string, encoding: Encoding): Uint8Array | undefined {
  if (encoding.name === UTF8.name) return Buffer.from((encoding.bom ? '\uFEFF' : '') + text, 'utf8');
  const highest = encoding.name === 'ascii' ? 0x7f : encoding.name === 'iso-8859-1' ? 0xff : -1;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > highest) return undefined;
  return Buffer.from(text, 'latin1');
}

/** The cookie of line 1, or of line 2 where line 1 holds nothing but a comment or blanks. */
function codingCookie(bytes: Buffer): string | undefined {
  const head = bytes.toString('latin1', 0, 4096);
  if (!head.includes('coding')) return undefined;
  for (const line of head.split(/\r\n|\r|\n/, 2)) {
    const cookie = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line);
    if (cookie !== null) return cookie[1];
    if (!/^[ \t\f]*(#.*)?$/.test(line)) return undefined;
  }
  return undefined;
}

/** Python's spelling of an encoding to one name for each. */
function normalName(cookie: string): string {
  const name = cookie.toLowerCase().replaceAll('_', '-');
  if (/^(utf-?8|utf-8-.*|u8|cp65001)$/.test(name)) return UTF8.name;
  if (/^(latin-?1|iso-8859-1|iso-latin-1|l1|8859|cp819)(-.*)?$/.test(name)) return 'iso-8859-1';
  if (/^(us-)?ascii$|^646$/.test(name)) return 'ascii';
  return name;
}

function decoderFor(name: string): ((bytes: Uint8Array) => string) | undefined {
  switch (name) {
    case UTF8.name:
      // Most code is ASCII alone, which is quicker to find out than to decode as anything more.
      return (bytes) => (isAscii(bytes) ? bufferOf(bytes).toString('latin1') : strictUtf8(bytes));
    // Node's own decoder: the web's "latin1" is Windows-1252, Python's is not.
    case 'iso-8859-1':
      return (bytes) => Buffer.from(bytes).toString('latin1');
    case 'ascii':
      return (bytes) => {
        if (bytes.some((byte) => byte > 0x7f)) throw new RangeError('not ASCII');
        return Buffer.from(bytes).toString('latin1');
      };
    default:
      return webDecoder(name);
  }
}

function strictUtf8(bytes: Uint8Array): string {
  return new TextDecoder(UTF8.name, { fatal: true, ignoreBOM: true }).decode(bytes);
}

function webDecoder(name: string): ((bytes: Uint8Array) => string) | undefined {
  const label = name.replace(/^cp(125\d)$/, 'windows-$1').replace(/^(?:cp|ms)932$/, 'shift_jis');
  // Python source cannot be in an encoding in which ASCII is not ASCII.
  if (label.startsWith('utf-16') || label.startsWith('utf-32')) return undefined;
  try {
    const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
    return (bytes) => decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** `: byte 0xff on line 3`, for the first byte that does not decode. */
function place(name: string, bytes: Uint8Array): string {
  const decoder = decoderFor(name);
  let line = 1;
  let start = 0;
  for (let end = 0; end <= bytes.length; end++) {
    if (end < bytes.length && bytes[end] !== 10) continue;
    try {
      decoder?.(bytes.subarray(start, end));
    } catch {
      return ` on line ${line}`;
    }
    line++;
    start = end + 1;
  }
  return '';
}
