/** Interprets loops: one pass over the body, times the rounds that the code tells or that we have to assume. */
import type { TextRange } from '../base/text';
import type { Trips } from '../model/profile';
import type { Expr, For, Stmt, While } from '../syntax/ast';
import type { Estimate } from '../model/estimate';
import { assignTo } from './assignment';
import { detectBusyWait, POLLING, UNTIL_NEWS } from './busyWait';
import { plausibleTrips } from './plausible';
import { spinsUntilNews } from './polling';
import { evaluate } from './expressions';
import { fillContainers } from './filling';
import { growthOf, type Growth } from './growth';
import { iterate, knownTrips, searchTrips, type Iteration } from './iteration';
import { namesIn } from './codeWalk';
import { asksStopFlag, untilStopped } from './stopFlags';
import { spend, withRounds, type Frame, type LoopState, type Machine } from './machine';
import { assignedNames } from '../bind/boundNames';
import { mergeBindings } from './bindings';
import { interpretBlock, type Flow } from './statements';
import { someNumber, type NumberValue } from './values';
import { countedTo, whileTrips } from './whileLoops';
import { widenAssigned } from './widening';

export function interpretFor(machine: Machine, frame: Frame, statement: For): Flow {
  const iterable = evaluate(machine, frame, statement.iter);
  const iteration = iterate(machine, frame, iterable);
  spend(machine, frame, 'for-setup', statement.iter);
  for (const segment of iteration.work) frame.recorder.push(segment);
  return interpretLoop(
    machine,
    frame,
    statement,
    iteration.trips,
    namesIn(statement.target),
    statement.body,
    statement.orelse,
    () => {
      spend(machine, frame, statement.isAsync ? 'async-for-iteration' : iteration.operation, statement.iter);
      recordRead(machine, frame, isPipeByName(statement.iter) ? 'pipe' : iteration.perRound, statement.iter);
      assignTo(machine, frame, statement.target, iteration.element);
    },
  );
}

/** Until whoever writes into a pipe has written a line. */
const LINE_OF_PIPE: Estimate = { low: 1e-4, mid: 1e-2, high: 10 };

/** What a round reads before its body runs. */
function recordRead(machine: Machine, frame: Frame, from: Iteration['perRound'], range: TextRange): void {
  switch (from) {
    case 'pipe':
      frame.recorder.push({
        kind: 'io',
        at: frame.recorder.location(range),
        what: frame.unit.text.slice(range.start, range.end),
        seconds: LINE_OF_PIPE,
        medium: 'process',
      });
      return;
    case 'file': {
      // Mostly decoding under the GIL: a system call comes once in a few hundred lines.
      const cost = machine.kb.callCost('io.TextIOWrapper.readline');
      if (cost !== undefined) frame.recorder.bytecode(cost.seconds, range);
      return;
    }
    case 'none':
      return;
  }
}

/** `for line in process.stdout`, whatever `process` is. */
function isPipeByName(iterable: Expr): boolean {
  return iterable.kind === 'Attribute' && (iterable.attr === 'stdout' || iterable.attr === 'stderr');
}

export function interpretWhile(machine: Machine, frame: Frame, statement: While): Flow {
  const trips = whileTrips(machine, frame, statement);
  const ends = countedTo(machine, frame, statement);
  if (trips === undefined) {
    evaluate(machine, frame, statement.test);
    return interpretBlock(machine, frame, statement.orelse);
  }
  const poll = spinsUntilNews(machine, frame, statement);
  const flow = interpretLoop(
    machine,
    frame,
    statement,
    trips,
    [],
    statement.body,
    statement.orelse,
    () => {
      spend(machine, frame, 'while-iteration', statement.test);
      evaluate(machine, frame, statement.test);
      if (poll !== undefined) recordPolling(frame, poll.asked);
    },
    asksStopFlag(statement),
  );
  for (const [name, value] of ends) frame.scope.assign(name, value);
  detectBusyWait(machine, frame, statement);
  return flow;
}

/** A loop without a pause computes until there is news. */
function recordPolling({ recorder, assumptions }: Frame, asked: TextRange): void {
  const at = recorder.location(asked);
  recorder.push({ kind: 'hold', at, what: POLLING, seconds: UNTIL_NEWS, preemptible: true });
  assumptions.push({
    id: `polling:${at.path}:${at.line}`,
    at,
    sentence: `Line ${at.line} asks for ${UNTIL_NEWS.mid} s until there is news.`,
    value: UNTIL_NEWS,
  });
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
  targets: readonly string[],
  body: readonly Stmt[],
  orelse: readonly Stmt[],
  head: () => void,
  isFlagged = false,
): Flow {
  if (trips.count.high === 0) return interpretBlock(machine, frame, orelse);
  const numbers = integersAssigned(frame, body);
  widenAssigned(machine, frame, body, trips);
  const before = frame.scope.vars;
  frame.scope.vars = before.copy();
  const loop: LoopState = {
    exit: 'never',
    rounds: trips.count.mid,
    forever: trips.forever === true,
    branchDepth: frame.branchDepth,
    body,
    targets,
  };
  const recursionBefore = machine.active.map(({ recursion }) => recursion);
  const growths = new Map<string, Growth>();
  const isUnknown = trips.basis === 'unknown';
  if (isUnknown) frame.unknownLoops++;
  frame.loops.push(loop);
  frame.recorder.open();
  const bodyFlow = withRounds(frame, Math.max(1, trips.count.mid), () => {
    head();
    const settle = fillContainers(machine, frame, body, trips.count);
    for (const [name, start] of numbers) {
      const growth = growthOf(machine, frame, body, name, start, trips.count);
      if (growth === undefined) continue;
      growths.set(name, growth);
      frame.scope.assign(name, someInteger(growth.during));
    }
    const flow = interpretBlock(machine, frame, body);
    settle();
    return flow;
  });
  const segments = frame.recorder.close();
  frame.loops.pop();
  if (isUnknown) frame.unknownLoops--;
  frame.scope.vars = mergeBindings(before, frame.scope.vars);
  for (const [name, { after }] of growths) frame.scope.assign(name, someInteger(after));

  const isDrained = trips.forever === true && frame.drainedDepth === frame.loops.length;
  if (isDrained && loop.exit === 'never') loop.exit = 'sometimes';
  const leavesAtOnce = loop.exit === 'always' || bodyFlow === 'raise' || bodyFlow === 'return';
  const stopped = isFlagged && isUnknown ? untilStopped(machine, trips, loop.exit, segments) : trips;
  const actual = leavesAtOnce
    ? knownTrips({ low: Math.min(1, trips.count.low), mid: 1, high: 1 }, trips.basis)
    : stopped !== trips
      ? stopped
      : plausibleTrips(
          loop.exit === 'sometimes' || (loop.exit === 'with-outer' && trips.forever === true)
            ? leftEarly(machine, frame, trips)
            : isUnknown
              ? ofFewChildren(machine, trips, recursionBefore)
              : trips,
          segments,
        );
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

/** Parts of a part: a tree whose nodes had a thousand children each would not end. */
const CHILDREN = 3;

/** A loop of unknown length that leads back into the function around it: its rounds are the children of one node. */
function ofFewChildren(machine: Machine, trips: Trips, before: readonly number[]): Trips {
  const recursive = machine.active.filter(({ recursion }, index) => recursion > (before[index] ?? 0));
  const { low, mid, high } = trips.count;
  if (recursive.length === 0 || trips.forever === true || mid <= CHILDREN) return trips;
  for (const [index, frame] of machine.active.entries()) {
    const start = before[index] ?? 0;
    frame.recursion = start + ((frame.recursion - start) * CHILDREN) / mid;
  }
  return { ...trips, count: { low, mid: CHILDREN, high } };
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

/** Names that hold an integer and are assigned in a body: they may grow. */
function integersAssigned(frame: Frame, body: readonly Stmt[]): ReadonlyMap<string, NumberValue> {
  const found = new Map<string, NumberValue>();
  for (const name of assignedNames(body)) {
    const value = frame.scope.vars.get(name);
    if (value?.kind === 'number' && value.type === 'int') found.set(name, value);
  }
  return found;
}

function someInteger(bits: Estimate): NumberValue {
  return { ...someNumber('int', undefined, 'assumed'), bits };
}
