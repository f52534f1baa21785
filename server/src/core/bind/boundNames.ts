/** Which names a piece of code binds, by the rules of Python's compiler. Reads the AST only. */
import type { Expr, FunctionDef, Lambda, MatchCase, Parameters, Stmt } from '../syntax/ast';

export interface BoundNames {
  readonly locals: ReadonlySet<string>;
  readonly globals: ReadonlySet<string>;
  readonly nonlocals: ReadonlySet<string>;
}

/** Names a function's body binds, by the rule of Python's compiler. */
export function boundNames(def: FunctionDef | Lambda): BoundNames {
  const locals = new Set<string>(paramNames(def.params));
  const globals = new Set<string>();
  const nonlocals = new Set<string>();
  if (def.kind === 'FunctionDef') collectStatements(def.body, { locals, globals, nonlocals });
  else collectWalrus(def.body, locals);
  for (const name of globals) locals.delete(name);
  for (const name of nonlocals) locals.delete(name);
  return { locals, globals, nonlocals };
}

function paramNames(params: Parameters): string[] {
  return params.map((param) => param.name);
}

/** Names that a run of statements assigns, without descending into functions and classes. */
export function assignedNames(statements: readonly Stmt[]): Set<string> {
  const locals = new Set<string>();
  collectStatements(statements, { locals, globals: new Set(), nonlocals: new Set() });
  return locals;
}

interface Collected {
  readonly locals: Set<string>;
  readonly globals: Set<string>;
  readonly nonlocals: Set<string>;
}

function collectStatements(statements: readonly Stmt[], into: Collected): void {
  for (const statement of statements) collectStatement(statement, into);
}

function collectStatement(statement: Stmt, into: Collected): void {
  const { locals } = into;
  switch (statement.kind) {
    case 'FunctionDef':
    case 'ClassDef':
      locals.add(statement.name);
      break;
    case 'Assign':
      for (const target of statement.targets) collectTarget(target, locals);
      if (statement.value !== undefined) collectWalrus(statement.value, locals);
      break;
    case 'AugAssign':
      collectTarget(statement.target, locals);
      break;
    case 'Delete':
      for (const target of statement.targets) collectTarget(target, locals);
      break;
    case 'For':
      collectTarget(statement.target, locals);
      collectWalrus(statement.iter, locals);
      collectStatements(statement.body, into);
      collectStatements(statement.orelse, into);
      break;
    case 'While':
    case 'If':
      collectWalrus(statement.test, locals);
      collectStatements(statement.body, into);
      collectStatements(statement.orelse, into);
      break;
    case 'With':
      for (const item of statement.items) {
        if (item.target !== undefined) collectTarget(item.target, locals);
        collectWalrus(item.context, locals);
      }
      collectStatements(statement.body, into);
      break;
    case 'Try':
      collectStatements(statement.body, into);
      for (const handler of statement.handlers) {
        if (handler.name !== undefined) locals.add(handler.name);
        collectStatements(handler.body, into);
      }
      collectStatements(statement.orelse, into);
      collectStatements(statement.finalbody, into);
      break;
    case 'Match':
      for (const arm of statement.cases) collectCase(arm, into);
      break;
    case 'Import':
      for (const { name, asname } of statement.names) locals.add(asname ?? name.split('.')[0] ?? name);
      break;
    case 'ImportFrom':
      for (const { name, asname } of statement.names) if (name !== '*') locals.add(asname ?? name);
      break;
    case 'Global':
      for (const name of statement.names) into.globals.add(name);
      break;
    case 'Nonlocal':
      for (const name of statement.names) into.nonlocals.add(name);
      break;
    case 'Expr':
      collectWalrus(statement.value, locals);
      break;
    case 'Return':
      if (statement.value !== undefined) collectWalrus(statement.value, locals);
      break;
    case 'Raise':
    case 'Assert':
    case 'Pass':
    case 'Break':
    case 'Continue':
      break;
  }
}

function collectCase(arm: MatchCase, into: Collected): void {
  for (const name of arm.captures) into.locals.add(name);
  collectStatements(arm.body, into);
}

/** Names a target binds: `a`, `a, *b`, `(a, [b])`; attributes and subscripts bind none. */
export function collectTarget(target: Expr, into: Set<string>): void {
  if (target.kind === 'Name') into.add(target.id);
  else if (target.kind === 'Tuple' || target.kind === 'List') {
    for (const part of target.elts) collectTarget(part, into);
  } else if (target.kind === 'Starred') collectTarget(target.value, into);
}

/** Names bound by `:=` in an expression; comprehensions pass theirs on to the function around them. */
function collectWalrus(expr: Expr, into: Set<string>): void {
  switch (expr.kind) {
    case 'NamedExpr':
      into.add(expr.target);
      collectWalrus(expr.value, into);
      break;
    case 'BoolOp':
    case 'BinOp':
      collectWalrus(expr.left, into);
      collectWalrus(expr.right, into);
      break;
    case 'Compare':
      collectWalrus(expr.left, into);
      for (const part of expr.comparators) collectWalrus(part, into);
      break;
    case 'UnaryOp':
      collectWalrus(expr.operand, into);
      break;
    case 'Call':
      collectWalrus(expr.func, into);
      for (const part of expr.args) collectWalrus(part, into);
      break;
    case 'IfExp':
      collectWalrus(expr.test, into);
      break;
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      collectWalrus(expr.elt, into);
      for (const part of expr.generators) for (const test of part.ifs) collectWalrus(test, into);
      break;
    case 'Attribute':
    case 'Subscript':
    case 'Await':
    case 'Starred':
      collectWalrus(expr.value, into);
      break;
    case 'Tuple':
    case 'List':
    case 'Set':
      for (const part of expr.elts) collectWalrus(part, into);
      break;
    case 'Name':
    case 'Constant':
    case 'JoinedStr':
    case 'Slice':
    case 'Lambda':
    case 'Dict':
    case 'Yield':
    case 'YieldFrom':
    case 'Unparsed':
      break;
  }
}
