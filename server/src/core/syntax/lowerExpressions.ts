/** Lowers expression nodes of a syntax table to the AST. Total: what it does not know becomes `Unparsed`. */
import type { Expr, Keyword, Parameter, Parameters, ComprehensionFor } from './ast';
import { numberLiteral, stringContent, stringPrefix } from './literals';
import {
  childrenOf,
  fieldOf,
  fieldsOf,
  hasToken,
  isNamed,
  kindOf,
  namedChildrenOf,
  rangeOf,
  textOf,
  type NodeIndex,
} from './nodes';
import type { SyntaxTable } from './table';

export function lowerExpression(table: SyntaxTable, node: NodeIndex | undefined): Expr {
  if (node === undefined) return { kind: 'Unparsed', start: 0, end: 0 };
  // Written out, without spreads and closures: this runs for most nodes of a file.
  const start = table.start[node] ?? 0;
  const end = table.end[node] ?? 0;
  if (table.tooDeep.has(node)) return { kind: 'Unparsed', start, end };
  switch (kindOf(table, node)) {
    case 'identifier':
      return { kind: 'Name', start, end, id: textOf(table, node) };
    case 'keyword_identifier':
      return { kind: 'Name', start, end, id: textOf(table, node) };
    case 'dotted_name':
      return lowerDottedName(table, node);
    case 'integer':
    case 'float': {
      const { type, value } = numberLiteral(textOf(table, node));
      return { kind: 'Constant', start, end, type, value, length: 0 };
    }
    case 'true':
      return { kind: 'Constant', start, end, type: 'bool', value: true, length: 0 };
    case 'false':
      return { kind: 'Constant', start, end, type: 'bool', value: false, length: 0 };
    case 'none':
      return { kind: 'Constant', start, end, type: 'none', value: undefined, length: 0 };
    case 'ellipsis':
      return { kind: 'Constant', start, end, type: 'ellipsis', value: undefined, length: 0 };
    case 'string':
    case 'concatenated_string':
      return lowerString(table, node);
    case 'attribute': {
      const attribute = fieldOf(table, node, 'attribute');
      return {
        kind: 'Attribute',
        start,
        end,
        value: lowerField(table, node, 'object'),
        attr: attribute === undefined ? '' : textOf(table, attribute),
        attrRange: attribute === undefined ? { start, end } : rangeOf(table, attribute),
      };
    }
    case 'subscript': {
      const indices = fieldsOf(table, node, 'subscript').filter((child) => isNamed(table, child));
      const first = indices[0];
      const slice: Expr =
        indices.length > 1
          ? { kind: 'Tuple', start, end, elts: lowerAll(table, indices) }
          : lowerExpression(table, first);
      return { kind: 'Subscript', start, end, value: lowerField(table, node, 'value'), slice };
    }
    case 'slice':
      return lowerSlice(table, node);
    case 'call':
      return lowerCall(table, node);
    case 'binary_operator':
      return {
        kind: 'BinOp',
        start,
        end,
        left: lowerField(table, node, 'left'),
        op: fieldText(table, node, 'operator'),
        right: lowerField(table, node, 'right'),
      };
    case 'unary_operator': {
      const op = fieldText(table, node, 'operator');
      return {
        kind: 'UnaryOp',
        start,
        end,
        op: op === '-' || op === '~' ? op : '+',
        operand: lowerField(table, node, 'argument'),
      };
    }
    case 'not_operator':
      return { kind: 'UnaryOp', start, end, op: 'not', operand: lowerField(table, node, 'argument') };
    case 'boolean_operator':
      return {
        kind: 'BoolOp',
        start,
        end,
        op: fieldText(table, node, 'operator') === 'and' ? 'and' : 'or',
        left: lowerField(table, node, 'left'),
        right: lowerField(table, node, 'right'),
      };
    case 'comparison_operator': {
      const operators = new Set(fieldsOf(table, node, 'operators'));
      const operands = namedChildrenOf(table, node).filter((child) => !operators.has(child));
      const ops = childrenOf(table, node)
        .filter((child) => operators.has(child))
        .map((child) => textOf(table, child).replace(/\s+/g, ' '));
      return {
        kind: 'Compare',
        start,
        end,
        left: lowerExpression(table, operands[0]),
        ops,
        comparators: lowerAll(table, operands.slice(1)),
      };
    }
    case 'conditional_expression': {
      const [body, test, orelse] = namedChildrenOf(table, node);
      return {
        kind: 'IfExp',
        start,
        end,
        body: lowerExpression(table, body),
        test: lowerExpression(table, test),
        orelse: lowerExpression(table, orelse),
      };
    }
    case 'lambda': {
      const parameters = fieldOf(table, node, 'parameters');
      return {
        kind: 'Lambda',
        start,
        end,
        params: parameters === undefined ? [] : lowerParameters(table, parameters),
        body: lowerField(table, node, 'body'),
      };
    }
    case 'list':
    case 'list_pattern':
      return { kind: 'List', start, end, elts: lowerAll(table, namedChildrenOf(table, node)) };
    case 'tuple':
    case 'tuple_pattern':
    case 'expression_list':
    case 'pattern_list':
      return { kind: 'Tuple', start, end, elts: lowerAll(table, namedChildrenOf(table, node)) };
    case 'set':
      return { kind: 'Set', start, end, elts: lowerAll(table, namedChildrenOf(table, node)) };
    case 'dictionary':
      return {
        kind: 'Dict',
        start,
        end,
        items: namedChildrenOf(table, node).map((child) =>
          kindOf(table, child) === 'pair'
            ? {
                key: lowerExpression(table, fieldOf(table, child, 'key')),
                value: lowerExpression(table, fieldOf(table, child, 'value')),
              }
            : { key: undefined, value: lowerExpression(table, namedChildrenOf(table, child)[0]) },
        ),
      };
    case 'list_comprehension':
      return lowerComprehension(table, node, 'ListComp');
    case 'set_comprehension':
      return lowerComprehension(table, node, 'SetComp');
    case 'dictionary_comprehension':
      return lowerComprehension(table, node, 'DictComp');
    case 'generator_expression':
      return lowerComprehension(table, node, 'GeneratorExp');
    case 'parenthesized_expression':
    case 'as_pattern_target':
    case 'type':
    case 'expression_statement':
      return lowerExpression(table, namedChildrenOf(table, node)[0]);
    case 'as_pattern':
      return lowerExpression(table, namedChildrenOf(table, node)[0]);
    case 'generic_type': {
      const [base, parameter] = namedChildrenOf(table, node);
      const indices = parameter === undefined ? [] : lowerAll(table, namedChildrenOf(table, parameter));
      const slice: Expr =
        indices.length === 1 && indices[0] ? indices[0] : { kind: 'Tuple', start, end, elts: indices };
      return { kind: 'Subscript', start, end, value: lowerExpression(table, base), slice };
    }
    case 'union_type': {
      const [left, right] = namedChildrenOf(table, node);
      return {
        kind: 'BinOp',
        start,
        end,
        left: lowerExpression(table, left),
        op: '|',
        right: lowerExpression(table, right),
      };
    }
    case 'member_type': {
      const [value, attr] = namedChildrenOf(table, node);
      return {
        kind: 'Attribute',
        start,
        end,
        value: lowerExpression(table, value),
        attr: attr === undefined ? '' : textOf(table, attr),
        attrRange: attr === undefined ? { start, end } : rangeOf(table, attr),
      };
    }
    case 'named_expression': {
      const name = fieldOf(table, node, 'name');
      return {
        kind: 'NamedExpr',
        start,
        end,
        target: name === undefined ? '' : textOf(table, name),
        value: lowerField(table, node, 'value'),
      };
    }
    case 'await':
      return { kind: 'Await', start, end, value: lowerExpression(table, namedChildrenOf(table, node)[0]) };
    case 'yield': {
      const value = namedChildrenOf(table, node)[0];
      return {
        kind: hasToken(table, node, 'from') ? 'YieldFrom' : 'Yield',
        start,
        end,
        value: value === undefined ? undefined : lowerExpression(table, value),
      };
    }
    case 'list_splat':
    case 'list_splat_pattern':
    case 'parenthesized_list_splat':
      return { kind: 'Starred', start, end, value: lowerExpression(table, namedChildrenOf(table, node)[0]) };
    default:
      return { kind: 'Unparsed', start, end };
  }
}

function lowerField(table: SyntaxTable, node: NodeIndex, name: string): Expr {
  return lowerExpression(table, fieldOf(table, node, name));
}

function lowerAll(table: SyntaxTable, nodes: readonly NodeIndex[]): Expr[] {
  return nodes.map((node) => lowerExpression(table, node));
}

function fieldText(table: SyntaxTable, node: NodeIndex, name: string): string {
  const child = fieldOf(table, node, name);
  return child === undefined ? '' : textOf(table, child);
}

/** `a.b.c` as nested attributes. */
function lowerDottedName(table: SyntaxTable, node: NodeIndex): Expr {
  const start = table.start[node] ?? 0;
  let result: Expr | undefined;
  for (const part of namedChildrenOf(table, node)) {
    const range = rangeOf(table, part);
    const text = textOf(table, part);
    result =
      result === undefined
        ? { kind: 'Name', ...range, id: text }
        : { kind: 'Attribute', start, end: range.end, value: result, attr: text, attrRange: range };
  }
  return result ?? { kind: 'Unparsed', ...rangeOf(table, node) };
}

function lowerString(table: SyntaxTable, node: NodeIndex): Expr {
  const range = rangeOf(table, node);
  const parts = kindOf(table, node) === 'string' ? [node] : namedChildrenOf(table, node);
  const values: Expr[] = [];
  let value: string | undefined = '';
  let length = 0;
  let isBytes = false;
  let isFormatted = false;
  let specs = 0;
  for (const part of parts) {
    let raw = false;
    for (const child of childrenOf(table, part)) {
      const kind = kindOf(table, child);
      if (kind === 'string_start') {
        const prefix = stringPrefix(textOf(table, child));
        raw = prefix.raw;
        isBytes ||= prefix.bytes;
        isFormatted ||= prefix.formatted;
      } else if (kind === 'string_content') {
        const content = stringContent(textOf(table, child), raw);
        value = value === undefined || content.value === undefined ? undefined : value + content.value;
        length += content.length;
      } else if (kind === 'interpolation') {
        isFormatted = true;
        values.push(lowerExpression(table, fieldOf(table, child, 'expression')));
        if (childrenOf(table, child).some((inner) => kindOf(table, inner) === 'format_specifier')) specs++;
      }
    }
  }
  if (isFormatted) return { kind: 'JoinedStr', ...range, values, literalLength: length, specs };
  return { kind: 'Constant', ...range, type: isBytes ? 'bytes' : 'str', value, length };
}

function lowerSlice(table: SyntaxTable, node: NodeIndex): Expr {
  const parts: (Expr | undefined)[] = [undefined, undefined, undefined];
  let position = 0;
  for (const child of childrenOf(table, node)) {
    if (kindOf(table, child) === ':') position++;
    else if (isNamed(table, child) && kindOf(table, child) !== 'comment') {
      parts[Math.min(position, 2)] = lowerExpression(table, child);
    }
  }
  const [lower, upper, step] = parts;
  return { kind: 'Slice', ...rangeOf(table, node), lower, upper, step };
}

function lowerCall(table: SyntaxTable, node: NodeIndex): Expr {
  const list = fieldOf(table, node, 'arguments');
  const { args, keywords } = list === undefined ? { args: [], keywords: [] } : lowerArguments(table, list);
  const func = lowerExpression(table, fieldOf(table, node, 'function'));
  return { kind: 'Call', ...rangeOf(table, node), func, args, keywords };
}

/** The children of an argument list, or the lone generator expression that stands in for one. */
export function lowerArguments(
  table: SyntaxTable,
  list: NodeIndex,
): { args: readonly Expr[]; keywords: readonly Keyword[] } {
  if (kindOf(table, list) === 'generator_expression') {
    return { args: [lowerExpression(table, list)], keywords: [] };
  }
  const args: Expr[] = [];
  const keywords: Keyword[] = [];
  for (const child of namedChildrenOf(table, list)) {
    const range = rangeOf(table, child);
    switch (kindOf(table, child)) {
      case 'keyword_argument': {
        const name = fieldOf(table, child, 'name');
        keywords.push({
          ...range,
          arg: name === undefined ? '' : textOf(table, name),
          value: lowerExpression(table, fieldOf(table, child, 'value')),
        });
        break;
      }
      case 'dictionary_splat':
        keywords.push({
          ...range,
          arg: undefined,
          value: lowerExpression(table, namedChildrenOf(table, child)[0]),
        });
        break;
      default:
        args.push(lowerExpression(table, child));
    }
  }
  return { args, keywords };
}

function lowerComprehension(
  table: SyntaxTable,
  node: NodeIndex,
  kind: 'ListComp' | 'SetComp' | 'DictComp' | 'GeneratorExp',
): Expr {
  const body = fieldOf(table, node, 'body');
  const isPair = body !== undefined && kindOf(table, body) === 'pair';
  const generators: (ComprehensionFor & { ifs: Expr[] })[] = [];
  for (const child of namedChildrenOf(table, node)) {
    if (kindOf(table, child) === 'for_in_clause') {
      generators.push({
        ...rangeOf(table, child),
        target: lowerExpression(table, fieldOf(table, child, 'left')),
        iter: lowerIterable(table, child),
        ifs: [],
        isAsync: hasToken(table, child, 'async'),
      });
    } else if (kindOf(table, child) === 'if_clause') {
      generators.at(-1)?.ifs.push(lowerExpression(table, namedChildrenOf(table, child)[0]));
    }
  }
  return {
    kind,
    ...rangeOf(table, node),
    elt: lowerExpression(table, isPair ? fieldOf(table, body, 'key') : body),
    value: isPair ? lowerExpression(table, fieldOf(table, body, 'value')) : undefined,
    generators,
  };
}

/** The right side of a `for … in`: several expressions are a tuple. */
export function lowerIterable(table: SyntaxTable, node: NodeIndex): Expr {
  const right = fieldsOf(table, node, 'right').filter((child) => isNamed(table, child));
  if (right.length > 1) {
    return {
      kind: 'Tuple',
      ...rangeOf(table, node),
      elts: right.map((child) => lowerExpression(table, child)),
    };
  }
  return lowerExpression(table, right[0]);
}

/** Parameters of a function or lambda. */
export function lowerParameters(table: SyntaxTable, node: NodeIndex): Parameters {
  const params: Parameter[] = [];
  let keywordOnly = false;
  for (const child of namedChildrenOf(table, node)) {
    const range = rangeOf(table, child);
    const kind = kindOf(table, child);
    if (kind === 'positional_separator') {
      for (const [index, param] of params.entries()) params[index] = { ...param, form: 'positional-only' };
      continue;
    }
    if (kind === 'keyword_separator') {
      keywordOnly = true;
      continue;
    }
    const nameNode =
      fieldOf(table, child, 'name') ?? (kind === 'identifier' ? child : namedChildrenOf(table, child)[0]);
    const typeNode = fieldOf(table, child, 'type');
    const valueNode = fieldOf(table, child, 'value');
    const pattern = nameNode !== undefined && kind === 'typed_parameter' ? kindOf(table, nameNode) : kind;
    const innermost =
      nameNode !== undefined && kindOf(table, nameNode) !== 'identifier'
        ? (namedChildrenOf(table, nameNode)[0] ?? nameNode)
        : nameNode;
    const form: Parameter['form'] =
      pattern === 'list_splat_pattern'
        ? 'var-positional'
        : pattern === 'dictionary_splat_pattern'
          ? 'var-keyword'
          : keywordOnly
            ? 'keyword-only'
            : 'positional';
    if (form === 'var-positional') keywordOnly = true;
    params.push({
      ...range,
      name: innermost === undefined ? '' : textOf(table, innermost),
      form,
      annotation: typeNode === undefined ? undefined : lowerExpression(table, typeNode),
      default: valueNode === undefined ? undefined : lowerExpression(table, valueNode),
    });
  }
  return params;
}
