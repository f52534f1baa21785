/**
 * The main guard. Where processes are not forked, each worker imports the main module again; whatever starts processes
 * at its top level would then start them for ever. Finds such code, and puts it under a guard where that is simple.
 */
import { assignedNames } from '../bind/boundNames';
import type { FunctionDef, If, Stmt } from '../syntax/ast';
import { insert, type Replacement } from './edit';
import { indentLines, indentationUnit, lineEnding, lineStart, type Layout } from './layout';
import { functionAt, meaningOf } from './names';
import { mentions } from './moduleIndex';
import { contains, descendants } from './walk';
import type { TextRange } from '../base/text';

export type GuardPlan =
  /** Nothing at the top level of the module starts processes. */
  | { readonly kind: 'unneeded'; readonly notes: readonly string[] }
  /** Statements from `from` on go under a new guard: `header` first, then `indents`, which shift lines by `unit`. */
  | {
      readonly kind: 'wrap';
      readonly notes: readonly string[];
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
  const { body } = layout.ast;
  const reaching = functionsReaching(layout, starts);
  const first = body.findIndex(
    (statement) => runsAtImport(statement) && reaches(layout, statement, starts, reaching),
  );
  if (first < 0) return { kind: 'unneeded', notes: rerunNotes(layout, body) };
  const reason = whyNotWrapped(layout, body.slice(first));
  if (reason !== undefined) return { kind: 'blocked', reason };
  const index = withOutputBefore(layout, first);
  const from = body[index];
  const last = body.at(-1);
  if (from === undefined || last === undefined) return { kind: 'unneeded', notes: [] };
  const unit = indentationUnit(layout);
  const start = lineStart(layout, from.start);
  return {
    kind: 'wrap',
    notes: [
      'The code that starts the work is put under a main guard.',
      ...rerunNotes(layout, body.slice(0, index)),
    ],
    from: start,
    unit,
    header: [insert(start, `if __name__ == "__main__":${lineEnding(layout)}`)],
    indents: indentLines(layout, { start, end: last.end }, unit),
  };
}

/** Why the statements cannot simply go under a guard; undefined where they can. */
function whyNotWrapped(layout: Layout, statements: readonly Stmt[]): string | undefined {
  const from = statements[0];
  if (from === undefined) return undefined;
  const starts = `Line ${lineOf(layout, from)} starts the work whenever the file is imported, and worker processes import it; `;
  const definition = statements.find((statement) => !runsAtImport(statement));
  if (definition !== undefined)
    return `${starts}put it under \`if __name__ == "__main__":\` first (line ${lineOf(layout, definition)} stands in the way of doing so automatically).`;
  const shared = nameReadByFunctions(layout, statements);
  return shared === undefined
    ? undefined
    : `${starts}functions read \`${shared}\`, which is set there, so it cannot simply go under a main guard.`;
}

/**
 * Index of the first statement to go under the guard: what is computed or printed right before the work starts should
 * happen once as well. Other calls stay outside: they may set up what workers need.
 */
function withOutputBefore(layout: Layout, first: number): number {
  const { body } = layout.ast;
  let index = first;
  for (let candidate = first - 1; candidate > 0; candidate--) {
    const statement = body[candidate];
    if (statement === undefined || !runsAtImport(statement)) break;
    const prints = isPrint(statement);
    if (!prints && statement.kind !== 'Assign') break;
    if (nameReadByFunctions(layout, body.slice(candidate)) !== undefined) break;
    if (prints || hasCall(statement)) index = candidate;
  }
  return index;
}

/** Top-level output outside the guard, which workers that import the file repeat. */
function rerunNotes(layout: Layout, statements: readonly Stmt[]): string[] {
  return statements
    .filter(isPrint)
    .map(
      (statement) => `Line ${lineOf(layout, statement)} runs again in every worker that imports the file.`,
    );
}

function isPrint(statement: Stmt): boolean {
  if (statement.kind !== 'Expr' || statement.value.kind !== 'Call') return false;
  const { func } = statement.value;
  return func.kind === 'Name' && func.id === 'print';
}

function hasCall(statement: Stmt): boolean {
  return [...descendants([statement])].some((node) => node.kind === 'Call');
}

/** Statements that do something when the module is imported; definitions and imports only make names. */
function runsAtImport(statement: Stmt): boolean {
  return (
    !['FunctionDef', 'ClassDef', 'Import', 'ImportFrom'].includes(statement.kind) && !isMainGuard(statement)
  );
}

/** Names of functions and methods that start processes when called, directly or through others of the file. */
function functionsReaching(layout: Layout, starts: readonly number[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const start of starts) {
    const def = functionAt(layout.ast, { start, end: start });
    if (def !== undefined) names.add(nameToCall(layout, def));
  }
  // A set goes on over what is added while it is gone through.
  for (const name of names)
    for (const def of layout.ast.index.functionsMentioning(name)) names.add(nameToCall(layout, def));
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
  return own || [...mentions([statement])].some((name) => names.has(name));
}

/** A name that the statements set and that some function reads as a global. */
function nameReadByFunctions(layout: Layout, statements: readonly Stmt[]): string | undefined {
  const { ast } = layout;
  return [...assignedNames(statements)].find((name) =>
    ast.index.named(name).some((node) => {
      if (functionAt(ast, node) === undefined) return false;
      const meaning = meaningOf(ast, name, node);
      return meaning.kind === 'variable' && meaning.level === 'module';
    }),
  );
}

function lineOf(layout: Layout, { start }: TextRange): number {
  return layout.lines.lineAt(start);
}
