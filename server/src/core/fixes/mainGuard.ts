/**
 * The main guard. Where processes are not forked, each worker imports the main module again; whatever starts processes
 * at its top level would then start them for ever. Finds such code, and puts it under a guard where that is simple.
 */
import { assignedNames, boundNames } from '../bind/boundNames';
import type { FunctionDef, If, Stmt } from '../syntax/ast';
import { insert, type Replacement } from './edit';
import { indentLines, indentationUnit, lineEnding, lineStart, type Layout } from './layout';
import { functionAt, meaningOf } from './names';
import { contains, descendants, type Node } from './walk';

export type GuardPlan =
  /** Nothing at the top level of the module starts processes. */
  | { readonly kind: 'unneeded' }
  /** Statements from `from` on go under a new guard: `header` first, then `indents`, which shift lines by `unit`. */
  | {
      readonly kind: 'wrap';
      readonly from: number;
      readonly unit: string;
      readonly header: readonly Replacement[];
      readonly indents: readonly Replacement[];
    }
  | { readonly kind: 'blocked'; readonly reason: string };

/** `if __name__ == "__main__":` */
export function isMainGuard(statement: Stmt): statement is If {
  if (statement.kind !== 'If' || statement.test.kind !== 'Compare') return false;
  const { left, ops, comparators } = statement.test;
  const sides = [left, ...comparators];
  return (
    ops.length === 1 &&
    ops[0] === '==' &&
    sides.some((side) => side.kind === 'Name' && side.id === '__name__') &&
    sides.some((side) => side.kind === 'Constant' && side.value === '__main__')
  );
}

/** What must happen so that processes started at these offsets are started by the main program only. */
export function planGuard(layout: Layout, starts: readonly number[]): GuardPlan {
  const { ast, lines } = layout;
  const reaching = functionsReaching(layout, starts);
  const first = ast.body.findIndex(
    (statement) => runsAtImport(statement) && reaches(layout, statement, starts, reaching),
  );
  const from = ast.body[first];
  if (from === undefined) return { kind: 'unneeded' };
  const blocked = (why: string): GuardPlan => ({
    kind: 'blocked',
    reason: `Line ${lines.lineAt(from.start)} starts the work whenever the file is imported, and worker processes import it; ${why}.`,
  });
  const rest = ast.body.slice(first);
  const definition = rest.find((statement) => !runsAtImport(statement));
  if (definition !== undefined)
    return blocked(
      `put it under \`if __name__ == "__main__":\` first (line ${lines.lineAt(definition.start)} stands in the way of doing so automatically)`,
    );
  const shared = namesReadByFunctions(layout, rest);
  if (shared !== undefined)
    return blocked(
      `functions read \`${shared}\`, which is set there, so it cannot simply go under a main guard`,
    );
  const unit = indentationUnit(layout);
  const start = lineStart(layout, from.start);
  const end = rest.at(-1)?.end ?? from.end;
  return {
    kind: 'wrap',
    from: start,
    unit,
    header: [insert(start, `if __name__ == "__main__":${lineEnding(layout)}`)],
    indents: indentLines(layout, { start, end }, unit),
  };
}

/** Statements that do something when the module is imported; definitions and imports only make names. */
function runsAtImport(statement: Stmt): boolean {
  return (
    !['FunctionDef', 'ClassDef', 'Import', 'ImportFrom'].includes(statement.kind) && !isMainGuard(statement)
  );
}

/** Names of functions and methods that start processes when called, directly or through others of the file. */
function functionsReaching(layout: Layout, starts: readonly number[]): ReadonlySet<string> {
  const defs = [...descendants(layout.ast.body)].filter(
    (node): node is FunctionDef => node.kind === 'FunctionDef',
  );
  const names = new Set<string>();
  for (const start of starts) {
    const def = functionAt(layout.ast, { start, end: start });
    if (def !== undefined) names.add(nameToCall(layout, def));
  }
  for (let before = -1; before !== names.size;) {
    before = names.size;
    for (const def of defs) if (mentions(def.body, names)) names.add(nameToCall(layout, def));
  }
  return names;
}

/** A constructor runs when its class is called. */
function nameToCall(layout: Layout, def: FunctionDef): string {
  if (def.name !== '__init__') return def.name;
  const owner = layout.ast.body.find(
    (statement) => statement.kind === 'ClassDef' && contains(statement, def),
  );
  return owner?.kind === 'ClassDef' ? owner.name : def.name;
}

function reaches(
  layout: Layout,
  statement: Stmt,
  starts: readonly number[],
  names: ReadonlySet<string>,
): boolean {
  const own = starts.some(
    (start) =>
      statement.start <= start &&
      start < statement.end &&
      functionAt(layout.ast, { start, end: start }) === undefined,
  );
  return own || mentions([statement], names);
}

/** Whether code uses one of the names: calls it, or hands it on to be called. */
function mentions(nodes: Iterable<Node>, names: ReadonlySet<string>): boolean {
  for (const node of descendants(
    nodes,
    (inner) => inner.kind !== 'FunctionDef' && inner.kind !== 'ClassDef',
  )) {
    if (node.kind === 'Name' && names.has(node.id)) return true;
    if (node.kind === 'Attribute' && names.has(node.attr)) return true;
  }
  return false;
}

/** A name that the statements set and that some function reads as a global. */
function namesReadByFunctions(layout: Layout, statements: readonly Stmt[]): string | undefined {
  const set = assignedNames(statements);
  for (const def of descendants(layout.ast.body)) {
    if (def.kind !== 'FunctionDef') continue;
    const { locals } = boundNames(def);
    for (const node of descendants(def.body)) {
      if (node.kind !== 'Name' || !set.has(node.id) || locals.has(node.id)) continue;
      const meaning = meaningOf(layout.ast, node.id, node);
      if (meaning.kind === 'variable' && meaning.level === 'module') return node.id;
    }
  }
  return undefined;
}
