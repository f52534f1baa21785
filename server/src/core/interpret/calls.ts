/** Calls: binds arguments, follows code that is there, asks the knowledge base about code that is not. */
import type { TextRange } from '../base/text';
import { ONE, type Estimate } from '../model/estimate';
import type { Segment, WorkProfile } from '../model/profile';
import { totalsOf, NO_WORK } from '../profile/totals';
import type { Call, Expr, FunctionDef, Parameter } from '../syntax/ast';
import { annotationValue } from './annotations';
import { getAttribute } from './attributes';
import { instantiate } from './classes';
import { coroutineValue, isCoroutineFunction } from './coroutineValues';
import { evaluate, type Use } from './expressions';
import { callLibrary } from './library';
import {
  collection,
  createFrame,
  DEPTH_LIMIT,
  newId,
  spend,
  type CallResult,
  type Frame,
  type Machine,
} from './machine';
import { callMethod } from './methods';
import { isAbstract, overridesOf } from './overrides';
import { interpretBlock } from './statements';
import { boundNames } from '../bind/boundNames';
import {
  callsItself,
  goesTooFar,
  isMemoised,
  recursionTrips,
  settledArguments,
  spendRemembered,
} from './recursion';
import { Scope } from './scope';
import { markCalled } from './lifetimes';
import { spawnClass } from './spawning';
import { countedWorkers } from './workerCounts';
import {
  join,
  NONE,
  someNumber,
  someText,
  UNKNOWN,
  valueKey,
  withBasis,
  type CollectionValue,
  type FunctionValue,
  type Value,
} from './values';

export interface CallArguments {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** True where a `*` or `**` argument brings more that is not known. */
  readonly unknownRest: boolean;
  /** What a `*` argument spreads whose values are not known one by one. */
  readonly rest?: Value;
}

export const NO_ARGUMENTS: CallArguments = { positional: [], keywords: new Map(), unknownRest: false };

/** Evaluates a call expression. `known` is the callee where the caller has looked it up already. */
export function evaluateCall(machine: Machine, frame: Frame, node: Call, use: Use, known?: Value): Value {
  const callee = known ?? evaluate(machine, frame, node.func, 'receiver');
  const args = evaluateArguments(machine, frame, node);
  return callValue(machine, frame, callee, args, node, { node, use });
}

function evaluateArguments(machine: Machine, frame: Frame, node: Call): CallArguments {
  const positional: Value[] = [];
  const keywords = new Map<string, Value>();
  let unknownRest = false;
  let rest: Value | undefined;
  for (const arg of node.args) {
    const value = evaluate(machine, frame, arg);
    if (arg.kind !== 'Starred') {
      positional.push(value);
      continue;
    }
    spend(machine, frame, 'star-arguments', arg);
    if (value.kind === 'collection' && value.items !== undefined) positional.push(...value.items);
    else {
      unknownRest = true;
      rest = value;
    }
  }
  for (const { arg, value: expr } of node.keywords) {
    const value = evaluate(machine, frame, expr);
    if (arg !== undefined) keywords.set(arg, value);
    else if (value.kind === 'collection' && value.entries !== undefined) {
      for (const [name, entry] of value.entries) keywords.set(name, entry);
    } else unknownRest = true;
  }
  spend(machine, frame, 'argument', node, positional.length);
  spend(machine, frame, 'keyword-argument', node, keywords.size);
  return { positional, keywords, unknownRest, ...(rest && { rest }) };
}

/** Where a call stands in the source, for those that need the expression itself. */
export interface CallSite {
  readonly node: Call;
  readonly use: Use;
}

/** Calls any value. `at` is where the work is shown. */
export function callValue(
  machine: Machine,
  frame: Frame,
  callee: Value,
  args: CallArguments,
  at: TextRange,
  site?: CallSite,
): Value {
  switch (callee.kind) {
    case 'function':
      if (callee.self?.kind === 'instance') markCalled(callee.self, callee);
      spend(machine, frame, callee.self === undefined ? 'call-python-function' : 'call-python-method', at);
      return callFunction(machine, frame, callee, args, at, callee.name);
    case 'class': {
      const instance = instantiate(machine, frame, callee, args, at);
      spawnClass(machine, frame, instance, args, at, site);
      return instance;
    }
    case 'instance': {
      const method = getAttribute(machine, frame, callee, '__call__', at);
      if (method.kind === 'function') return callFunction(machine, frame, method, args, at, method.name);
      return unknownCall(frame, args, at);
    }
    case 'partial':
      return callValue(
        machine,
        frame,
        callee.func,
        {
          positional: [...callee.args, ...args.positional],
          keywords: new Map([...callee.keywords, ...args.keywords]),
          unknownRest: args.unknownRest,
        },
        at,
        site,
      );
    case 'library':
      return callLibrary(machine, frame, callee.name, undefined, args, at, site);
    case 'method':
      return callMethod(machine, frame, callee, args, at, site);
    case 'union':
      return callUnion(machine, frame, callee.options, args, at, site);
    case 'object': {
      // A library object that is called: a trained model, a compiled pattern, a decorator that was configured.
      const name = `${callee.of}.__call__`;
      return callLibrary(machine, frame, name, callee, args, at, site);
    }
    case 'unknown': {
      const func = site?.node.func;
      if (func?.kind !== 'Attribute') return unknownCall(frame, args, at);
      // What the attribute holds is not known, but what it is called may tell.
      const method = { kind: 'method', receiver: UNKNOWN, name: `?.${func.attr}` } as const;
      return callMethod(machine, frame, method, args, at, site);
    }
    case 'none':
    case 'number':
    case 'text':
    case 'collection':
    case 'module':
      return unknownCall(frame, args, at);
  }
}

/** Alternatives bound on different branches: each may be the one. */
function callUnion(
  machine: Machine,
  frame: Frame,
  options: readonly Value[],
  args: CallArguments,
  at: TextRange,
  site: CallSite | undefined,
): Value {
  const callable = options.filter((option) => option.kind !== 'none');
  const weight = 1 / Math.max(1, callable.length);
  const results: Value[] = [];
  const arms = callable.map((option) => {
    frame.recorder.open();
    results.push(callValue(machine, frame, option, args, at, site));
    return { weight, body: frame.recorder.close() };
  });
  const only = arms.length === 1 ? arms[0] : undefined;
  if (only !== undefined) for (const segment of only.body) frame.recorder.push(segment);
  else if (arms.length > 1) frame.recorder.push({ kind: 'branch', at: frame.recorder.location(at), arms });
  return results.length === 0 ? UNKNOWN : results.reduce(join);
}

const SHOWN_CALL = 60;

/** A call that nothing is known of: it may do anything to the containers it is given. */
export function unknownCall(frame: Frame, args: CallArguments, at: TextRange, name?: string): Value {
  const text = frame.unit.text.slice(at.start, at.end).split('(')[0] ?? '';
  const what = text.replace(/\s+/g, ' ').slice(0, SHOWN_CALL);
  frame.recorder.push({ kind: 'unknown', at: frame.recorder.location(at), what, ...(name && { name }) });
  forget(args);
  return UNKNOWN;
}

/** Containers handed to unknown code may come back changed. */
export function forget(args: CallArguments): void {
  for (const value of [...args.positional, ...args.keywords.values()]) {
    if (value.kind !== 'collection' || value.type === 'tuple' || value.type === 'range') continue;
    value.items = undefined;
    value.entries = undefined;
    if (value.length?.high === 0) value.length = undefined;
  }
}

/** How a function came to be interpreted: by a call in the code, as a constructor, or on its own with unknown arguments. */
export type CallMode = 'call' | 'constructor' | 'generic';

/** Follows a call into a function whose source is there. */
export function callFunction(
  machine: Machine,
  frame: Frame,
  func: FunctionValue,
  args: CallArguments,
  at: TextRange,
  what: string,
  mode: CallMode = 'call',
): Value {
  const { def } = func;
  if (mode !== 'generic') machine.called.add(def);
  const stated = def.kind === 'FunctionDef' ? statedEffect(func, def) : undefined;
  if (stated !== undefined) {
    recordStated(frame, stated, at, what);
    return UNKNOWN;
  }
  if (isAbstract(def) || isDeclaration(func)) {
    const overrides = mode === 'call' && isAbstract(def) ? overridesOf(machine, func) : [];
    if (overrides.length > 0) return callUnion(machine, frame, overrides, args, at, undefined);
    if (mode !== 'constructor')
      frame.recorder.push({ kind: 'unknown', at: frame.recorder.location(at), what });
    return statedResult(machine, func);
  }
  const params = bindParameters(machine, func, callsItself(func) ? settledArguments(args) : args);
  const key = `${def.start}@${func.unit.path}|${func.closure.kind === 'function' ? func.id : ''}|${[...params.values()].map((value) => valueKey(value)).join(';')}`;
  const known = machine.results.get(key);
  if (known !== undefined && mode !== 'generic') machine.lastResults.set(def, known);
  if (known !== undefined) {
    if (mode !== 'call' || !isMemoised(func)) return pushCall(machine, frame, func, args, known, at, what);
    spendRemembered(machine, frame, at);
    return known.value;
  }
  const same = machine.active.filter((other) => other.func?.def === def);
  const running = same.at(-1);
  if (running !== undefined && isMemoised(func)) {
    running.recursion += 1;
    spendRemembered(machine, frame, at);
    return running.returned ?? UNKNOWN;
  }
  const repeats = same.find((other) => other.key === key);
  const isLost = same[0]?.runsAway === true || machine.active.length >= DEPTH_LIMIT || machine.stepsLeft <= 0;
  if (repeats !== undefined || isLost) {
    const outer = repeats ?? running;
    if (outer !== undefined) outer.recursion += Math.max(1, outer.localRounds);
    else frame.recorder.push({ kind: 'unknown', at: frame.recorder.location(at), what });
    return outer?.returned ?? UNKNOWN;
  }
  const result = interpretFunction(machine, frame, mode === 'generic' || frame.generic, func, params, key);
  if (running !== undefined && goesTooFar(same, result)) {
    running.recursion += Math.max(1, running.localRounds);
    return running.returned ?? UNKNOWN;
  }
  machine.results.set(key, result);
  if (mode !== 'generic') machine.lastResults.set(def, result);
  return pushCall(machine, frame, func, args, result, at, what);
}

/** A function of a stub file or a protocol: `def f(n: int) -> int: ...`. What it does stands elsewhere. */
function isDeclaration({ def, unit }: FunctionValue): boolean {
  if (def.kind === 'Lambda') return false;
  if (unit.path.endsWith('.pyi')) return true;
  if (def.returns === undefined || (def.returns.kind === 'Constant' && def.returns.type === 'none'))
    return false;
  const last = def.body.at(-1);
  return last?.kind === 'Expr' && last.value.kind === 'Constant' && last.value.type === 'ellipsis';
}

/** What a function's annotation says that it returns. */
function statedResult(machine: Machine, { def, closure, self }: FunctionValue): Value {
  if (def.kind === 'Lambda' || def.returns === undefined) return UNKNOWN;
  return annotationValue(machine, closure, def.returns, self);
}

function statedEffect(func: FunctionValue, def: FunctionDef): 'cpu' | 'native' | 'io' | 'wait' | undefined {
  if (func.unit.stated.size === 0) return undefined;
  const first = func.unit.lines.lineAt(def.start);
  const last = func.unit.lines.lineAt(def.bodyRange.start);
  for (let line = first; line <= last; line++) {
    const effect = func.unit.stated.get(line);
    if (effect !== undefined) return effect;
  }
  return undefined;
}

/** Seconds assumed for a function of which only its effect is stated. */
const STATED_SECONDS: Estimate = { low: 0.01, mid: 0.1, high: 1 };

function recordStated(
  frame: Frame,
  effect: 'cpu' | 'native' | 'io' | 'wait',
  at: TextRange,
  what: string,
): void {
  frame.recorder.push(effectSegment(effect, frame.recorder.location(at), what, STATED_SECONDS));
}

/** The segment for an effect that a user states in a comment or in the configuration. */
export function effectSegment(
  effect: 'cpu' | 'native' | 'io' | 'wait',
  at: Segment['at'],
  what: string,
  seconds: Estimate,
): Segment {
  switch (effect) {
    case 'cpu':
      return { kind: 'hold', at, what, seconds, preemptible: true };
    case 'native':
      return { kind: 'native', at, what, seconds, threads: 1 };
    case 'io':
      return { kind: 'io', at, what, seconds, medium: 'other' };
    case 'wait':
      return { kind: 'wait', at, what, seconds, how: 'other', bounded: true };
  }
}

/** Records the call; of a generator function only its creation, the work waits in the value. */
function pushCall(
  machine: Machine,
  frame: Frame,
  func: FunctionValue,
  args: CallArguments,
  result: CallResult,
  at: TextRange,
  what: string,
): Value {
  const segment: Segment = {
    kind: 'call',
    at: frame.recorder.location(at),
    what,
    profile: result.profile,
    times: ONE,
  };
  if (func.def.kind === 'FunctionDef' && func.def.isGenerator) {
    spend(machine, frame, 'generator-creation', at);
    const made = result.value;
    if (made.kind === 'collection') {
      return collection(machine, frame, 'iterator', {
        length: made.length,
        basis: made.basis,
        element: made.element,
        lazy: { segments: [segment] },
      });
    }
  }
  frame.recorder.push(segment);
  return isCoroutineFunction(func)
    ? coroutineValue(machine, frame, func, args, result.value, at)
    : result.value;
}

/** Part of the steps that are left which a call leaves to the caller. */
const KEPT_STEPS = 0.125;

function interpretFunction(
  machine: Machine,
  caller: Frame,
  generic: boolean,
  func: FunctionValue,
  params: ReadonlyMap<string, Value>,
  key: string,
): CallResult {
  const { def } = func;
  const scope = new Scope('function', func.closure, boundNames(def));
  for (const [name, value] of params) scope.vars.set(name, value);
  const inner = createFrame(func.unit, scope, func.name, func, caller.rounds);
  inner.key = key;
  inner.unknownLoops = caller.unknownLoops;
  inner.generic = generic;
  // What stands after a call that uses up its steps is looked at all the same; within a recursion the shares would vanish.
  const isInner = machine.active.some((other) => other.func?.def === def);
  const kept = isInner ? 0 : Math.ceil(machine.stepsLeft * KEPT_STEPS);
  machine.stepsLeft -= kept;
  machine.active.push(inner);
  if (def.kind === 'Lambda') inner.returned = evaluate(machine, inner, def.body);
  else interpretBlock(machine, inner, def.body);
  machine.active.pop();
  machine.stepsLeft = Math.max(0, machine.stepsLeft) + kept;
  return { profile: finishProfile(machine, inner, func), value: returnValue(machine, inner, func) };
}

function returnValue(machine: Machine, frame: Frame, func: FunctionValue): Value {
  const { def } = func;
  if (def.kind === 'FunctionDef' && def.isGenerator) {
    const count = frame.yieldCount;
    return collection(machine, frame, 'iterator', {
      length: count.high > 0 && frame.assumptions.length === 0 ? count : undefined,
      basis: 'assumed',
      element: frame.yielded ?? UNKNOWN,
    });
  }
  const value = frame.returned ?? NONE;
  return value.kind === 'unknown' ? statedResult(machine, func) : value;
}

/** Closes the recording of one activation; a function that calls itself becomes a loop over its body. */
function finishProfile(machine: Machine, frame: Frame, func: FunctionValue): WorkProfile {
  const recorded = frame.recorder.finish();
  const at = frame.recorder.location(func.def);
  const body: readonly Segment[] =
    frame.recursion === 0
      ? recorded
      : [{ kind: 'loop', at, trips: recursionTrips(machine, frame, recorded), body: recorded }];
  const totals = body.length === 0 ? NO_WORK : totalsOf(body);
  return {
    schema: 1,
    name: func.name,
    at,
    body,
    totals,
    assumptions: frame.assumptions,
    endless: frame.endless,
    ...(isCoroutineFunction(func) && { coroutine: true }),
  };
}

/** Binds arguments by Python's rules, as far as they are known. */
function bindParameters(machine: Machine, func: FunctionValue, args: CallArguments): Map<string, Value> {
  const bound = new Map<string, Value>();
  const positional = func.self === undefined ? [...args.positional] : [func.self, ...args.positional];
  const keywords = new Map(args.keywords);
  for (const param of func.def.params) {
    bound.set(param.name, argumentFor(machine, func, param, positional, keywords, args.unknownRest));
  }
  return bound;
}

function argumentFor(
  machine: Machine,
  func: FunctionValue,
  param: Parameter,
  positional: Value[],
  keywords: Map<string, Value>,
  unknownRest: boolean,
): Value {
  const frame = machine.active.at(-1) ?? createFrame(func.unit, func.closure, func.name, func, 1);
  switch (param.form) {
    case 'var-positional': {
      const items = positional.splice(0);
      const length = { low: items.length, mid: items.length, high: items.length };
      return collection(machine, frame, 'tuple', {
        items: unknownRest ? undefined : items,
        length: unknownRest ? undefined : length,
        basis: 'argument',
        element: items.length === 0 ? UNKNOWN : items.reduce(join),
      });
    }
    case 'var-keyword':
      return collection(machine, frame, 'dict', {
        entries: unknownRest ? undefined : new Map(keywords),
        length: unknownRest ? undefined : { low: keywords.size, mid: keywords.size, high: keywords.size },
        basis: 'argument',
        mapped: keywords.size === 0 ? UNKNOWN : [...keywords.values()].reduce(join),
      });
    case 'positional-only':
    case 'positional':
    case 'keyword-only': {
      const given = param.form === 'keyword-only' ? undefined : positional.shift();
      const value = given ?? keywords.get(param.name);
      keywords.delete(param.name);
      const stated = (): Value =>
        param.annotation === undefined ? UNKNOWN : annotationValue(machine, func.closure, param.annotation);
      if (value !== undefined && value.kind !== 'unknown') {
        if (value.kind === 'collection') learnElement(value, stated);
        return withBasis(value, 'argument');
      }
      if (value === undefined && !unknownRest) {
        const fallback = func.defaults.get(param.name);
        if (fallback !== undefined) return withBasis(fallback, 'default');
      }
      return stated();
    }
  }
}

/** What a caller's list holds may be known only by the annotation of whoever gets it: `jobs: list[Job]`. */
function learnElement(given: CollectionValue, stated: () => Value): void {
  if (given.element.kind !== 'unknown' || given.length?.high === 0) return;
  const type = stated();
  if (type.kind !== 'collection') return;
  given.element = type.element;
  if (given.mapped.kind === 'unknown') given.mapped = type.mapped;
}

/** Arguments for a function that nobody in sight calls: what its annotations and defaults suggest. */
export function genericArguments(machine: Machine, func: FunctionValue): CallArguments {
  const keywords = new Map<string, Value>();
  const skipped = func.self === undefined ? func.def.params : func.def.params.slice(1);
  for (const param of skipped) {
    if (param.form === 'var-positional' || param.form === 'var-keyword') continue;
    const stated =
      param.annotation === undefined ? UNKNOWN : annotationValue(machine, func.closure, param.annotation);
    const fallback = func.defaults.get(param.name);
    const value = fallback === undefined ? stated : likely(machine, fallback, stated);
    keywords.set(param.name, countedWorkers(param.name, value, machine.config.cores));
  }
  return { positional: [], keywords, unknownRest: true };
}

/** A default says what kind of value is meant and gives a rough size, no more. */
function likely(machine: Machine, fallback: Value, stated: Value): Value {
  switch (fallback.kind) {
    case 'number':
      if (fallback.type === 'bool' || fallback.range === undefined || fallback.range.mid <= 0) {
        return someNumber(fallback.type);
      }
      return {
        ...fallback,
        basis: 'default',
        range: { low: fallback.range.low / 10, mid: fallback.range.mid, high: fallback.range.high * 10 },
      };
    case 'text':
      return someText(fallback.type);
    case 'none':
      // Whether it was given decides what the function does: `if conn is None: conn = connect()`.
      return stated.kind === 'object' || stated.kind === 'instance' || stated.kind === 'text'
        ? join(fallback, stated)
        : stated;
    case 'collection':
      if (stated.kind !== 'unknown') return stated;
      // An empty one stands for any that callers may give.
      return fallback.length?.high === 0
        ? {
            ...fallback,
            id: newId(machine),
            length: undefined,
            basis: 'unknown',
            items: undefined,
            entries: undefined,
          }
        : fallback;
    default:
      return stated.kind === 'unknown' ? fallback : stated;
  }
}

/** Calls `func` once for each of `count` elements, as C code does with `key=` and `map`. */
export function callBack(
  machine: Machine,
  frame: Frame,
  func: Value,
  args: CallArguments,
  count: Estimate,
  at: TextRange,
  expr?: Expr,
): Value {
  if (func.kind === 'none') return UNKNOWN;
  frame.recorder.open();
  spend(machine, frame, 'call-back', at);
  const site: CallSite | undefined =
    expr === undefined
      ? undefined
      : { node: { kind: 'Call', ...at, func: expr, args: [], keywords: [] }, use: 'kept' };
  const value = callValue(machine, frame, func, args, at, site);
  const body = frame.recorder.close();
  if (body.length > 0 && count.high > 0) {
    frame.recorder.push({
      kind: 'loop',
      at: frame.recorder.location(at),
      trips: { count, basis: 'constant' },
      body,
    });
  }
  return value;
}
