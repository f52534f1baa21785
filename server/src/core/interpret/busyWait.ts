/** Finds loops that burn the GIL while they wait for something another thread must change. */
import type { TextRange } from '../base/text';
import type { Estimate } from '../model/estimate';
import type { Stmt, While } from '../syntax/ast';
import { evaluate } from './expressions';
import type { Frame, Machine } from './machine';
import { isReading, pollOf, watchesOthers, works } from './polling';
import { constantOf } from './values';

/** A sleep this short does not give the processor back: it is still polling. */
const POLLING_SLEEP = 0.001;
const SHOWN_CONDITION = 60;

/** What a hold is called in which a loop asks again and again for news. */
export const POLLING = 'polling';

/** How long a loop that polls spins between two pieces of news: from a busy queue to a user who thinks. */
export const UNTIL_NEWS: Estimate = { low: 1e-3, mid: 1, high: 100 };

/** Records `while not done: pass`, loops that do nothing else but sleep for a moment, and loops that poll. */
export function detectBusyWait(machine: Machine, frame: Frame, statement: While): void {
  const poll = pollOf(machine, frame, statement);
  const { test } = statement;
  if (poll === undefined && (!watchesOthers(frame, test) || works(machine, frame, test))) return;
  if (waitsForSignal(frame)) return;
  let sleepSeconds = 0;
  for (const part of statement.body) {
    if (poll !== undefined && (poll.onNews.includes(part) || isReading(machine, frame, part))) continue;
    const sleep = idleSeconds(machine, frame, part);
    if (sleep === undefined) return;
    sleepSeconds += sleep;
  }
  if (sleepSeconds > POLLING_SLEEP) return;
  const key = `${frame.unit.path}:${statement.start}`;
  const loop = sourceOf(frame, { start: statement.start, end: test.end });
  const condition = poll === undefined ? loop : `${loop}: ${sourceOf(frame, poll.asked)}`;
  machine.busyWaits.set(key, {
    at: frame.unit.lines.location(frame.unit.path, { start: statement.start, end: test.end }),
    range: { start: statement.start, end: test.end },
    condition: condition.length > SHOWN_CONDITION ? `${condition.slice(0, SHOWN_CONDITION - 1)}…` : condition,
    sleepSeconds,
    isPolling: poll !== undefined,
    isClock: poll?.isClock === true,
    enclosing: frame.name,
  });
}

function sourceOf({ unit }: Frame, { start, end }: TextRange): string {
  return unit.text.slice(start, end).replace(/\s+/g, ' ');
}

/** A signal handler runs in this very thread, between two rounds: there is no one to take the GIL from. */
function waitsForSignal({ func, unit }: Frame): boolean {
  if (func === undefined) return false;
  return SIGNAL_CALLS.test(unit.text.slice(func.def.start, func.def.end));
}

const SIGNAL_CALLS = /\bsignal\.(?:signal|setitimer|alarm|raise_signal|pthread_kill)\(|\bos\.kill\(/;

/** Seconds slept by a statement that does nothing else; undefined for one that does. */
function idleSeconds(machine: Machine, frame: Frame, statement: Stmt): number | undefined {
  if (statement.kind === 'Pass' || statement.kind === 'Continue') return 0;
  if (statement.kind !== 'Expr') return undefined;
  if (statement.value.kind === 'Constant') return 0;
  if (statement.value.kind !== 'Call' || statement.value.keywords.length > 0) return undefined;
  frame.recorder.open();
  const callee = evaluate(machine, frame, statement.value.func);
  const argument = statement.value.args[0];
  const seconds = argument === undefined ? undefined : constantOf(evaluate(machine, frame, argument));
  frame.recorder.close();
  return callee.kind === 'library' && callee.name === 'time.sleep' ? seconds : undefined;
}
