/**
 * The notation of the type tables, close to Python's annotations:
 *
 *     str  bytes  int  float  bool  none  ?            ? is "not known"
 *     list[T]  set[T]  iterator[T]  dict[K, V]  tuple[A, B]  awaitable[T]  class[a.B]  module[a.b]
 *     by-mode[text, read, write]                       what `open` gives, by its mode
 *     self  element  key  value                        depends on the receiver
 *     parameter[0]                                     the receiver's type argument
 *     argument[0]  argument-element[0]  argument-result[0]
 *     any.other.Name  any.other.Name[A, B]             an instance of it, with type arguments
 */
import type { ValueType } from './types';

const SIMPLE = ['str', 'bytes', 'int', 'float', 'bool', 'none'] as const;
const PARTS = ['self', 'element', 'key', 'value'] as const;

/** Total on any text: what is not understood is `undefined`, as `?` is. */
export function parseType(text: string): ValueType | undefined {
  const source = text.trim();
  const open = source.indexOf('[');
  if (open < 0) return plain(source);
  if (!source.endsWith(']')) return undefined;
  return composed(source.slice(0, open), splitAtCommas(source.slice(open + 1, -1)));
}

function plain(word: string): ValueType | undefined {
  const simple = SIMPLE.find((kind) => kind === word);
  if (simple) return { kind: simple };
  const part = PARTS.find((candidate) => candidate === word);
  if (part) return { kind: 'of-receiver', part };
  if (word === 'list' || word === 'set' || word === 'iterator') return { kind: word };
  if (word === 'dict') return { kind: 'dict' };
  if (word === 'awaitable') return { kind: 'awaitable' };
  return /^[A-Za-z_][\w.]*$/.test(word) ? { kind: 'instance', of: word } : undefined;
}

function composed(head: string, args: readonly string[]): ValueType | undefined {
  const [first = '', second = '', third = ''] = args;
  switch (head) {
    case 'list':
    case 'set':
    case 'iterator':
    case 'awaitable': {
      const of = parseType(first);
      return of ? { kind: head, of } : { kind: head };
    }
    case 'dict': {
      const key = parseType(first);
      const value = parseType(second);
      return { kind: 'dict', ...(key && { key }), ...(value && { value }) };
    }
    case 'tuple':
      return { kind: 'tuple', items: args.map(parseType) };
    case 'class':
    case 'module':
      return { kind: head, of: first };
    case 'by-mode': {
      const text = parseType(first);
      const read = parseType(second);
      const write = parseType(third);
      return text && read && write ? { kind: 'by-mode', text, read, write } : undefined;
    }
    case 'argument':
      return { kind: 'of-argument', index: Number(first), part: 'self' };
    case 'argument-element':
      return { kind: 'of-argument', index: Number(first), part: 'element' };
    case 'argument-result':
      return { kind: 'of-argument', index: Number(first), part: 'result' };
    case 'parameter':
      return { kind: 'parameter', index: Number(first) };
    default:
      return /^\w+(?:\.\w+)+$/.test(head)
        ? { kind: 'instance', of: head, args: args.map(parseType) }
        : undefined;
  }
}

/** Splits at the commas outside brackets. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '[') depth++;
    else if (char === ']') depth--;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts;
}
