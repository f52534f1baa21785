/**
 * How often a `while` runs, as far as its text tells: variables that count up, down or by factors, bisection, Euclid's
 * algorithm, lists that are worked off, and inner loops whose rounds the loop around them pays for.
 */
import { assignedNames } from '../bind/boundNames';
import type { Estimate } from '../model/estimate';
import type { Basis, Trips } from '../model/profile';
import type { Assign, Expr, If, Stmt, While } from '../syntax/ast';
import { classAttribute } from './attributes';
import { changesOf, countingTest, roundsBetween, type Change, type CountingTest } from './counting';
import { foreverTrips, knownTrips, searchTrips, unknownTrips } from './iteration';
import type { Frame, Machine } from './machine';
import { proofOfWorkTrips } from './proofOfWork';
import { quietly } from './quiet';
import { expressionsIn, flatten, namesIn, placeOf } from './codeWalk';
import {
  constantOf,
  number,
  truthOf,
  weaker,
  type InstanceValue,
  type NumberValue,
  type Value,
} from './values';

/** Rounds of a `while`; undefined where it never runs. */
export function whileTrips(machine: Machine, frame: Frame, statement: While): Trips | undefined {
  const told =
    proofOfWorkTrips(machine, frame, statement) ??
    factoredOut(machine, frame, statement) ??
    amortised(frame, statement) ??
    bisected(machine, frame, statement) ??
    divided(machine, frame, statement) ??
    counted(machine, frame, statement) ??
    workedOff(machine, frame, statement) ??
    followed(machine, frame, statement);
  if (told !== undefined) return told.count.high === 0 ? undefined : told;
  const truth = truthOf(quietly(machine, frame, statement.test));
  if (truth === false) return undefined;
  if (truth === true && !changesTest(statement)) return foreverTrips(machine);
  return searchTrips(machine, frame);
}

/** True where the body assigns a name that the test reads. */
function changesTest(statement: While): boolean {
  const assigned = assignedNames(statement.body);
  return namesIn(statement.test).some((name) => assigned.has(name));
}

/** `while i < n: …; i += 1` and its like, downwards and by factors too. */
function counted(machine: Machine, frame: Frame, statement: While): Trips | undefined {
  return countedBy(machine, frame, statement.test, statement.body);
}

function countedBy(machine: Machine, frame: Frame, test: Expr, body: readonly Stmt[]): Trips | undefined {
  if (test.kind === 'BoolOp' && test.op === 'and') {
    const left = countedBy(machine, frame, test.left, body);
    const right = countedBy(machine, frame, test.right, body);
    const known = left ?? right;
    if (left === undefined || right === undefined) {
      // The other half of the test may end the loop before.
      return known === undefined ? undefined : endedEarly(known);
    }
    return alternates(test, body) ? bothRun(left, right) : left.count.mid <= right.count.mid ? left : right;
  }
  const counting = countingTest(test);
  if (counting === undefined) return undefined;
  const value = (expr: Expr): Value => quietly(machine, frame, expr);
  return tripsOf(counting, changesOf(body, counting.place), value(counting.variable), value);
}

/** Variables that count up or down to where a test ends the loop: what they hold after it. */
export function countedTo(
  machine: Machine,
  frame: Frame,
  { test, body }: While,
): ReadonlyMap<string, NumberValue> {
  const found = new Map<string, NumberValue>();
  const visit = (part: Expr): void => {
    if (part.kind === 'BoolOp' && part.op === 'and') {
      visit(part.left);
      visit(part.right);
      return;
    }
    const counting = countingTest(part);
    if (counting?.variable.kind !== 'Name' || counting.squared || counting.limit === undefined) return;
    const steps = changesOf(body, counting.place) ?? [];
    if (steps.length === 0 || !steps.every((step) => step.op === '+' || step.op === '-')) return;
    const from = quietly(machine, frame, counting.variable);
    const to = quietly(machine, frame, counting.limit);
    if (from.kind !== 'number' || to.kind !== 'number') return;
    if (from.range === undefined || to.range === undefined) return;
    const low = Math.min(from.range.low, to.range.low);
    const high = Math.max(from.range.high, to.range.high);
    found.set(counting.place, { ...to, range: { low, mid: to.range.mid, high }, basis: 'assumed' });
  };
  visit(test);
  return found;
}

function endedEarly({ count, basis }: Trips): Trips {
  return {
    count: {
      low: Math.min(1, count.low),
      mid: Math.max(Math.min(1, count.mid), count.mid / 2),
      high: count.high,
    },
    basis,
  };
}

/** Merging two lists: each round moves on in one of them. */
function alternates(test: Expr & { kind: 'BoolOp' }, body: readonly Stmt[]): boolean {
  return [test.left, test.right].every((part) => {
    const counting = countingTest(part);
    const changes = counting === undefined ? undefined : changesOf(body, counting.place);
    return changes?.length === 1 && changes[0]?.conditional === true;
  });
}

function bothRun(a: Trips, b: Trips): Trips {
  // The step of each was taken to come on two rounds of three, and one of both lists ends first.
  const most = a.count.high + b.count.high;
  return {
    count: {
      low: Math.min(a.count.low, b.count.low),
      mid: Math.min(most, (a.count.mid + b.count.mid) / CONDITIONAL_ROUNDS),
      high: most,
    },
    basis: weaker(a.basis, b.basis),
  };
}

/** A step that is not taken every round makes for that many more rounds. */
const CONDITIONAL_ROUNDS = 1.5;

/** Rounds until `counting` is false, from where `start` is, by the steps that are known. */
function tripsOf(
  counting: CountingTest,
  changes: readonly Change[] | undefined,
  start: Value,
  value: (expr: Expr) => Value,
): Trips | undefined {
  const [first, ...others] = changes ?? [];
  if (first === undefined || start.kind !== 'number' || start.range === undefined) return undefined;
  if (others.some((other) => other.op !== first.op)) return undefined;
  const amounts = [first, ...others].map((change) => constantOf(value(change.amount)));
  const known = amounts.filter((amount) => amount !== undefined);
  if (known.length === 0) return undefined;
  const bound: Value = counting.limit === undefined ? number(0) : value(counting.limit);
  if (bound.kind !== 'number' || bound.range === undefined) return undefined;
  const limit = counting.squared ? squareRoot(bound.range) : bound.range;
  const from = start.range;
  const rounds = (a: number, b: number, amount: number): number =>
    roundsBetween(first.op, counting.op, a, b, amount);
  const all = known.flatMap((amount) =>
    [from.low, from.high].flatMap((a) => [limit.low, limit.high].map((b) => rounds(a, b, amount))),
  );
  const middle = known.map((amount) => rounds(from.mid, limit.mid, amount)).sort((a, b) => a - b);
  const mid = middle[Math.floor(middle.length / 2)] ?? NaN;
  if (!all.every(Number.isFinite) || !Number.isFinite(mid)) return undefined;
  const count: Estimate = { low: Math.min(...all), mid, high: Math.max(...all) };
  const single = others.length === 0;
  const slower = single && first.conditional;
  // Steps of which the code does not tell how long they are make for fewer rounds.
  const low = known.length < amounts.length ? Math.min(count.low, 1) : count.low;
  return knownTrips(
    slower
      ? { low, mid: count.mid * CONDITIONAL_ROUNDS, high: count.high * 2 }
      : { low, mid: count.mid, high: count.high },
    bound.basis,
  );
}

function squareRoot({ low, mid, high }: Estimate): Estimate {
  const root = (x: number): number => Math.sqrt(Math.max(0, x));
  return { low: root(low), mid: root(mid), high: root(high) };
}

/** Rounds of `for x in instance`, where its `__next__` counts until it raises `StopIteration`. */
export function nextTrips(machine: Machine, instance: InstanceValue): Trips | undefined {
  const method = classAttribute(machine, instance.cls, '__next__', instance);
  if (method?.kind !== 'function' || method.def.kind !== 'FunctionDef') return undefined;
  const self = method.def.params[0]?.name;
  const stop = method.def.body.find((part): part is If => part.kind === 'If' && stopsIteration(part.body));
  const counting = stop === undefined ? undefined : negated(countingTest(stop.test));
  if (counting === undefined) return undefined;
  const value = (expr: Expr): Value => {
    if (expr.kind === 'Constant' && typeof expr.value === 'number') return number(expr.value);
    const isOwn = expr.kind === 'Attribute' && expr.value.kind === 'Name' && expr.value.id === self;
    return (isOwn ? instance.attributes.get(expr.attr) : undefined) ?? { kind: 'unknown' };
  };
  return tripsOf(counting, changesOf(method.def.body, counting.place), value(counting.variable), value);
}

function stopsIteration(body: readonly Stmt[]): boolean {
  const last = body.at(-1);
  if (last?.kind !== 'Raise' || last.exc === undefined) return false;
  return namesIn(last.exc).includes('StopIteration');
}

const NEGATED: Readonly<Record<string, string>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '==': '!=' };

function negated(test: CountingTest | undefined): CountingTest | undefined {
  const op = test === undefined ? undefined : NEGATED[test.op];
  return test === undefined || op === undefined ? undefined : { ...test, op };
}

/** `while low <= high: middle = (low + high) // 2 …`: halves the distance each round. */
function bisected(machine: Machine, frame: Frame, statement: While): Trips | undefined {
  const { test } = statement;
  if (test.kind !== 'Compare' || test.ops.length !== 1) return undefined;
  const [right] = test.comparators;
  if (right === undefined) return undefined;
  const isDistance = test.left.kind === 'BinOp' && test.left.op === '-';
  const [a, b] =
    isDistance && test.left.kind === 'BinOp' ? [test.left.left, test.left.right] : [test.left, right];
  const ends = [placeOf(a), placeOf(b)];
  if (ends[0] === undefined || ends[1] === undefined) return undefined;
  const halves = flatten(statement.body).some(
    ({ statement: part }) => part.kind === 'Assign' && part.value !== undefined && isMiddle(part.value, ends),
  );
  if (!halves) return undefined;
  const from = quietly(machine, frame, a);
  const to = quietly(machine, frame, b);
  const step = isDistance ? quietly(machine, frame, right) : number(1);
  if (from.kind !== 'number' || to.kind !== 'number') return undefined;
  const basis: Basis = weaker(from.basis, to.basis);
  if (from.range === undefined || to.range === undefined) {
    return knownTrips({ low: 1, mid: 12, high: 64 }, 'assumed');
  }
  const smallest = Math.max(1e-12, constantOf(step) ?? 1);
  const rounds = (x: number, y: number): number =>
    Math.max(1, Math.log2(Math.max(1, Math.abs(y - x) / smallest)) + 1);
  const mid = rounds(from.range.mid, to.range.mid);
  return knownTrips(
    {
      low: 1,
      mid,
      high: Math.max(mid, rounds(from.range.low, to.range.high), rounds(from.range.high, to.range.low)),
    },
    basis,
  );
}

/** `(low + high) // 2`, `low + (high - low) // 2` and their like. */
function isMiddle(expr: Expr, ends: readonly (string | undefined)[]): boolean {
  const parts = expressionsIn(expr);
  const places = parts.map(placeOf);
  return (
    ends.every((end) => places.includes(end)) &&
    parts.some((part) => part.kind === 'BinOp' && ['//', '>>', '/'].includes(part.op)) &&
    parts.some((part) => part.kind === 'BinOp' && part.op === '+')
  );
}

/** Euclid: `while b: a, b = b, a % b` takes as many rounds as the numbers have digits, less the constant. */
function divided(machine: Machine, frame: Frame, statement: While): Trips | undefined {
  const counting = countingTest(statement.test);
  if (counting === undefined || counting.limit?.kind === 'Name') return undefined;
  const { place } = counting;
  const isRemainder = (expr: Expr | undefined): boolean =>
    expr?.kind === 'BinOp' && expr.op === '%' && placeOf(expr.right) === place;
  const steps = flatten(statement.body).some(({ statement: part }) => {
    if (part.kind !== 'Assign' || part.value === undefined) return false;
    return expressionsIn(part.value).some(isRemainder);
  });
  const assigned = placeOf(counting.variable);
  if (!steps || assigned === undefined || !changesTest(statement)) return undefined;
  const start = quietly(machine, frame, counting.variable);
  const largest = start.kind === 'number' ? start.range : undefined;
  // 12 ln 2 / π² times the natural logarithm on average (Heilbronn); at worst consecutive Fibonacci numbers (Lamé).
  const mean = (n: number): number => 1 + 0.843 * Math.log(Math.max(1, n));
  const worst = (n: number): number => 2 + 2.078 * Math.log(Math.max(1, n));
  if (largest === undefined) return knownTrips({ low: 1, mid: mean(1e4), high: 100 }, 'assumed');
  return knownTrips(
    { low: Math.min(1, largest.high), mid: mean(largest.mid), high: worst(largest.high) },
    start.kind === 'number' ? start.basis : 'assumed',
  );
}

/** Digits in base 2 of numbers whose size is not known. */
const MOST_FACTORS = 64;

/** `while n % p == 0: n //= p`: as often as `p` is a factor, which most numbers are not of most others. */
function factoredOut(machine: Machine, frame: Frame, { test, body }: While): Trips | undefined {
  const remainder = test.kind === 'Compare' && test.comparators.length === 1 ? test.left : undefined;
  const zero = test.kind === 'Compare' && test.ops[0] === '==' ? test.comparators[0] : undefined;
  if (remainder?.kind !== 'BinOp' || remainder.op !== '%' || zero === undefined) return undefined;
  const number = placeOf(remainder.left);
  const isDivision = (op: string): boolean => op === '//' || op === '/';
  const isDivided = flatten(body).some(({ statement: part }) => {
    if (part.kind === 'AugAssign') return placeOf(part.target) === number && isDivision(part.op);
    if (part.kind !== 'Assign' || part.value === undefined) return false;
    const assigns = part.targets.some((target) => placeOf(target) === number);
    return assigns && expressionsIn(part.value).some((expr) => expr.kind === 'BinOp' && isDivision(expr.op));
  });
  const value = (expr: Expr): Value => quietly(machine, frame, expr);
  if (number === undefined || !isDivided || constantOf(value(zero)) !== 0) return undefined;
  const [from, factor] = [value(remainder.left), value(remainder.right)];
  const base = factor.kind === 'number' ? factor.range : undefined;
  const largest = from.kind === 'number' ? from.range : undefined;
  // 1/p of all numbers can be divided by p, 1/p² twice, and so on.
  const mean = 1 / Math.max(1, (base?.mid ?? MOST_FACTORS) - 1);
  const most =
    Math.log2(Math.max(2, largest?.high ?? 2 ** MOST_FACTORS)) / Math.log2(Math.max(2, base?.low ?? 2));
  return knownTrips({ low: 0, mid: mean, high: most }, largest === undefined ? 'assumed' : 'constant');
}

const TAKERS: ReadonlySet<string> = new Set(['pop', 'popleft', 'popitem', 'heappop']);
const PUTTERS: ReadonlySet<string> = new Set([
  'append',
  'appendleft',
  'extend',
  'add',
  'update',
  'heappush',
  'push',
]);

/** `while queue: item = queue.pop()`: as many rounds as there are elements, and more where the body adds some. */
function workedOff(machine: Machine, frame: Frame, statement: While): Trips | undefined {
  const place = workedOffPlace(statement.test);
  if (place === undefined) return undefined;
  const calls = callsOn(statement.body, place);
  if (!calls.some((name) => TAKERS.has(name))) return undefined;
  const value = quietly(machine, frame, place.expr);
  if (value.kind !== 'collection') return undefined;
  const adds = calls.some((name) => PUTTERS.has(name));
  const { length } = value;
  if (length !== undefined && !adds) return knownTrips(length, value.basis);
  // A search through a graph: it starts with one node and sees all there are.
  const found = unknownTrips(machine, frame);
  const least = length?.mid ?? 0;
  return {
    count: {
      low: Math.min(least, 1),
      mid: Math.max(found.count.mid, least * 2),
      high: Math.max(found.count.high, least * 1000),
    },
    basis: least > 1 ? 'assumed' : 'unknown',
  };
}

interface Place {
  readonly name: string;
  readonly expr: Expr;
}

/** What `while queue`, `while len(queue) > 0` and `while queue and …` look at. */
function workedOffPlace(test: Expr): Place | undefined {
  if (test.kind === 'BoolOp' && test.op === 'and') {
    return workedOffPlace(test.left) ?? workedOffPlace(test.right);
  }
  const [only] = test.kind === 'Call' ? test.args : [];
  if (test.kind === 'Compare') return workedOffPlace(test.left);
  if (test.kind === 'Call') {
    return test.func.kind === 'Name' && test.func.id === 'len' && only !== undefined
      ? workedOffPlace(only)
      : undefined;
  }
  const name = placeOf(test);
  return name === undefined ? undefined : { name, expr: test };
}

/** Last names of the calls on a place, or with it as the first argument: `queue.pop()`, `heappop(queue)`. */
function callsOn(body: readonly Stmt[], place: Place): readonly string[] {
  return flatten(body)
    .flatMap(({ expressions }) => expressions.flatMap(expressionsIn))
    .flatMap((expr) => {
      if (expr.kind !== 'Call') return [];
      const called =
        expr.func.kind === 'Attribute' ? expr.func.attr : expr.func.kind === 'Name' ? expr.func.id : '';
      const receiver = expr.func.kind === 'Attribute' ? placeOf(expr.func.value) : undefined;
      const [first] = expr.args;
      const given = first === undefined ? undefined : placeOf(first);
      return receiver === place.name || given === place.name ? [called] : [];
    });
}

/**
 * `for …: while stack and stack[-1] > x: stack.pop()`, `while j < n and …: j += 1`: what the inner loop moves on is not put
 * back by the outer one, so all its rounds together are about as many as the outer loop has.
 */
function amortised(frame: Frame, statement: While): Trips | undefined {
  const outer = frame.loops.at(-1);
  if (outer === undefined || outer.rounds < 4) return undefined;
  const { test, body } = statement;
  if (test.kind !== 'BoolOp' && test.kind !== 'Compare') return undefined;
  const moved = movedBy(test, body);
  if (moved.length === 0) return undefined;
  const around = flatten(outer.body).filter(
    ({ statement: part }) => part.start < statement.start || part.end > statement.end,
  );
  const isReset = moved.some((name) =>
    around.some(({ statement: part }) => {
      if (part.kind === 'For') return namesIn(part.target).includes(name);
      return (
        part.kind === 'Assign' &&
        part.value !== undefined &&
        part.targets.some((target) => targetsName(target, name))
      );
    }),
  );
  if (isReset || outer.targets.some((name) => moved.includes(name))) return undefined;
  return knownTrips({ low: 0, mid: 1, high: outer.rounds }, 'assumed');
}

function targetsName(target: Expr, name: string): boolean {
  return target.kind === 'Tuple'
    ? target.elts.some((part) => targetsName(part, name))
    : placeOf(target) === name;
}

/** Names in the test that the body steps, or takes from. */
function movedBy(test: Expr, body: readonly Stmt[]): string[] {
  const assigned = assignedNames(body);
  const names = [...new Set(namesIn(test))];
  return names.filter((name) => {
    if (assigned.has(name)) return true;
    const expr: Expr = { kind: 'Name', id: name, start: test.start, end: test.end };
    return callsOn(body, { name, expr }).some((call) => TAKERS.has(call));
  });
}

/** `while parent[x] != x: x = parent[x]`: links in a table, as deep as a tree of its size that grew by chance. */
function followed(machine: Machine, frame: Frame, statement: While): Trips | undefined {
  const steps = flatten(statement.body).flatMap(({ statement: part }) =>
    part.kind === 'Assign' ? [part] : [],
  );
  const links = linksOf(steps);
  if (links > 1) return unknownDepth(machine, frame);
  for (const { targets, value } of steps) {
    const [target] = targets;
    if (target?.kind !== 'Name' || value?.kind !== 'Subscript' || placeOf(value.slice) !== target.id)
      continue;
    const place = placeOf(value.value);
    const table = quietly(machine, frame, value.value);
    if (place === undefined || table.kind !== 'collection' || table.length === undefined) continue;
    const shortens = steps.some(
      ({ targets: [other] }) => other?.kind === 'Subscript' && placeOf(other.value) === place,
    );
    // With compressed paths a look-up takes next to constant time (Tarjan, 1975).
    const mid = shortens ? 2 : 1 + Math.log(Math.max(1, table.length.mid));
    return knownTrips({ low: 0, mid, high: Math.max(mid, table.length.high) }, 'assumed');
  }
  return undefined;
}

/** Different attributes through which the steps go on from an object to the next: a list has one, a tree two. */
function linksOf(steps: readonly Assign[]): number {
  const links = steps.flatMap(({ targets: [target], value }) =>
    target?.kind === 'Name' && value?.kind === 'Attribute' && placeOf(value.value) === target.id
      ? [value.attr]
      : [],
  );
  return new Set(links).size;
}

/** The way from the root of a tree of unknown size to a leaf: twice the logarithm where it grew by chance. */
function unknownDepth(machine: Machine, frame: Frame): Trips {
  const { count, basis } = unknownTrips(machine, frame);
  const depth = (n: number): number => 2 * Math.log(Math.max(2, n));
  return { count: { low: 1, mid: depth(count.mid), high: count.high }, basis };
}
