/**
 * Parses annotations written as strings: names, attributes, subscripts, unions, lists and literals. Every node has the
 * range of the string, since that is the place to show.
 */
import type { TextRange } from '../base/text';
import type { Constant, Expr } from '../syntax/ast';

/** Longer strings are no annotations. */
const LONGEST = 400;

const TOKEN = /\s*(?:([A-Za-z_]\w*)|(\.\.\.)|(\d+)|'([^']*)'|"([^"]*)"|([[\](),.|]))/y;

type Token =
  | { readonly kind: 'name' | 'sign' | 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'ellipsis' };

/** Undefined where the text is no annotation. */
export function parseAnnotation(text: string, { start, end }: TextRange): Expr | undefined {
  const tokens = text.length > LONGEST ? undefined : tokensOf(text);
  if (tokens === undefined) return undefined;
  const at = { start, end };
  let next = 0;

  const isSign = (sign: string): boolean => {
    const token = tokens[next];
    return token?.kind === 'sign' && token.text === sign;
  };
  const take = (sign: string): boolean => {
    const found = isSign(sign);
    if (found) next++;
    return found;
  };
  const constant = (type: Constant['type'], value: Constant['value']): Expr => {
    return { kind: 'Constant', type, value, length: typeof value === 'string' ? value.length : 0, ...at };
  };

  const union = (): Expr | undefined => {
    let left = primary();
    while (left !== undefined && take('|')) {
      const right = primary();
      left = right === undefined ? undefined : { kind: 'BinOp', left, op: '|', right, ...at };
    }
    return left;
  };
  const list = (closing: string): Expr[] | undefined => {
    const elements: Expr[] = [];
    while (!take(closing)) {
      const element = union();
      if (element === undefined) return undefined;
      elements.push(element);
      if (!take(',') && !isSign(closing)) return undefined;
    }
    return elements;
  };
  const primary = (): Expr | undefined => {
    const token = tokens[next++];
    switch (token?.kind) {
      case undefined:
        return undefined;
      case 'ellipsis':
        return constant('ellipsis', undefined);
      case 'number':
        return constant('int', token.value);
      case 'string':
        return constant('str', token.text);
      case 'sign': {
        if (token.text === '[') {
          const elts = list(']');
          return elts && { kind: 'List', elts, ...at };
        }
        if (token.text !== '(') return undefined;
        const inner = union();
        return take(')') ? inner : undefined;
      }
      case 'name':
        break;
    }
    if (token.text === 'None') return constant('none', undefined);
    let expr: Expr | undefined = { kind: 'Name', id: token.text, ...at };
    while (expr !== undefined) {
      if (take('.')) {
        const name: Token | undefined = tokens[next++];
        expr =
          name?.kind === 'name'
            ? { kind: 'Attribute', value: expr, attr: name.text, attrRange: at, ...at }
            : undefined;
      } else if (take('[')) {
        const elts = list(']');
        const [only] = elts ?? [];
        if (elts === undefined || only === undefined) return undefined;
        const slice: Expr = elts.length === 1 ? only : { kind: 'Tuple', elts, ...at };
        expr = { kind: 'Subscript', value: expr, slice, ...at };
      } else break;
    }
    return expr;
  };

  const parsed = union();
  return next === tokens.length ? parsed : undefined;
}

function tokensOf(text: string): readonly Token[] | undefined {
  const source = text.trim();
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < source.length) {
    const match = pattern.exec(source);
    if (match === null) return undefined;
    const [, name, dots, number, single, double, sign] = match;
    if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (dots !== undefined) tokens.push({ kind: 'ellipsis' });
    else if (number !== undefined) tokens.push({ kind: 'number', value: Number(number) });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else tokens.push({ kind: 'string', text: single ?? double ?? '' });
  }
  return tokens;
}
