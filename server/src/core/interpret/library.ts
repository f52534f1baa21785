/** Calls into code that is not there: what the user states, what builtins are known to do, what the knowledge base says. */
import { own } from '../base/own';
import type { TextRange } from '../base/text';
import type { Threshold, CallCost, Effect, Fact } from '../model/fact';
import { add, multiply, ONE, within, type Estimate } from '../model/estimate';
import type { Segment, WaitKind } from '../model/profile';
import { BUILTINS } from './builtins';
import { effectSegment, forget, unknownCall, type CallArguments, type CallSite } from './calls';
import { COMPILED, compilesToNative } from './definitions';
import { newId, spend, type Frame, type Machine } from './machine';
import { ARRAY, arraySeconds, noteArrayLength } from './arrays';
import { importedModule } from './imports';
import { inputLength } from './inputs';
import { unknownTrips } from './iteration';
import { lengthOf, writtenSize } from './sizes';
import { spawnCall } from './spawning';
import { typedValue } from './types';
import { typingCall } from './typing';
import { constantOf, truthOf, UNKNOWN, type CollectionValue, type Value } from './values';

/** One call of library code, as the handlers of builtins see it. */
export interface LibraryCall {
  readonly machine: Machine;
  readonly frame: Frame;
  readonly name: string;
  readonly receiver: Value | undefined;
  readonly args: CallArguments;
  readonly at: TextRange;
  readonly site: CallSite | undefined;
}

/** Calls the library function, class or method `name`. */
export function callLibrary(
  machine: Machine,
  frame: Frame,
  name: string,
  receiver: Value | undefined,
  args: CallArguments,
  at: TextRange,
  site?: CallSite,
): Value {
  const stated = own(machine.config.calls, name);
  if (stated !== undefined) {
    const seconds =
      stated.seconds === undefined ? { low: 0.01, mid: 0.1, high: 1 } : within(stated.seconds, 2);
    frame.recorder.push(effectSegment(stated.effect, frame.recorder.location(at), name, seconds));
    return UNKNOWN;
  }
  const started = spawnCall(machine, frame, name, receiver, args, at, site);
  if (started !== undefined) return started;
  const call: LibraryCall = { machine, frame, name, receiver, args, at, site };
  const imported = importedByCall(call) ?? typingCall(call);
  if (imported !== undefined) return imported;
  const handled = own(BUILTINS, name)?.(call);
  if (handled !== undefined) return handled;
  if (compilesToNative(name)) return compiledFunction(call);
  if (EXCEPTIONS.test(name)) {
    spend(machine, frame, 'call-c-function', at);
    return { kind: 'object', id: newId(machine), of: name, attributes: new Map(), madeBy: undefined };
  }
  return callKnown(call);
}

/** `importlib.import_module("a.b")` with a name that the code tells. */
function importedByCall({ machine, frame, name, args, at }: LibraryCall): Value | undefined {
  const [module] = args.positional;
  if (name !== 'importlib.import_module' || module?.kind !== 'text' || module.text === undefined)
    return undefined;
  spend(machine, frame, 'call-c-function', at);
  return importedModule(machine, frame.unit, module.text);
}

/** Builtin exceptions, by the way they are named. */
const EXCEPTIONS = /^(?:[A-Z][A-Za-z]*(?:Error|Exception|Warning|Exit|Interrupt|Iteration))$/;

/** `numba.njit(f)` gives a native function, `numba.njit(nogil=True)` a decorator that makes one. */
function compiledFunction({ machine, args, name }: LibraryCall): Value {
  const attributes = new Map(args.keywords);
  if (constantOf(attributes.get('nogil') ?? UNKNOWN) !== 1) attributes.delete('nogil');
  return args.positional.length > 0
    ? { kind: 'library', name }
    : { kind: 'object', id: newId(machine), of: COMPILED, attributes, madeBy: undefined };
}

/** What facts, costs and types say, with no special knowledge of the function. */
export function callKnown(call: LibraryCall): Value {
  const { machine, frame, name, args, at, receiver } = call;
  const fact = machine.kb.lookup(name, machine.config.pythonVersion);
  const cost = machine.kb.callCost(name);
  const type = machine.kb.returnType(name);
  if (fact === undefined && cost === undefined && !machine.kb.describes(name))
    unknownCall(frame, args, at, receiver === undefined ? name : undefined);
  else spend(machine, frame, receiver === undefined ? 'call-c-function' : 'call-c-method', at);
  if (fact !== undefined || cost !== undefined) recordCall(call, fact, cost);
  if (fact === undefined || fact.effect === 'python') forget(args);
  if (type === undefined) return UNKNOWN;
  const mode = args.positional[1] ?? args.keywords.get('mode');
  const value = typedValue(
    machine,
    frame,
    type,
    receiver,
    args.positional,
    mode?.kind === 'text' ? mode.text : undefined,
  );
  if (value.kind === 'text' && value.length === undefined)
    return { ...value, length: inputLength(name, receiver, args) };
  if (value.kind !== 'object') return value;
  const attributes = new Map([...value.attributes, ...positionalAttributes(args), ...args.keywords]);
  if (value.of === ARRAY) noteArrayLength(name, receiver, args, attributes);
  return {
    ...value,
    attributes,
    madeBy: { unit: frame.unit, range: at },
  };
}

/** Constructor arguments by position, as `0`, `1` …: pools ask for the first. */
function positionalAttributes(args: CallArguments): [string, Value][] {
  return args.positional.map((value, index) => [String(index), value]);
}

/** Below this, a held call is part of the bytecode around it. */
const MERGED_SECONDS = 5e-6;

/** Seconds of a call without a figure of its own, by effect. Wide, and documented in docs/cost-model.md. */
const STOCK_SECONDS: Readonly<Record<Effect, Estimate>> = {
  held: { low: 1e-7, mid: 1e-6, high: 1e-4 },
  python: { low: 1e-6, mid: 2e-5, high: 1e-2 },
  native: { low: 1e-5, mid: 1e-3, high: 1 },
  io: { low: 1e-4, mid: 1e-2, high: 10 },
  wait: { low: 1e-4, mid: 0.1, high: 100 },
};

const STOCK_MEDIUM: Readonly<Record<NonNullable<Fact['medium']>, Estimate>> = {
  disk: { low: 1e-5, mid: 1e-4, high: 1e-2 },
  network: { low: 1e-3, mid: 5e-2, high: 5 },
  process: { low: 1e-3, mid: 0.1, high: 60 },
  other: { low: 1e-4, mid: 1e-2, high: 10 },
};

function recordCall(call: LibraryCall, fact: Fact | undefined, cost: CallCost | undefined): void {
  const { machine, frame, at, name } = call;
  const effect = effectOf(call, fact);
  if (effect === 'wait' && isPolling(call.args)) {
    frame.recorder.bytecode(STOCK_SECONDS.held, at);
    return;
  }
  const known = arraySeconds(name, call.receiver, call.args, machine.config.cores);
  // What a call costs whatever the size is done before the GIL is released and after it is taken again.
  const entering = effect === 'native' && known === undefined ? cost?.fixed : undefined;
  if (entering !== undefined) frame.recorder.bytecode(entering, at);
  const seconds =
    known ??
    (cost === undefined
      ? stockSeconds(effect, fact)
      : costSeconds(call, entering === undefined ? cost : { ...cost, fixed: NOTHING }));
  const location = frame.recorder.location(at);
  const what = fact?.name ?? name;
  switch (effect) {
    case 'held':
    case 'python':
      if (seconds.high < MERGED_SECONDS * 10 && seconds.mid < MERGED_SECONDS)
        frame.recorder.bytecode(seconds, at);
      else
        frame.recorder.push({ kind: 'hold', at: location, what, seconds, preemptible: effect === 'python' });
      return;
    case 'native':
      frame.recorder.push({
        kind: 'native',
        at: location,
        what,
        seconds,
        threads: fact?.threads === 'many' ? machine.config.cores : 1,
      });
      return;
    case 'io':
      frame.recorder.push({ kind: 'io', at: location, what, seconds, medium: fact?.medium ?? 'other' });
      return;
    case 'wait':
      frame.recorder.push(waitSegment(call, location, what, fact?.how ?? 'other', seconds));
  }
}

function stockSeconds(effect: Effect, fact: Fact | undefined): Estimate {
  return effect === 'io' && fact?.medium !== undefined ? STOCK_MEDIUM[fact.medium] : STOCK_SECONDS[effect];
}

function waitSegment(
  { args }: LibraryCall,
  at: Segment['at'],
  what: string,
  how: WaitKind,
  seconds: Estimate,
): Segment {
  const timeout = args.keywords.get('timeout');
  const bounded = how === 'sleep' || (timeout !== undefined && timeout.kind !== 'none');
  return { kind: 'wait', at, what, seconds, how, bounded };
}

/** Arguments may decide, and small data may behave differently: hashing a few bytes keeps the GIL. */
function effectOf(call: LibraryCall, fact: Fact | undefined): Effect {
  if (fact === undefined) return 'held';
  for (const [argument, effect] of Object.entries(fact.given ?? {})) {
    const value = call.args.keywords.get(argument);
    if (value !== undefined && value.kind !== 'none') return effect;
  }
  if (fact.threshold === undefined) return fact.effect;
  const size = dataSize(call, fact.threshold);
  return size !== undefined && size.mid <= fact.threshold.above ? fact.threshold.below : fact.effect;
}

/** `lock.acquire(False)`, `queue.get(block=False)`, `pool.shutdown(wait=False)`: asks, and goes on at once. */
function isPolling({ positional, keywords }: CallArguments): boolean {
  const isFalse = (value: Value | undefined): boolean =>
    value?.kind === 'number' && value.type === 'bool' && truthOf(value) === false;
  return isFalse(positional[0]) || ['wait', 'block', 'blocking'].some((name) => isFalse(keywords.get(name)));
}

function dataSize(call: LibraryCall, threshold: Threshold): Estimate | undefined {
  const data = call.args.positional[0] ?? call.receiver;
  if (data === undefined) return threshold.of === 'bytes' ? { low: 0, mid: 0, high: 0 } : undefined;
  return lengthOf(data);
}

const NOTHING: Estimate = { low: 0, mid: 0, high: 0 };

/** Size assumed for data of unknown length. */
const UNKNOWN_BYTES: Estimate = { low: 1, mid: 1000, high: 1e8 };

function usualBytes({ usual }: CallCost): Estimate {
  return usual === undefined ? UNKNOWN_BYTES : { ...UNKNOWN_BYTES, mid: usual };
}

function costSeconds(call: LibraryCall, cost: CallCost): Estimate {
  const fixed = cost.fixed ?? NOTHING;
  switch (cost.per ?? 'call') {
    case 'call':
      return add(cost.seconds, fixed);
    case 'element':
      return add(multiply(cost.seconds, elements(call, cost)), fixed);
    case 'byte':
      return add(multiply(cost.seconds, sized(call, cost) ?? usualBytes(cost)), fixed);
    case 'element-log': {
      const count = elements(call, cost);
      const times = (n: number): number => n * Math.log2(Math.max(2, n));
      return add(
        multiply(cost.seconds, { low: times(count.low), mid: times(count.mid), high: times(count.high) }),
        fixed,
      );
    }
  }
}

/** Size of the data that the cost grows with, in the unit it is stated for. */
function sized({ args, receiver }: LibraryCall, cost: CallCost): Estimate | undefined {
  const given = args.positional[cost.argument ?? 0];
  // A count is its own size: the iterations of a key derivation.
  if (cost.argument !== undefined && given?.kind === 'number') return given.range;
  if (cost.of === 'result') {
    // What is written out is as long as what is given; what is read is as long as nobody here knows.
    return given?.kind === 'collection' && cost.per === 'byte' ? writtenSize(given) : undefined;
  }
  const data = cost.of === 'receiver' ? receiver : cost.of === 'argument' ? given : (given ?? receiver);
  if (data === undefined) return ONE;
  return cost.per === 'byte' && data.kind === 'collection' ? bytesOf(data) : lengthOf(data);
}

/** Lines are as long as their characters; an array or bytearray is as long as it says. */
function bytesOf(data: CollectionValue): Estimate | undefined {
  return data.element.kind === 'number' ? data.length : writtenSize(data);
}

function elements(call: LibraryCall, cost: CallCost): Estimate {
  return sized(call, cost) ?? unknownTrips(call.machine, call.frame).count;
}
