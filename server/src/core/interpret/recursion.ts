/**
 * Functions that call themselves: which arguments stand for all, when a result is remembered instead of computed again, and
 * how often such a function runs in all once its arguments no longer tell where it ends.
 */
import type { TextRange } from '../base/text';
import { exactly, type Estimate } from '../model/estimate';
import type { Segment, Trips } from '../model/profile';
import type { Call, Expr, FunctionDef, Lambda } from '../syntax/ast';
import type { CallArguments } from './calls';
import { expressionsIn, flatten, namesIn, placeOf } from './codeWalk';
import { spend, type CallResult, type Frame, type Machine } from './machine';
import { midSeconds } from '../profile/totals';
import { plausibleTrips } from './plausible';
import { quietly } from './quiet';
import { UNKNOWN, type FunctionValue, type Value } from './values';

/** True for a function whose text calls its own name. */
export function callsItself({ def, unit }: FunctionValue): boolean {
  if (def.kind === 'Lambda') return false;
  const text = unit.text.slice(def.bodyRange.start, def.bodyRange.end);
  // Few bodies have the name at all; making a pattern takes longer than looking for it.
  return text.includes(def.name) && new RegExp(`\\b${def.name}\\s*\\(`).test(text);
}

/**
 * Arguments of a recursive call that decide its tests. Over a range of numbers it costs what the largest costs: the others
 * vanish beside it. Of a list that is somewhere between empty and whole, the middle counts.
 */
export function settledArguments(args: CallArguments): CallArguments {
  return {
    ...args,
    positional: args.positional.map(settled),
    keywords: new Map([...args.keywords].map(([name, value]) => [name, settled(value)])),
  };
}

function settled(value: Value): Value {
  if (value.kind === 'number') {
    if (value.range === undefined || value.basis === 'unknown') return value;
    // A step to either side: `x + dx` leads nowhere in particular.
    if (value.range.low < 0 && value.range.high > 0) return { ...value, range: undefined };
    return { ...value, range: exactly(value.range.high) };
  }
  // `walk(node.left)`: a part of something unknown is no better known, however deep the walk is.
  if (value.kind === 'method' && value.name.startsWith('?.')) return UNKNOWN;
  if (value.kind !== 'collection' || value.length === undefined || value.basis === 'unknown') return value;
  const { low, mid, high } = value.length;
  if (low === high || value.lazy !== undefined) return value;
  return { ...value, length: exactly(Math.round(mid)), items: undefined, entries: undefined };
}

const MEMOISERS: ReadonlySet<string> = new Set([
  'lru_cache',
  'cache',
  'cached',
  'memoize',
  'memoise',
  'memoized',
]);

/** True where a decorator keeps each result. */
export function isMemoised({ def }: FunctionValue): boolean {
  return (
    def.kind === 'FunctionDef' &&
    def.decorators.some((decorator) => {
      const name = placeOf(decorator.kind === 'Call' ? decorator.func : decorator);
      return name !== undefined && MEMOISERS.has(name.slice(name.lastIndexOf('.') + 1));
    })
  );
}

/** A call that finds its result: a key is made of the arguments and looked up, all in C. */
export function spendRemembered(machine: Machine, frame: Frame, at: TextRange): void {
  spend(machine, frame, 'call-c-function', at);
  spend(machine, frame, 'tuple-build', at);
  spend(machine, frame, 'contains-hash', at);
}

/** Seconds that nobody waits for: a recursion that would take longer ends somewhere that the arguments do not tell. */
const BEYOND_BELIEF = 10_000;

/** Whether an inner call takes too long to be believed. Then those around it, up to the first of `active`, do not count either. */
export function goesTooFar([outermost]: readonly Frame[], { profile }: CallResult): boolean {
  if (outermost === undefined) return false;
  outermost.runsAway ||= midSeconds(profile.totals) > BEYOND_BELIEF;
  return outermost.runsAway;
}

/** Invocations assumed for a function that calls itself more than once: searches and trees grow fast. */
const BRANCHING: Estimate = { low: 2, mid: 1_000_000, high: 1e9 };

/** How often a function runs in all, once it calls itself with arguments that do not tell where it ends. */
export function recursionTrips(machine: Machine, frame: Frame, body: readonly Segment[]): Trips {
  const { func } = frame;
  const states =
    func === undefined || !isMemoised(func) ? undefined : distinctArguments(machine, frame, func);
  if (states !== undefined) return states;
  const { unknownLoopCount } = machine.config;
  const line = frame.unit.lines.lineAt(func?.def.start ?? 0);
  const branching =
    frame.recursion > 1.05 &&
    frame.recursion < unknownLoopCount / 2 &&
    !(func !== undefined && (walksData(func.def) || (frame.recursion <= 2 && splitsRange(func.def))));
  const guess = branching ? BRANCHING : { low: 1, mid: unknownLoopCount, high: unknownLoopCount * 1000 };
  const trips = plausibleTrips({ count: guess, basis: 'unknown' }, body);
  frame.assumptions.push({
    id: `recursion:${frame.unit.path}:${line}`,
    at: frame.recorder.location({ start: func?.def.start ?? 0, end: func?.def.start ?? 0 }),
    sentence: `${frame.name} calls itself; it runs ${trips.count.mid} times in all.`,
    value: trips.count,
  });
  return trips;
}

/** The calls of a function within itself. */
function recursiveCalls(def: FunctionDef): readonly Call[] {
  return flatten(def.body)
    .flatMap(({ expressions }) => expressions.flatMap(expressionsIn))
    .filter((expr): expr is Call => {
      if (expr.kind !== 'Call') return false;
      return placeOf(expr.func)?.split('.').at(-1) === def.name;
    });
}

/** `sort(low, middle); sort(middle + 1, high)`: parts of a range, which are as many as there are elements. */
function splitsRange(def: FunctionDef | Lambda): boolean {
  if (def.kind === 'Lambda') return false;
  const names = def.params.map(({ name }) => name).filter((name) => name !== 'self');
  const calls = recursiveCalls(def);
  /** Where a call that keeps one end of the range puts the other. */
  const cuts = (kept: number, moved: number): string[] =>
    calls.flatMap(({ args }) => {
      const [keep, move] = [args[kept], args[moved]];
      const isKept = keep?.kind === 'Name' && keep.id === names[kept];
      return isKept && move !== undefined ? namesIn(move).filter((name) => !names.includes(name)) : [];
    });
  return names.some((_, low) =>
    names.some((_other, high) => cuts(low, high).some((name) => cuts(high, low).includes(name))),
  );
}

/** A remembered function runs once for each combination of its arguments. */
function distinctArguments(machine: Machine, frame: Frame, { def, self }: FunctionValue): Trips | undefined {
  if (def.kind === 'Lambda') return undefined;
  const calls = recursiveCalls(def);
  const params = self === undefined ? def.params : def.params.slice(1);
  let low = 1;
  let states = 1;
  for (const [index, param] of params.entries()) {
    const given = calls.map((call) => call.args[index]);
    if (given.every((arg) => arg === undefined || (arg.kind === 'Name' && arg.id === param.name))) continue;
    const count = argumentCount(machine, frame, def, param.name);
    if (count === undefined) return undefined;
    states *= Math.max(1, count);
    low = Math.max(low, count);
  }
  return { count: { low, mid: states, high: states }, basis: 'argument' };
}

/** Values that an argument takes on its way to where the recursion ends. */
function argumentCount(machine: Machine, frame: Frame, def: FunctionDef, name: string): number | undefined {
  const value = frame.scope.vars.get(name);
  if (value?.kind === 'collection' || value?.kind === 'text') return value.length?.mid;
  if (value?.kind !== 'number' || value.range === undefined) return undefined;
  const start = value.range.mid;
  if (start > 0 && value.type !== 'float') return start + 1;
  // It counts upwards, to what it is compared with.
  const limits = flatten(def.body)
    .flatMap(({ expressions }) => expressions.flatMap(expressionsIn))
    .flatMap((expr) => (expr.kind === 'Compare' ? comparedWith(expr, name) : []))
    .map((expr) => quietly(machine, frame, expr))
    .flatMap((limit) => (limit.kind === 'number' && limit.range !== undefined ? [limit.range.mid] : []));
  const most = Math.max(-Infinity, ...limits);
  return most > start ? most - start + 1 : undefined;
}

function comparedWith(expr: Expr & { kind: 'Compare' }, name: string): Expr[] {
  const sides = [expr.left, ...expr.comparators];
  return sides.some((side) => side.kind === 'Name' && side.id === name)
    ? sides.filter((side) => side.kind !== 'Name' || side.id !== name)
    : [];
}

/** True for a walk over a tree or graph, which sees each part of the data once: `walk(node.left)`, `for c in children: walk(c)`. */
function walksData(def: FunctionDef | Lambda): boolean {
  if (def.kind === 'Lambda') return false;
  const parts = new Set<string>();
  const params = new Set(def.params.map((param) => param.name));
  for (const { statement } of flatten(def.body)) {
    if (statement.kind === 'For' && !isRange(statement.iter)) {
      for (const name of namesIn(statement.target)) parts.add(name);
    }
    if (statement.kind === 'Assign' && statement.value !== undefined && isPart(statement.value, params)) {
      for (const target of statement.targets) for (const name of namesIn(target)) parts.add(name);
    }
  }
  const given = recursiveCalls(def).flatMap((call) => call.args);
  if (given.some((arg) => arg.kind === 'BinOp' && arg.op === '-')) return false;
  return given.some((arg) => isPart(arg, params, false) || namesIn(arg).some((name) => parts.has(name)));
}

function isRange(expr: Expr): boolean {
  return expr.kind === 'Call' && expr.func.kind === 'Name' && expr.func.id === 'range';
}

/** `node.left`, `tree[0]`, and where it is taken apart also the bare `tree`. */
function isPart(expr: Expr, params: ReadonlySet<string>, whole = true): boolean {
  if (expr.kind === 'Name') return whole && params.has(expr.id);
  return (expr.kind === 'Attribute' || expr.kind === 'Subscript') && isPart(expr.value, params);
}
