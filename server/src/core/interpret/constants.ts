/** Constants of the standard library whose value decides what code costs: alphabets that a search goes through. */
import { own } from '../base/own';
import { text, type Value } from './values';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const WHITESPACE = ' \t\n\r\v\f';

/** As Lib/string.py writes them. */
const TEXTS: Readonly<Record<string, string>> = {
  'string.ascii_lowercase': LETTERS,
  'string.ascii_uppercase': LETTERS.toUpperCase(),
  'string.ascii_letters': LETTERS + LETTERS.toUpperCase(),
  'string.digits': DIGITS,
  'string.hexdigits': `${DIGITS}abcdefABCDEF`,
  'string.octdigits': '01234567',
  'string.punctuation': PUNCTUATION,
  'string.printable': DIGITS + LETTERS + LETTERS.toUpperCase() + PUNCTUATION + WHITESPACE,
  'string.whitespace': WHITESPACE,
};

/** The value of a library constant by its dotted name. */
export function libraryConstant(name: string): Value | undefined {
  const value = own(TEXTS, name);
  return value === undefined ? undefined : text(value, 'constant');
}
