/** Globals that are set or filled only while the program runs: a worker process that imports the file has them not. */
import { assignedNames } from '../bind/boundNames';
import { changedBy } from './changes';
import { isMainGuard } from './mainGuard';
import type { IndexedModule } from './moduleIndex';
import { functionAt, meaningOf } from './names';
import { contains, type Node } from './walk';

export function lateGlobals(ast: IndexedModule): ReadonlySet<string> {
  const guards = ast.body.filter(isMainGuard);
  const late = new Set(ast.globalsWritten);
  const early = assignedNames(ast.body.filter((statement) => !isMainGuard(statement)));
  for (const name of assignedNames(guards)) if (!early.has(name)) late.add(name);
  const changing: readonly Node[] = [
    ...ast.index.ofKind('Assign'),
    ...ast.index.ofKind('AugAssign'),
    ...ast.index.ofKind('Delete'),
    ...ast.index.ofKind('Call'),
  ];
  for (const node of changing) {
    const runsLate =
      functionAt(ast, node) !== undefined || guards.some((statement) => contains(statement, node));
    if (!runsLate) continue;
    for (const { expr, inPlace } of changedBy(ast, node)) {
      const root = rootName(expr);
      if (!inPlace || root === undefined) continue;
      const meaning = meaningOf(ast, root.id, root);
      if (meaning.kind === 'variable' && meaning.level === 'module') late.add(root.id);
    }
  }
  return late;
}

/** `settings` of `settings["a"].b`. */
function rootName(expr: Node): Extract<Node, { kind: 'Name' }> | undefined {
  let part = expr;
  while (part.kind === 'Attribute' || part.kind === 'Subscript') part = part.value;
  return part.kind === 'Name' ? part : undefined;
}
