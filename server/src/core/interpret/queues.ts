/**
 * Queues between threads: what is put in is what comes out. A program that fills a queue all at once leaves no waiting to
 * its workers; one that puts something in now and then does.
 */
import type { Estimate } from '../model/estimate';
import { callKnown, type LibraryCall } from './library';
import type { Frame, Machine } from './machine';
import { join, number, type ObjectValue, type Value } from './values';

const PUTTERS: ReadonlySet<string> = new Set(['put', 'put_nowait', 'send']);
const TAKERS: ReadonlySet<string> = new Set(['get', 'get_nowait', 'recv']);

/** Waiting for the next item of a queue that the analysed code fills. */
const FILLED_NOW_AND_THEN: Estimate = { low: 1e-6, mid: 1e-4, high: 1 };
/** Where all items are put in one after another, the next is there: what is left is changing threads. */
const FILLED_AT_ONCE: Estimate = { low: 1e-6, mid: 1e-5, high: 1 };

/** Putting into a queue without a bound returns at once. */
export function neverBlocks({ of, attributes }: ObjectValue, attr: string): boolean {
  return attr === 'put' && of.startsWith('queue.') && !isBounded(attributes);
}

function isBounded(attributes: ObjectValue['attributes']): boolean {
  return attributes.has('maxsize') || attributes.has('0');
}

/** A queue remembers what was put into it, so that a worker knows what it gets. */
export function noteItems({ machine, frame, args }: LibraryCall, receiver: ObjectValue, attr: string): void {
  if (!PUTTERS.has(attr)) return;
  if (!fillsAtOnce(machine, frame, receiver)) receiver.attributes.set('now and then', number(1, 'bool'));
  const item = args.positional[0];
  if (item === undefined || item.kind === 'none') return;
  const before = receiver.attributes.get('items');
  receiver.attributes.set('items', before === undefined ? item : join(before, item));
}

/** What the main program or the maker of the queue puts in, unless a service loop does: that has something to wait for. */
function fillsAtOnce(machine: Machine, frame: Frame, queue: ObjectValue): boolean {
  const isMain = machine.active[0]?.name === '<module>';
  const isMaker = [...frame.scope.vars.values()].includes(queue);
  return (isMain || isMaker) && !machine.active.some(({ loops }) => loops.some(({ forever }) => forever));
}

/** What a worker takes out of a queue of which it is known what was put in; undefined of any other. */
export function takenItem(call: LibraryCall, receiver: ObjectValue, attr: string): Value | undefined {
  if (!TAKERS.has(attr)) return undefined;
  const { attributes } = receiver;
  const item = attributes.get('items');
  if (item === undefined) return undefined;
  if (attr === 'get_nowait') {
    callKnown(call);
    return item;
  }
  const { frame, at, name } = call;
  frame.recorder.push({
    kind: 'wait',
    at: frame.recorder.location(at),
    what: name,
    seconds: attributes.has('now and then') || isBounded(attributes) ? FILLED_NOW_AND_THEN : FILLED_AT_ONCE,
    how: 'queue',
    bounded: true,
  });
  return item;
}
