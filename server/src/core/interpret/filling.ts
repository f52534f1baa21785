/** Containers that a loop fills: while it runs they are half full on average, which is what looking through them costs. */
import type { Estimate } from '../model/estimate';
import type { Stmt } from '../syntax/ast';
import { expressionsIn, flatten, placeOf } from './codeWalk';
import type { Frame, Machine } from './machine';
import { quietly } from './quiet';
import type { CollectionValue } from './values';

const FILLERS: ReadonlySet<string> = new Set(['append', 'appendleft', 'add', 'insert']);
const TAKERS: ReadonlySet<string> = new Set(['pop', 'popleft', 'popitem', 'remove', 'discard', 'clear']);

/** Of the rounds, those that reach a statement under a test. */
const CONDITIONAL_SHARE = 0.5;

/** Sets the length that containers filled by `body` have in an average round; gives what takes that back afterwards. */
export function fillContainers(
  machine: Machine,
  frame: Frame,
  body: readonly Stmt[],
  rounds: Estimate,
): () => void {
  const filled = new Map<CollectionValue, number>();
  const emptied = new Set<CollectionValue>();
  for (const { expressions, conditional } of flatten(body)) {
    for (const call of expressions.flatMap(expressionsIn)) {
      if (call.kind !== 'Call' || call.func.kind !== 'Attribute') continue;
      const { attr, value } = call.func;
      if (!(FILLERS.has(attr) || TAKERS.has(attr)) || placeOf(value) === undefined) continue;
      const container = quietly(machine, frame, value);
      if (container.kind !== 'collection' || container.length === undefined) continue;
      if (TAKERS.has(attr)) emptied.add(container);
      else filled.set(container, (filled.get(container) ?? 0) + (conditional ? CONDITIONAL_SHARE : 1));
    }
  }
  const added = [...filled].filter(([container]) => !emptied.has(container));
  for (const [container, share] of added) {
    container.items = undefined;
    lengthen(container, (rounds.mid * share) / 2, rounds.high * Math.ceil(share));
  }
  return () => {
    for (const [container, share] of added) {
      lengthen(container, (-rounds.mid * share) / 2, -rounds.high * Math.ceil(share));
    }
  };
}

function lengthen(container: CollectionValue, mid: number, high: number): void {
  const { length } = container;
  if (length === undefined) return;
  const middle = Math.max(length.low, length.mid + mid);
  container.length = { low: length.low, mid: middle, high: Math.max(middle, length.high + high) };
}
