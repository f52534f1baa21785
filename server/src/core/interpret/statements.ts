/** Interprets statements: binds names, records work, and follows control flow as far as the code decides it. */
import type { ExceptHandler, Expr, If, Match, Stmt, Try, With } from '../syntax/ast';
import { assignPairwise, assignTo, deleteTarget } from './assignment';
import { contextValue } from './contexts';
import { defineClass, defineFunction } from './definitions';
import { evaluate } from './expressions';
import { interpretImport, interpretImportFrom } from './imports';
import { interpretFor, interpretWhile } from './loops';
import { spend, step, withRounds, type Frame, type Machine } from './machine';
import { addMissing, mergeBindings, type Bindings } from './bindings';
import { applyInPlace } from './operators';
import { annotationValue } from './annotations';
import { join, truthOf, UNKNOWN, type Value } from './values';

/** How control leaves a statement: to the next one, or not at all. */
export type Flow = 'next' | 'return' | 'raise' | 'break' | 'continue';

export function interpretBlock(machine: Machine, frame: Frame, statements: readonly Stmt[]): Flow {
  for (const statement of statements) {
    if (!step(machine)) {
      recordUnseen(frame, statement);
      return 'next';
    }
    const flow = interpretStatement(machine, frame, statement);
    if (flow !== 'next') return flow;
  }
  return 'next';
}

/** The budget of steps is used up: what comes here and after may do anything. */
function recordUnseen(frame: Frame, statement: Stmt): void {
  frame.recorder.push({
    kind: 'unknown',
    at: frame.recorder.location(statement),
    what: 'more code than is looked at',
  });
}

function interpretStatement(machine: Machine, frame: Frame, statement: Stmt): Flow {
  switch (statement.kind) {
    case 'Expr':
      // A docstring or a lone constant is compiled away.
      if (statement.value.kind !== 'Constant') evaluate(machine, frame, statement.value, 'discarded');
      return 'next';
    case 'Assign':
      interpretAssign(machine, frame, statement.targets, statement.value, statement.annotation);
      return 'next';
    case 'AugAssign': {
      const left = evaluate(machine, frame, statement.target);
      const right = evaluate(machine, frame, statement.value);
      const result = applyInPlace(machine, frame, statement.op, left, right, statement);
      assignTo(machine, frame, statement.target, inPlace(frame, statement.op, left, right, result));
      return 'next';
    }
    case 'Return': {
      const value = statement.value === undefined ? undefined : evaluate(machine, frame, statement.value);
      const result: Value = value ?? { kind: 'none' };
      frame.returned = frame.returned === undefined ? result : join(frame.returned, result);
      markExit(frame, frame.loops.length);
      return 'return';
    }
    case 'Raise':
      if (statement.exc !== undefined) evaluate(machine, frame, statement.exc);
      spend(machine, frame, 'raise-and-catch', statement);
      frame.raised += frame.localRounds;
      return 'raise';
    case 'Assert':
      evaluate(machine, frame, statement.test);
      spend(machine, frame, 'branch', statement);
      return 'next';
    case 'Delete':
      for (const target of statement.targets) deleteTarget(machine, frame, target);
      return 'next';
    case 'Pass':
    case 'Global':
    case 'Nonlocal':
      return 'next';
    case 'Break':
      markExit(frame, 1);
      return 'break';
    case 'Continue':
      return 'continue';
    case 'If':
      return interpretIf(machine, frame, statement);
    case 'For':
      return interpretFor(machine, frame, statement);
    case 'While':
      return interpretWhile(machine, frame, statement);
    case 'With':
      return interpretWith(machine, frame, statement);
    case 'Try':
      return interpretTry(machine, frame, statement);
    case 'Match':
      return interpretMatch(machine, frame, statement);
    case 'FunctionDef':
      defineFunction(machine, frame, statement);
      return 'next';
    case 'ClassDef':
      defineClass(machine, frame, statement);
      return 'next';
    case 'Import':
      interpretImport(machine, frame, statement);
      return 'next';
    case 'ImportFrom':
      interpretImportFrom(machine, frame, statement);
      return 'next';
  }
}

function interpretAssign(
  machine: Machine,
  frame: Frame,
  targets: readonly Expr[],
  valueExpr: Expr | undefined,
  annotation: Expr | undefined,
): void {
  const { scope } = frame;
  if (valueExpr === undefined) {
    // A bare annotation binds nothing, but says what the name will hold; its class may be defined further down.
    const target = targets[0];
    if (annotation !== undefined && target?.kind === 'Name' && scope.kind === 'class')
      scope.defer(target.id, () => annotationValue(machine, scope, annotation));
    return;
  }
  const [only] = targets;
  if (targets.length === 1 && only !== undefined && assignPairwise(machine, frame, only, valueExpr)) return;
  const value = evaluate(machine, frame, valueExpr);
  for (const target of targets)
    assignTo(
      machine,
      frame,
      target,
      annotation === undefined ? value : asStated(machine, frame, target, value, annotation),
    );
}

/** What an annotation adds to a value: all, where nothing is known, and what will follow None. */
function asStated(machine: Machine, frame: Frame, target: Expr, value: Value, annotation: Expr): Value {
  if (value.kind === 'unknown') return annotationValue(machine, frame.scope, annotation);
  const isLocal = target.kind === 'Name' && frame.scope.kind === 'function';
  if (value.kind !== 'none' || isLocal) return value;
  const stated = annotationValue(machine, frame.scope, annotation);
  return stated.kind === 'unknown' ? value : join(value, stated);
}

/** `+=` on a list extends the very object others hold too. */
function inPlace(frame: Frame, op: string, left: Value, right: Value, result: Value): Value {
  if (left.kind !== 'collection' || left.type !== 'list' || op !== '+') return result;
  left.items = undefined;
  if (right.kind === 'collection') {
    const repeats = Math.max(1, frame.rounds / left.madeAt);
    left.element = left.length?.high === 0 ? right.element : join(left.element, right.element);
    left.length =
      left.length === undefined || right.length === undefined
        ? undefined
        : {
            low: left.length.low,
            mid: left.length.mid + right.length.mid * repeats,
            high: left.length.high + right.length.high * repeats,
          };
  } else {
    left.length = undefined;
    left.element = UNKNOWN;
  }
  return left;
}

/** Notes that control may leave the innermost `depth` loops here: on every round only if no branch lies between. */
function markExit(frame: Frame, depth: number): void {
  const first = Math.max(0, frame.loops.length - depth);
  for (let index = frame.loops.length - 1; index >= first; index--) {
    const loop = frame.loops[index];
    if (loop === undefined) continue;
    const conditional = frame.branchDepth > loop.branchDepth || index < frame.loops.length - 1;
    if (!conditional) loop.exit = 'always';
    else if (index === first && loop.exit !== 'always') loop.exit = 'sometimes';
    else if (loop.exit === 'never') loop.exit = 'with-outer';
  }
}

/** Weight of an arm that leaves while the other goes on: an early return or an error check is not the usual path. */
const LEAVING_ARM = 0.2;

function interpretIf(machine: Machine, frame: Frame, statement: If): Flow {
  if (isTypeChecking(statement.test)) {
    // Never runs, but its names are there for annotations.
    frame.recorder.open();
    interpretBlock(machine, frame, statement.body);
    frame.recorder.close();
    return interpretBlock(machine, frame, statement.orelse);
  }
  const test = truthOf(evaluate(machine, frame, statement.test));
  spend(machine, frame, 'branch', statement.test);
  if (test !== undefined) return interpretBlock(machine, frame, test ? statement.body : statement.orelse);
  return interpretArms(machine, frame, statement, [
    {
      run: () => interpretBlock(machine, frame, statement.body),
      leaves: leaving(frame, statement.body),
      weight: prunes(frame, statement) ? PRUNED_ARM : undefined,
    },
    { run: () => interpretBlock(machine, frame, statement.orelse), leaves: leaving(frame, statement.orelse) },
  ]);
}

function isTypeChecking(test: Expr): boolean {
  return (test.kind === 'Name' ? test.id : test.kind === 'Attribute' ? test.attr : '') === 'TYPE_CHECKING';
}

/** Backtracking: of the steps that a search could take, a third (queens) to a half (knights) fit. */
const PRUNED_ARM = 0.4;

/** `for step in steps: if fits(step): search(…)`: the test keeps the search from most of its branches. */
function prunes({ func, loops, unit }: Frame, { body, orelse }: If): boolean {
  const [first] = body;
  const last = body.at(-1);
  if (loops.length === 0 || orelse.length > 0 || first === undefined || last === undefined) return false;
  if (func?.def.kind !== 'FunctionDef') return false;
  return unit.text.slice(first.start, last.end).includes(`${func.def.name}(`);
}

interface Arm {
  readonly run: () => Flow;
  readonly leaves: Leaving;
  /** Where more is known of it than whether it leaves. */
  readonly weight?: number | undefined;
}

/** Interprets alternatives from the same state, weights them, and joins what they bind. */
function interpretArms(
  machine: Machine,
  frame: Frame,
  at: { readonly start: number; readonly end: number },
  arms: readonly Arm[],
): Flow {
  const leavers = arms.filter((arm) => arm.leaves !== 'no').length;
  const staying = arms.length - leavers;
  // A loop is left once, whatever the number of its rounds, and so is a function.
  const onceALoop = 1 / Math.max(1, frame.loops.at(-1)?.rounds ?? 1);
  const onceACall = 1 / Math.max(1, frame.localRounds);
  const stated = arms.reduce((sum, arm) => sum + (arm.weight ?? 0), 0);
  const weightOf = (arm: Arm): number => {
    if (arm.weight !== undefined) return arm.weight;
    if (stated > 0) return (1 - stated) / (arms.length - 1);
    if (staying === 0 || leavers === 0) return 1 / arms.length;
    if (arm.leaves === 'no') return (1 - LEAVING_ARM) / staying;
    const weight = LEAVING_ARM / leavers;
    return arm.leaves === 'round' ? weight : Math.min(weight, arm.leaves === 'loop' ? onceALoop : onceACall);
  };
  const before = frame.scope.vars;
  const ends: Bindings[] = [];
  const closedOver: Bindings[] = [];
  const flows: Flow[] = [];
  const recursion = frame.recursion;
  let deepest = 0;
  const recorded = arms.map((arm) => {
    const weight = weightOf(arm);
    const defined = machine.defined.length;
    frame.recursion = 0;
    frame.scope.vars = before.copy();
    frame.recorder.open();
    frame.branchDepth++;
    const flow = withRounds(frame, weight, arm.run);
    frame.branchDepth--;
    const body = frame.recorder.close();
    flows.push(flow);
    // Only one arm runs, so only one arm's calls of the function itself do.
    deepest = Math.max(deepest, frame.recursion);
    if (flow === 'next') ends.push(frame.scope.vars);
    else if (machine.defined.length > defined) closedOver.push(frame.scope.vars);
    return { weight, body };
  });
  frame.recursion = recursion + deepest;
  const [first, ...others] = ends;
  frame.scope.vars = first === undefined ? before : others.reduce(mergeBindings, first);
  for (const bindings of closedOver) addMissing(frame.scope.vars, bindings);
  const worked = recorded.filter((arm) => arm.body.length > 0);
  if (worked.length > 0) {
    frame.recorder.push({ kind: 'branch', at: frame.recorder.location(at), arms: worked });
  }
  if (flows.includes('next')) return 'next';
  return flows.find((flow) => flow !== 'raise') ?? flows[0] ?? 'next';
}

/** What a block certainly ends by leaving: nothing, this round of the loop only, the loop, or the function. */
type Leaving = 'no' | 'round' | 'loop' | 'function';

/** Of two ends of a block, the one that leaves less comes first. */
const NARROWEST: readonly Leaving[] = ['no', 'round', 'loop', 'function'];

function leaving(frame: Frame, statements: readonly Stmt[]): Leaving {
  const last = statements.at(-1);
  switch (last?.kind) {
    case 'Raise':
      // A handler within the same loop: the next round comes all the same.
      if (frame.guardedDepth === undefined) return 'function';
      return frame.guardedDepth === frame.loops.length ? 'round' : 'loop';
    case 'Return':
      return 'function';
    case 'Break':
      return 'loop';
    case 'Continue':
      return 'round';
    case 'If': {
      const both = last.orelse.length > 0 ? [leaving(frame, last.body), leaving(frame, last.orelse)] : [];
      return NARROWEST.find((leaves) => both.includes(leaves)) ?? 'no';
    }
    default:
      return 'no';
  }
}

function interpretWith(machine: Machine, frame: Frame, statement: With): Flow {
  const guards: string[] = [];
  let group: Expr | undefined;
  for (const item of statement.items) {
    const manager = evaluate(machine, frame, item.context);
    spend(machine, frame, statement.isAsync ? 'async-with' : 'with', item.context);
    const { value, lock } = contextValue(machine, frame, manager, item.context);
    if (lock !== undefined) guards.push(lock);
    if (manager.kind === 'object' && manager.of === 'asyncio.TaskGroup') group = item.context;
    if (item.target !== undefined) assignTo(machine, frame, item.target, value);
  }
  if (guards.length === 0) {
    const flow = interpretBlock(machine, frame, statement.body);
    // Its end is where the tasks are awaited.
    if (group !== undefined)
      frame.recorder.push({ kind: 'await', at: frame.recorder.location(group), what: 'TaskGroup', body: [] });
    return flow;
  }
  frame.recorder.open();
  const flow = interpretBlock(machine, frame, statement.body);
  frame.recorder.push({
    kind: 'guard',
    at: frame.recorder.location(statement),
    resource: guards.join(', '),
    body: frame.recorder.close(),
  });
  return flow;
}

/** Weight of an exception handler whose `try` body does not certainly raise. */
const HANDLER_WEIGHT = 0.05;

function interpretTry(machine: Machine, frame: Frame, statement: Try): Flow {
  spend(machine, frame, 'try-enter', { start: statement.start, end: statement.start });
  const guarded = statement.handlers.length > 0;
  const { raised, guardedDepth, drainedDepth, localRounds } = frame;
  if (guarded) {
    frame.branchDepth++;
    frame.raised = 0;
    frame.guardedDepth = frame.loops.length;
    if (statement.handlers.some(catchesEndOfData)) frame.drainedDepth = frame.loops.length;
  }
  let flow = interpretBlock(machine, frame, statement.body);
  if (flow === 'next') flow = interpretBlock(machine, frame, statement.orelse);
  const raises = guarded ? Math.min(1, frame.raised / localRounds) : 0;
  if (guarded) {
    frame.branchDepth--;
    frame.raised = raised;
    frame.guardedDepth = guardedDepth;
    frame.drainedDepth = drainedDepth;
  }
  const afterBody = frame.scope.vars;
  const handlers = Math.max(1, statement.handlers.length);
  const weight = flow === 'raise' ? 1 / handlers : Math.max(HANDLER_WEIGHT, raises / handlers);
  const ends = flow === 'raise' ? [] : [afterBody];
  let escapes = flow !== 'next';
  const arms = statement.handlers.map((handler) => {
    frame.scope.vars = afterBody.copy();
    const end = interpretHandler(machine, frame, handler, weight);
    if (end.flow === 'next') {
      escapes = false;
      ends.push(frame.scope.vars);
    }
    return { weight, body: end.body };
  });
  const worked = arms.filter((arm) => arm.body.length > 0);
  if (worked.length > 0) {
    frame.recorder.push({ kind: 'branch', at: frame.recorder.location(statement), arms: worked });
  }
  const [first, ...others] = ends;
  frame.scope.vars = first === undefined ? afterBody : others.reduce(mergeBindings, first);
  const last = interpretBlock(machine, frame, statement.finalbody);
  if (last !== 'next') return last;
  return escapes ? (flow === 'next' ? 'next' : flow) : 'next';
}

/** Exceptions by which a queue, an iterator, a list or a file says that there is no more. */
const END_OF_DATA: ReadonlySet<string> = new Set([
  'Empty',
  'QueueEmpty',
  'StopIteration',
  'StopAsyncIteration',
  'IndexError',
  'EOFError',
]);

function catchesEndOfData({ type }: ExceptHandler): boolean {
  const parts = type?.kind === 'Tuple' ? type.elts : type === undefined ? [] : [type];
  return parts.some((part) => {
    const name = part.kind === 'Name' ? part.id : part.kind === 'Attribute' ? part.attr : '';
    return END_OF_DATA.has(name);
  });
}

function interpretHandler(
  machine: Machine,
  frame: Frame,
  handler: ExceptHandler,
  weight: number,
): { flow: Flow; body: ReturnType<Frame['recorder']['close']> } {
  frame.recorder.open();
  frame.branchDepth++;
  if (handler.name !== undefined) frame.scope.assign(handler.name, UNKNOWN);
  const flow = withRounds(frame, weight, () => interpretBlock(machine, frame, handler.body));
  frame.branchDepth--;
  return { flow, body: frame.recorder.close() };
}

function interpretMatch(machine: Machine, frame: Frame, statement: Match): Flow {
  evaluate(machine, frame, statement.subject);
  spend(machine, frame, 'match-value', statement.subject, statement.cases.length);
  const arms: Arm[] = statement.cases.map((arm) => ({
    leaves: leaving(frame, arm.body),
    run: (): Flow => {
      for (const name of arm.captures) frame.scope.assign(name, UNKNOWN);
      if (arm.guard !== undefined) evaluate(machine, frame, arm.guard);
      return interpretBlock(machine, frame, arm.body);
    },
  }));
  const exhaustive = statement.cases.some((arm) => arm.irrefutable);
  if (!exhaustive) arms.push({ leaves: 'no', run: () => 'next' });
  return interpretArms(machine, frame, statement, arms);
}
