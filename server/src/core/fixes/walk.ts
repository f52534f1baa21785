/** Walks the syntax tree of one file: children in the order of the text, descendants, and the way down to a place. */
import { unreachable } from '../base/assert';
import type { TextRange } from '../base/text';
import type { Expr, ModuleAst, Parameters, Stmt } from '../syntax/ast';

export type Node = Expr | Stmt;

export function contains(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function sameRange(a: TextRange, b: TextRange): boolean {
  return a.start === b.start && a.end === b.end;
}

/** The nodes and everything below them, parents first. Below a node that `enter` refuses nothing is visited. */
export function* descendants(
  nodes: Iterable<Node>,
  enter: (node: Node) => boolean = () => true,
): Generator<Node> {
  for (const node of nodes) {
    yield node;
    if (enter(node)) yield* descendants(children(node), enter);
  }
}

/** From the outermost statement to the innermost node that holds the whole range. */
export function pathTo(ast: ModuleAst, range: TextRange): Node[] {
  const path: Node[] = [];
  let candidates: readonly Node[] = startingBefore(ast.body, range.start);
  for (;;) {
    const next = candidates.find((node) => contains(node, range) && node.end > node.start);
    if (next === undefined) return path;
    path.push(next);
    candidates = children(next);
  }
}

/**
 * The last statement that starts at the offset or before, by bisection: a module may have thousands. With the one before
 * it, because what did not parse may have left an empty one.
 */
function startingBefore(statements: readonly Stmt[], offset: number): readonly Stmt[] {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((statements[middle]?.start ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return statements.slice(Math.max(0, low - 2), low);
}

/** The innermost node of the kind with exactly this range. */
export function nodeAt<Kind extends Node['kind']>(
  ast: ModuleAst,
  range: TextRange,
  kind: Kind,
): Extract<Node, { kind: Kind }> | undefined {
  return pathTo(ast, range)
    .filter((node): node is Extract<Node, { kind: Kind }> => node.kind === kind && sameRange(node, range))
    .at(-1);
}

/** The node directly around a node; undefined for a statement of the module. */
export function parentOf(ast: ModuleAst, node: Node): Node | undefined {
  const path = pathTo(ast, node);
  return path[path.indexOf(node) - 1];
}

/** Parents of all nodes below the given ones. */
export function parentsBelow(nodes: Iterable<Node>): ReadonlyMap<Node, Node> {
  const parents = new Map<Node, Node>();
  for (const node of descendants(nodes)) for (const child of children(node)) parents.set(child, node);
  return parents;
}

/** Every block of statements that a statement holds directly; none for an expression. */
export function blocksOf(statement: Node): readonly (readonly Stmt[])[] {
  switch (statement.kind) {
    case 'FunctionDef':
    case 'ClassDef':
    case 'With':
      return [statement.body];
    case 'If':
    case 'For':
    case 'While':
      return [statement.body, statement.orelse];
    case 'Try':
      return [
        statement.body,
        ...statement.handlers.map((handler) => handler.body),
        statement.orelse,
        statement.finalbody,
      ];
    case 'Match':
      return statement.cases.map((arm) => arm.body);
    default:
      return [];
  }
}

/** The block of statements that holds the statement directly. */
export function blockOf(ast: ModuleAst, statement: Stmt): readonly Stmt[] {
  const path = pathTo(ast, statement);
  const parent = path[path.indexOf(statement) - 1];
  const blocks = parent === undefined ? [ast.body] : blocksOf(parent);
  return blocks.find((block) => block.includes(statement)) ?? [];
}

/** Children in the order of the text. */
export function children(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'Name':
    case 'Constant':
    case 'Unparsed':
    case 'Pass':
    case 'Break':
    case 'Continue':
    case 'Import':
    case 'ImportFrom':
    case 'Global':
    case 'Nonlocal':
      return [];
    case 'JoinedStr':
      return node.values;
    case 'Attribute':
    case 'Await':
    case 'Starred':
    case 'NamedExpr':
    case 'Expr':
      return [node.value];
    case 'Yield':
    case 'YieldFrom':
    case 'Return':
      return some(node.value);
    case 'Subscript':
      return [node.value, node.slice];
    case 'Slice':
      return some(node.lower, node.upper, node.step);
    case 'Call':
      return [node.func, ...node.args, ...node.keywords.map((keyword) => keyword.value)];
    case 'BinOp':
    case 'BoolOp':
      return [node.left, node.right];
    case 'UnaryOp':
      return [node.operand];
    case 'Compare':
      return [node.left, ...node.comparators];
    case 'IfExp':
      return [node.body, node.test, node.orelse];
    case 'Lambda':
      return [...parameterNodes(node.params), node.body];
    case 'List':
    case 'Tuple':
    case 'Set':
      return node.elts;
    case 'Dict':
      return node.items.flatMap((item) => some(item.key, item.value));
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      return [
        ...some(node.elt, node.value),
        ...node.generators.flatMap((part) => [part.target, part.iter, ...part.ifs]),
      ];
    case 'FunctionDef':
      return [...node.decorators, ...parameterNodes(node.params), ...some(node.returns), ...node.body];
    case 'ClassDef':
      return [
        ...node.decorators,
        ...node.bases,
        ...node.keywords.map((keyword) => keyword.value),
        ...node.body,
      ];
    case 'Assign':
      return [...node.targets, ...some(node.annotation, node.value)];
    case 'AugAssign':
      return [node.target, node.value];
    case 'Raise':
      return some(node.exc);
    case 'Assert':
      return [node.test];
    case 'Delete':
      return node.targets;
    case 'If':
    case 'While':
      return [node.test, ...node.body, ...node.orelse];
    case 'For':
      return [node.target, node.iter, ...node.body, ...node.orelse];
    case 'With':
      return [...node.items.flatMap((item) => some(item.context, item.target)), ...node.body];
    case 'Try':
      return [
        ...node.body,
        ...node.handlers.flatMap((handler) => [...some(handler.type), ...handler.body]),
        ...node.orelse,
        ...node.finalbody,
      ];
    case 'Match':
      return [node.subject, ...node.cases.flatMap((arm) => [...some(arm.guard), ...arm.body])];
    default:
      return unreachable(node);
  }
}

function parameterNodes(params: Parameters): Expr[] {
  return params.flatMap((param) => some(param.annotation, param.default));
}

function some(...nodes: readonly (Expr | undefined)[]): Expr[] {
  return nodes.filter((node) => node !== undefined);
}
