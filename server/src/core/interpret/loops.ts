/** Interprets loops: one pass over the body, times the rounds that the code tells or that we have to assume. */
import type { TextRange } from '../base/text';
import type { Estimate } from '../model/estimate';
import type { Trips } from '../model/profile';
import type { Expr, For, Stmt, While } from '../syntax/ast';
import { assignTo } from './assignment';
import { detectBusyWait } from './busyWait';
import { evaluate } from './expressions';
import { foreverTrips, iterate, knownTrips, searchTrips } from './iteration';
import { spend, withRounds, type Frame, type LoopState, type Machine } from './machine';
import { assignedNames } from '../bind/boundNames';
import { mergeBindings } from './bindings';
import { interpretBlock, type Flow } from './statements';
import { constantOf, someNumber, truthOf, type Value } from './values';

export function interpretFor(machine: Machine, frame: Frame, statement: For): Flow {
  const iterable = evaluate(machine, frame, statement.iter);
  const iteration = iterate(machine, frame, iterable);
  spend(machine, frame, 'for-setup', statement.iter);
  for (const segment of iteration.work) frame.recorder.push(segment);
  return interpretLoop(machine, frame, statement, iteration.trips, statement.body, statement.orelse, () => {
    spend(machine, frame, statement.isAsync ? 'async-for-iteration' : iteration.operation, statement.iter);
    if (iteration.perRound === 'file') recordFileRead(machine, frame, statement.iter);
    assignTo(machine, frame, statement.target, iteration.element);
  });
}

/** Reading a buffered file line by line is mostly decoding under the GIL; a system call comes once in a few hundred lines. */
function recordFileRead(machine: Machine, frame: Frame, range: TextRange): void {
  const cost = machine.kb.callCost('io.TextIOWrapper.readline');
  if (cost !== undefined) frame.recorder.bytecode(cost.seconds, range);
}

export function interpretWhile(machine: Machine, frame: Frame, statement: While): Flow {
  const trips = whileTrips(machine, frame, statement);
  if (trips === undefined) {
    evaluate(machine, frame, statement.test);
    return interpretBlock(machine, frame, statement.orelse);
  }
  const flow = interpretLoop(machine, frame, statement, trips, statement.body, statement.orelse, () => {
    spend(machine, frame, 'while-iteration', statement.test);
    evaluate(machine, frame, statement.test);
  });
  detectBusyWait(machine, frame, statement);
  return flow;
}

/**
 * The common part: widens what the body assigns (one pass stands for all rounds), interprets the body, and corrects the
 * count for `break` and `return`.
 */
function interpretLoop(
  machine: Machine,
  frame: Frame,
  at: TextRange,
  trips: Trips,
  body: readonly Stmt[],
  orelse: readonly Stmt[],
  head: () => void,
): Flow {
  if (trips.count.high === 0) return interpretBlock(machine, frame, orelse);
  widenAssigned(frame, body, trips);
  const before = frame.scope.vars;
  frame.scope.vars = before.copy();
  const loop: LoopState = { exit: 'never', rounds: trips.count.mid, branchDepth: frame.branchDepth };
  const isUnknown = trips.basis === 'unknown';
  if (isUnknown) frame.unknownLoops++;
  frame.loops.push(loop);
  frame.recorder.open();
  const bodyFlow = withRounds(frame, Math.max(1, trips.count.mid), () => {
    head();
    return interpretBlock(machine, frame, body);
  });
  const segments = frame.recorder.close();
  frame.loops.pop();
  if (isUnknown) frame.unknownLoops--;
  frame.scope.vars = mergeBindings(before, frame.scope.vars);

  const leavesAtOnce = loop.exit === 'always' || bodyFlow === 'raise' || bodyFlow === 'return';
  const actual = leavesAtOnce
    ? knownTrips({ low: Math.min(1, trips.count.low), mid: 1, high: 1 }, trips.basis)
    : loop.exit === 'sometimes'
      ? leftEarly(machine, frame, trips)
      : trips;
  noteAssumption(frame, at, actual);
  frame.recorder.push({ kind: 'loop', at: frame.recorder.location(at), trips: actual, body: segments });
  if (actual.forever === true) {
    frame.endless = true;
    return 'return';
  }
  // A body that certainly returns does so for the function, if there is a first round at all.
  if (bodyFlow === 'return' && trips.count.low >= 1) return 'return';
  return orelse.length > 0 ? interpretBlock(machine, frame, orelse) : 'next';
}

/** A search loop: on average half the rounds; an endless loop with a way out runs we do not know how long. */
function leftEarly(machine: Machine, frame: Frame, trips: Trips): Trips {
  if (trips.forever === true) return searchTrips(machine, frame);
  const { mid, high } = trips.count;
  return {
    count: { low: Math.min(1, trips.count.low), mid: Math.max(Math.min(1, mid), mid / 2), high },
    basis: trips.basis,
  };
}

function noteAssumption(frame: Frame, at: TextRange, trips: Trips): void {
  if (trips.basis !== 'unknown' && trips.basis !== 'assumed') return;
  const location = frame.recorder.location({ start: at.start, end: at.start });
  frame.assumptions.push({
    id: `loop:${location.path}:${location.line}`,
    at: location,
    sentence:
      trips.forever === true
        ? `The loop on line ${location.line} does not end by itself.`
        : `The loop on line ${location.line} runs ${trips.count.mid} times.`,
    value: trips.count,
  });
}

/** Forgets what names hold that the body assigns: a later round sees another value than the first. */
function widenAssigned(frame: Frame, body: readonly Stmt[], trips: Trips): void {
  if (trips.count.high <= 1) return;
  for (const name of assignedNames(body)) {
    const value = frame.scope.vars.get(name);
    if (value === undefined || frame.scope.globals.has(name) || frame.scope.nonlocals.has(name)) continue;
    frame.scope.vars.set(name, widened(value));
  }
}

export function widened(value: Value): Value {
  switch (value.kind) {
    case 'number':
      return someNumber(value.type);
    case 'text':
      return { ...value, text: undefined, length: undefined, basis: 'unknown' };
    case 'none':
      return { kind: 'unknown' };
    default:
      return value;
  }
}

/** Rounds of a `while`; undefined where it never runs. */
function whileTrips(machine: Machine, frame: Frame, statement: While): Trips | undefined {
  const counted = countedTrips(machine, frame, statement);
  if (counted !== undefined) return counted.count.high === 0 ? undefined : counted;
  // The test is priced inside the loop; here only its truth counts.
  frame.recorder.open();
  const truth = truthOf(evaluate(machine, frame, statement.test));
  frame.recorder.close();
  if (truth === false) return undefined;
  if (truth === true && !changesTest(statement)) return foreverTrips(machine);
  return searchTrips(machine, frame);
}

/** True where the body assigns a name that the test reads. */
function changesTest(statement: While): boolean {
  const assigned = assignedNames(statement.body);
  return namesIn(statement.test).some((name) => assigned.has(name));
}

export function namesIn(expr: Expr): string[] {
  switch (expr.kind) {
    case 'Name':
      return [expr.id];
    case 'Attribute':
    case 'Subscript':
    case 'Await':
      return namesIn(expr.value);
    case 'UnaryOp':
      return namesIn(expr.operand);
    case 'BinOp':
    case 'BoolOp':
      return [...namesIn(expr.left), ...namesIn(expr.right)];
    case 'Compare':
      return [expr.left, ...expr.comparators].flatMap(namesIn);
    case 'Call':
      return [...namesIn(expr.func), ...expr.args.flatMap(namesIn)];
    case 'NamedExpr':
      return [expr.target, ...namesIn(expr.value)];
    default:
      return [];
  }
}

/** `while i < n: …; i += 1` and its like, downwards and by factors too. */
function countedTrips(machine: Machine, frame: Frame, statement: While): Trips | undefined {
  const test = countingTest(statement.test);
  if (test === undefined) return undefined;
  const change = changeOf(statement.body, test.name);
  const start = frame.scope.lookup(test.name);
  if (change === undefined || start?.kind !== 'number' || start.range === undefined) return undefined;
  const quiet = (expr: Expr | undefined): Value => {
    if (expr === undefined)
      return { kind: 'number', type: 'int', range: { low: 0, mid: 0, high: 0 }, basis: 'literal' };
    frame.recorder.open();
    const value = evaluate(machine, frame, expr);
    frame.recorder.close();
    return value;
  };
  const limit = quiet(test.limit);
  const amount = constantOf(quiet(change.amount));
  if (limit.kind !== 'number' || limit.range === undefined || amount === undefined) return undefined;
  const rounds = (from: number, to: number): number => roundsBetween(change.op, test.op, from, to, amount);
  const all = [
    rounds(start.range.low, limit.range.low),
    rounds(start.range.low, limit.range.high),
    rounds(start.range.high, limit.range.low),
    rounds(start.range.high, limit.range.high),
  ];
  const mid = rounds(start.range.mid, limit.range.mid);
  if (!all.every(Number.isFinite) || !Number.isFinite(mid)) return undefined;
  const count: Estimate = { low: Math.min(...all), mid, high: Math.max(...all) };
  const share = change.conditional ? { ...count, high: count.high * 2, mid: count.mid * 1.5 } : count;
  return knownTrips(share, limit.basis);
}

function countingTest(test: Expr): { name: string; op: string; limit: Expr | undefined } | undefined {
  if (test.kind === 'Name') return { name: test.id, op: '>', limit: undefined };
  if (test.kind === 'BoolOp' && test.op === 'and') return countingTest(test.left) ?? countingTest(test.right);
  if (test.kind !== 'Compare' || test.ops.length !== 1) return undefined;
  const op = test.ops[0] ?? '';
  const right = test.comparators[0];
  if (right === undefined || !['<', '<=', '>', '>=', '!='].includes(op)) return undefined;
  if (test.left.kind === 'Name') return { name: test.left.id, op, limit: right };
  if (right.kind === 'Name') {
    const mirrored: Readonly<Record<string, string>> = {
      '<': '>',
      '<=': '>=',
      '>': '<',
      '>=': '<=',
      '!=': '!=',
    };
    return { name: right.id, op: mirrored[op] ?? op, limit: test.left };
  }
  return undefined;
}

interface Change {
  readonly op: string;
  readonly amount: Expr;
  /** Inside an `if`: not on every round. */
  readonly conditional: boolean;
}

/** How the body changes `name`: `i += 1`, `i = i + 1`; undefined if in no way or in several. */
function changeOf(body: readonly Stmt[], name: string): Change | undefined {
  const changes: Change[] = [];
  let other = false;
  const visit = (statements: readonly Stmt[], conditional: boolean): void => {
    for (const statement of statements) {
      if (
        statement.kind === 'AugAssign' &&
        statement.target.kind === 'Name' &&
        statement.target.id === name
      ) {
        changes.push({ op: statement.op, amount: statement.value, conditional });
      } else if (
        statement.kind === 'Assign' &&
        statement.targets.some((target) => namesIn(target).includes(name))
      ) {
        const value = statement.value;
        const isStep = value?.kind === 'BinOp' && value.left.kind === 'Name' && value.left.id === name;
        if (isStep) changes.push({ op: value.op, amount: value.right, conditional });
        else other = true;
      } else if (statement.kind === 'If') {
        visit(statement.body, true);
        visit(statement.orelse, true);
      } else if (statement.kind === 'With' || statement.kind === 'Try') visit(statement.body, conditional);
    }
  };
  visit(body, false);
  const [only] = changes;
  return other || changes.length !== 1 ? undefined : only;
}

function roundsBetween(op: string, test: string, from: number, to: number, amount: number): number {
  const extra = test === '<=' || test === '>=' ? 1 : 0;
  const upwards = test === '<' || test === '<=' || (test === '!=' && to > from);
  switch (op) {
    case '+':
      return amount > 0 && upwards ? Math.max(0, Math.ceil((to - from + extra) / amount)) : NaN;
    case '-':
      return amount > 0 && !upwards ? Math.max(0, Math.ceil((from - to + extra) / amount)) : NaN;
    case '*':
      return amount > 1 && upwards && from > 0
        ? Math.max(0, Math.ceil(Math.log(Math.max(1, to / from)) / Math.log(amount)))
        : NaN;
    case '<<':
      return amount >= 1 && upwards && from > 0
        ? Math.max(0, Math.ceil(Math.log2(Math.max(1, to / from)) / amount))
        : NaN;
    case '//':
    case '/':
      return amount > 1 && !upwards
        ? Math.max(0, Math.ceil(Math.log(Math.max(1, from / Math.max(1, to))) / Math.log(amount)) + 1)
        : NaN;
    case '>>':
      return amount >= 1 && !upwards
        ? Math.max(0, Math.ceil(Math.log2(Math.max(1, from / Math.max(1, to))) / amount) + 1)
        : NaN;
    default:
      return NaN;
  }
}
