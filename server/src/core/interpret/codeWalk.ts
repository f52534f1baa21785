/** Looks at code without interpreting it: the statements of a body, the expressions within one, names of places. */
import type { Expr, Stmt } from '../syntax/ast';

/** `i`, `self.current`; undefined for anything but a name or attributes of one. */
export function placeOf(expr: Expr): string | undefined {
  if (expr.kind === 'Name') return expr.id;
  if (expr.kind !== 'Attribute') return undefined;
  const base = placeOf(expr.value);
  return base === undefined ? undefined : `${base}.${expr.attr}`;
}

/** A statement of a body, nested ones included. */
export interface Nested {
  readonly statement: Stmt;
  /** Under an `if`, a handler or a `case`: not reached every time. */
  readonly conditional: boolean;
  /** Expressions of the statement itself, not of those nested in it. */
  readonly expressions: readonly Expr[];
}

/** All statements of a body in order, without those of nested functions and classes. */
export function flatten(body: readonly Stmt[]): Nested[] {
  const found: Nested[] = [];
  addNested(found, body, false);
  return found;
}

function addNested(found: Nested[], body: readonly Stmt[], conditional: boolean): void {
  for (const statement of body) {
    found.push({ statement, conditional, expressions: expressionsOf(statement) });
    for (const block of blocksOf(statement)) addNested(found, block.body, conditional || block.conditional);
  }
}

interface Block {
  readonly body: readonly Stmt[];
  readonly conditional: boolean;
}

function blocksOf(statement: Stmt): readonly Block[] {
  switch (statement.kind) {
    case 'If':
      return [
        { body: statement.body, conditional: true },
        { body: statement.orelse, conditional: true },
      ];
    case 'For':
    case 'While':
      return [
        { body: statement.body, conditional: false },
        { body: statement.orelse, conditional: true },
      ];
    case 'With':
      return [{ body: statement.body, conditional: false }];
    case 'Try':
      return [
        { body: statement.body, conditional: false },
        ...statement.handlers.map(({ body }) => ({ body, conditional: true })),
        { body: statement.orelse, conditional: false },
        { body: statement.finalbody, conditional: false },
      ];
    case 'Match':
      return statement.cases.map(({ body }) => ({ body, conditional: true }));
    default:
      return [];
  }
}

function expressionsOf(statement: Stmt): readonly Expr[] {
  const present = (...parts: readonly (Expr | undefined)[]): Expr[] =>
    parts.filter((part) => part !== undefined);
  switch (statement.kind) {
    case 'Expr':
      return [statement.value];
    case 'Assign':
      return present(...statement.targets, statement.value);
    case 'AugAssign':
      return [statement.target, statement.value];
    case 'Return':
      return present(statement.value);
    case 'Raise':
      return present(statement.exc);
    case 'Assert':
    case 'If':
    case 'While':
      return [statement.test];
    case 'Delete':
      return statement.targets;
    case 'For':
      return [statement.target, statement.iter];
    case 'With':
      return statement.items.flatMap((item) => present(item.context, item.target));
    case 'Match':
      return [statement.subject];
    default:
      return [];
  }
}

/** An expression and all within it, without the bodies of lambdas. */
export function expressionsIn(expr: Expr): Expr[] {
  const found: Expr[] = [];
  addParts(found, expr);
  return found;
}

function addParts(found: Expr[], expr: Expr): void {
  found.push(expr);
  for (const part of partsOf(expr)) addParts(found, part);
}

/** Names that an expression reads or binds. */
export function namesIn(expr: Expr): string[] {
  return expressionsIn(expr).flatMap((part) => (part.kind === 'Name' ? [part.id] : []));
}

function partsOf(expr: Expr): readonly Expr[] {
  const present = (...parts: readonly (Expr | undefined)[]): Expr[] =>
    parts.filter((part) => part !== undefined);
  switch (expr.kind) {
    case 'Attribute':
    case 'Await':
    case 'Starred':
    case 'NamedExpr':
      return [expr.value];
    case 'Yield':
    case 'YieldFrom':
      return present(expr.value);
    case 'Subscript':
      return [expr.value, expr.slice];
    case 'Slice':
      return present(expr.lower, expr.upper, expr.step);
    case 'Call':
      return [expr.func, ...expr.args, ...expr.keywords.map(({ value }) => value)];
    case 'BinOp':
    case 'BoolOp':
      return [expr.left, expr.right];
    case 'UnaryOp':
      return [expr.operand];
    case 'Compare':
      return [expr.left, ...expr.comparators];
    case 'IfExp':
      return [expr.test, expr.body, expr.orelse];
    case 'List':
    case 'Tuple':
    case 'Set':
      return expr.elts;
    case 'Dict':
      return expr.items.flatMap(({ key, value }) => present(key, value));
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      return present(
        expr.elt,
        expr.value,
        ...expr.generators.flatMap(({ target, iter, ifs }) => [target, iter, ...ifs]),
      );
    case 'JoinedStr':
      return expr.values;
    case 'Name':
    case 'Constant':
    case 'Lambda':
    case 'Unparsed':
      return [];
  }
}
