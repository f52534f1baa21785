/** Methods of builtin types and library objects: what they do to their receiver, then as any library call. */
import { own } from '../base/own';
import type { TextRange } from '../base/text';
import { add, exactly, scale, type Estimate } from '../model/estimate';
import { callBack, forget, NO_ARGUMENTS, unknownCall, type CallArguments, type CallSite } from './calls';
import { consume, iterate } from './iteration';
import { likelyMethod, likelyReceiver } from './likely';
import { callKnown, callLibrary, type LibraryCall } from './library';
import { collection, spend, type Frame, type Machine } from './machine';
import { compareElements, sortingComparisons } from './operators';
import { neverBlocks, noteItems, takenItem } from './queues';
import { grownLength } from './sizes';
import { spawnCall } from './spawning';
import {
  join,
  NONE,
  someText,
  UNKNOWN,
  weaker,
  type CollectionValue,
  type MethodValue,
  type TextValue,
  type Value,
} from './values';

export function callMethod(
  machine: Machine,
  frame: Frame,
  method: MethodValue,
  args: CallArguments,
  at: TextRange,
  site?: CallSite,
): Value {
  const { receiver, name } = method;
  const attr = name.slice(name.lastIndexOf('.') + 1);
  if (receiver.kind === 'instance' && attr === '__init__') {
    // `super().__init__(target=…)` of a library base.
    for (const [key, value] of args.keywords) receiver.attributes.set(key, value);
    return NONE;
  }
  const call: LibraryCall = { machine, frame, name, receiver, args, at, site };
  if (receiver.kind === 'collection') return containerMethod(call, receiver, attr);
  if (receiver.kind === 'text') return textMethod(call, receiver, attr);
  if (receiver.kind === 'object') {
    noteItems(call, receiver, attr);
    if (neverBlocks(receiver, attr)) {
      spend(machine, frame, 'call-c-method', at);
      return NONE;
    }
    const taken = takenItem(call, receiver, attr);
    if (taken !== undefined) return taken;
  }
  const made = args.keywords.has('target') ? own(CONTEXT_CLASSES, attr) : undefined;
  if (made !== undefined && machine.spawnApis.call(name) === undefined) {
    const started = spawnCall(machine, frame, made, receiver, args, at, site);
    if (started !== undefined) return started;
  }
  if (name.startsWith('?.')) {
    const started = spawnCall(machine, frame, name, receiver, args, at, site);
    if (started !== undefined) return started;
    return likelyCall(call, attr) ?? unknownCall(frame, args, at);
  }
  return callLibrary(machine, frame, name, receiver, args, at, site);
}

/** `context.Process(target=…)`: contexts of multiprocessing and stand-ins for them give these classes as attributes. */
const CONTEXT_CLASSES: Readonly<Record<string, string>> = {
  Process: 'multiprocessing.Process',
  Thread: 'threading.Thread',
};

/** Does what a method of that name does elsewhere, as far as the name tells. */
function likelyCall(call: LibraryCall, attr: string): Value | undefined {
  const { machine, frame, args, site } = call;
  switch (likelyReceiver(attr, args)) {
    case 'text': {
      const type = attr === 'decode' ? 'bytes' : 'str';
      return textMethod({ ...call, name: `${type}.${attr}` }, someText(type, undefined, 'unknown'), attr);
    }
    case 'list':
      return containerMethod({ ...call, name: `list.${attr}` }, collection(machine, frame, 'list', {}), attr);
    case 'dict':
      return containerMethod({ ...call, name: `dict.${attr}` }, collection(machine, frame, 'dict', {}), attr);
    case undefined:
      break;
  }
  const object = site?.node.func.kind === 'Attribute' ? site.node.func.value : undefined;
  const name = object === undefined ? '' : frame.unit.text.slice(object.start, object.end);
  const method = likelyMethod(name, attr, args);
  if (method === undefined) return undefined;
  callKnown({ ...call, name: method });
  return UNKNOWN;
}

function containerMethod(call: LibraryCall, receiver: CollectionValue, attr: string): Value {
  const { machine, frame, args, at } = call;
  const first = args.positional[0] ?? UNKNOWN;
  const rounds = Math.max(frame.rounds / receiver.madeAt, 1e-9);
  switch (attr) {
    case 'append':
    case 'add':
    case 'appendleft':
    case 'insert': {
      const item = attr === 'insert' ? (args.positional[1] ?? UNKNOWN) : first;
      grow(receiver, item, exactly(rounds));
      if (frame.unknownLoops > 0) receiver.basis = 'unknown';
      spend(machine, frame, 'call-c-method', at);
      return NONE;
    }
    case 'extend':
    case 'update': {
      spend(machine, frame, 'call-c-method', at);
      const more = consume(machine, frame, first);
      frame.recorder.bytecode(machine.costs['list-concat-element'], at, more.count.mid);
      if (receiver.type === 'dict' && first.kind === 'collection') {
        receiver.mapped = receiver.length?.high === 0 ? first.mapped : join(receiver.mapped, first.mapped);
      }
      const count = more.basis === 'unknown' ? undefined : more.count;
      grow(receiver, more.element, count === undefined ? undefined : times(count, rounds));
      return NONE;
    }
    case 'sort': {
      const key = args.keywords.get('key');
      const size = iterate(machine, frame, receiver);
      if (key !== undefined) {
        callBack(
          machine,
          frame,
          key,
          { ...NO_ARGUMENTS, positional: [receiver.element] },
          size.trips.count,
          at,
        );
      } else compareElements(machine, frame, receiver.element, sortingComparisons(size.trips.count), at);
      callKnown(call);
      return NONE;
    }
    case 'items':
    case 'keys':
    case 'values': {
      spend(machine, frame, 'call-c-method', at);
      const pair = collection(machine, frame, 'tuple', {
        items: [receiver.element, receiver.mapped],
        length: exactly(2),
      });
      return collection(machine, frame, attr === 'items' ? 'dict_items' : 'iterator', {
        length: receiver.length,
        basis: receiver.basis,
        element: attr === 'items' ? pair : attr === 'keys' ? receiver.element : receiver.mapped,
      });
    }
    case 'get':
    case 'setdefault':
    case 'pop': {
      spend(machine, frame, 'call-c-method', at);
      if (receiver.type !== 'dict') {
        shrink(receiver);
        return receiver.element;
      }
      if (attr === 'setdefault' && frame.unknownLoops > 0) receiver.basis = 'unknown';
      if (attr === 'setdefault') grow(receiver, first, exactly(rounds), args.positional[1]);
      const key = first.kind === 'text' ? first.text : undefined;
      const entry = key === undefined ? undefined : receiver.entries?.get(key);
      if (entry !== undefined) return entry;
      const fallback = args.positional[1];
      return fallback === undefined ? receiver.mapped : join(receiver.mapped, fallback);
    }
    case 'popleft':
    case 'popitem':
    case 'remove':
    case 'discard':
      spend(machine, frame, 'call-c-method', at);
      shrink(receiver);
      return attr === 'popleft' ? receiver.element : UNKNOWN;
    case 'clear':
      spend(machine, frame, 'call-c-method', at);
      receiver.length = undefined;
      receiver.items = undefined;
      receiver.entries = undefined;
      return NONE;
    case 'copy':
      callKnown(call);
      return collection(machine, frame, receiver.type, {
        length: receiver.length,
        basis: receiver.basis,
        element: receiver.element,
        mapped: receiver.mapped,
      });
    default:
      return callKnown(call);
  }
}

function times(count: Estimate, factor: number): Estimate {
  return { low: count.low * factor, mid: count.mid * factor, high: count.high * factor };
}

/** Adds elements; `by` undefined: nobody knows how many. */
export function grow(receiver: CollectionValue, item: Value, by: Estimate | undefined, mapped?: Value): void {
  const empty = receiver.length?.high === 0;
  receiver.items = undefined;
  receiver.entries = undefined;
  receiver.element = empty ? item : join(receiver.element, item);
  if (mapped !== undefined) receiver.mapped = empty ? mapped : join(receiver.mapped, mapped);
  receiver.length =
    by === undefined ? undefined : grownLength(receiver, { ...by, high: Math.max(1, by.high) });
}

export function shrink(receiver: CollectionValue): void {
  receiver.items = undefined;
  receiver.entries = undefined;
  if (receiver.length !== undefined) receiver.length = { ...receiver.length, low: 0 };
}

/** Characters a split part is taken to have. */
const WORD_LENGTH: Estimate = { low: 1, mid: 8, high: 80 };

function textMethod(call: LibraryCall, receiver: TextValue, attr: string): Value {
  const { machine, frame, args } = call;
  switch (attr) {
    case 'join': {
      const parts = args.positional[0] ?? UNKNOWN;
      const { count, element, basis } = consume(machine, frame, parts);
      const size = element.kind === 'text' ? element.length : undefined;
      callKnown(call);
      const length =
        size === undefined || basis === 'unknown'
          ? undefined
          : { low: count.low * size.low, mid: count.mid * size.mid, high: count.high * size.high };
      return someText(receiver.type, length, weaker(basis, 'constant'));
    }
    case 'split':
    case 'rsplit':
    case 'splitlines': {
      callKnown(call);
      const length = receiver.length;
      return collection(machine, frame, 'list', {
        element: someText(receiver.type, WORD_LENGTH, 'assumed'),
        length:
          length === undefined
            ? undefined
            : { low: 1, mid: Math.max(1, length.mid / WORD_LENGTH.mid), high: Math.max(1, length.high / 2) },
        basis: length === undefined ? 'unknown' : 'assumed',
      });
    }
    case 'lower':
    case 'upper':
    case 'title':
    case 'casefold':
    case 'swapcase':
    case 'strip':
    case 'lstrip':
    case 'rstrip':
    case 'replace':
    case 'translate':
    case 'expandtabs':
      callKnown(call);
      return someText(receiver.type, receiver.length, receiver.basis);
    case 'format':
      return formatted(call, receiver);
    case 'encode':
    case 'decode':
      callKnown(call);
      return someText(attr === 'encode' ? 'bytes' : 'str', receiver.length, receiver.basis);
    default:
      forget(args);
      return callKnown(call);
  }
}

/** Replacement fields of a template whose text is not known, and characters of what replaces one. */
const USUAL_FIELDS = 2;
const FIELD_LENGTH: Estimate = { low: 1, mid: 6, high: 60 };

/** `'{} of {:.2f}'.format(a, b)`: the call was measured with one field. */
function formatted(call: LibraryCall, { text, length, type }: TextValue): Value {
  callKnown(call);
  const fields = text === undefined ? USUAL_FIELDS : [...text.matchAll(/\{[^{}]*\}/g)].length;
  spend(call.machine, call.frame, 'fstring-spec', call.at, Math.max(0, fields - 1));
  return someText(
    type,
    length === undefined ? undefined : add(length, scale(FIELD_LENGTH, fields)),
    'assumed',
  );
}
