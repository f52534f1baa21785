/** Finds loops that burn the GIL while they wait for something another thread must change. */
import type { TextRange } from '../base/text';
import type { Estimate } from '../model/estimate';
import type { Expr, If, Stmt, While } from '../syntax/ast';
import { evaluate } from './expressions';
import type { Frame, Machine } from './machine';
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
  const polled = polledIn(frame, statement);
  if (polled === undefined && (!watchesOthers(frame, statement.test) || works(statement.test))) return;
  if (waitsForSignal(frame)) return;
  let sleepSeconds = 0;
  for (const part of statement.body) {
    if (part === polled) continue;
    const sleep = idleSeconds(machine, frame, part);
    if (sleep === undefined) return;
    sleepSeconds += sleep;
  }
  if (sleepSeconds > POLLING_SLEEP) return;
  const key = `${frame.unit.path}:${statement.start}`;
  const loop = sourceOf(frame, { start: statement.start, end: statement.test.end });
  const condition =
    polled === undefined
      ? loop
      : `${loop}: ${sourceOf(frame, { start: polled.start, end: polled.test.end })}`;
  machine.busyWaits.set(key, {
    at: frame.unit.lines.location(frame.unit.path, { start: statement.start, end: statement.test.end }),
    range: { start: statement.start, end: statement.test.end },
    condition: condition.length > SHOWN_CONDITION ? `${condition.slice(0, SHOWN_CONDITION - 1)}…` : condition,
    sleepSeconds,
    isPolling: polled !== undefined,
    enclosing: frame.name,
  });
}

function sourceOf({ unit }: Frame, { start, end }: TextRange): string {
  return unit.text.slice(start, end).replace(/\s+/g, ' ');
}

/**
 * The `if` of `while True: if ready: …`: as long as its test fails, the loop does nothing, and only others can change that.
 * Loops with more tests than one are left alone, since one of them may always hold.
 */
export function polledIn(frame: Frame, { test, body }: While): If | undefined {
  const isEndless = test.kind === 'Constant' || (watchesOthers(frame, test) && !works(test));
  const [polled, ...others] = body.filter((part) => part.kind === 'If');
  if (!isEndless || polled === undefined || others.length > 0) return undefined;
  const isAsked = watchesOthers(frame, polled.test) && !works(polled.test);
  return isAsked && polled.orelse.every(({ kind }) => kind === 'Pass' || kind === 'Continue')
    ? polled
    : undefined;
}

/** The same, where the loop spins without any sleep until there is news. */
export function spinsUntilNews(frame: Frame, statement: While): If | undefined {
  const polled = polledIn(frame, statement);
  return statement.body.every((part) => part === polled || part.kind === 'Pass') ? polled : undefined;
}

/** A test that another thread can change: shared names, attributes and queries, but no constant and no waiting call. */
function watchesOthers(frame: Frame, test: Expr): boolean {
  const watches = (part: Expr): boolean => watchesOthers(frame, part);
  switch (test.kind) {
    case 'UnaryOp':
      return test.op === 'not' && watches(test.operand);
    case 'Name':
      return isShared(frame, test.id);
    case 'Attribute':
      return true;
    case 'Subscript':
      return test.value.kind === 'Name' || watches(test.value);
    case 'Call':
      return (
        (test.func.kind === 'Attribute' && QUERIES.has(test.func.attr) && test.args.length === 0) ||
        (test.func.kind === 'Name' && test.func.id === 'len')
      );
    case 'Compare':
      return [test.left, ...test.comparators].some(watches);
    case 'BoolOp':
      return watches(test.left) || watches(test.right);
    default:
      return false;
  }
}

/** Whether a test does something itself: `while get_next(): pass` is a loop whose body stands in its head. */
function works(test: Expr): boolean {
  switch (test.kind) {
    case 'UnaryOp':
      return works(test.operand);
    case 'BoolOp':
      return works(test.left) || works(test.right);
    case 'Compare':
      return [test.left, ...test.comparators].some(works);
    case 'Call': {
      const { func } = test;
      if (func.kind === 'Name') return func.id !== 'len';
      return !(func.kind === 'Attribute' && (QUERIES.has(func.attr) || CLOCKS.has(func.attr)));
    }
    case 'NamedExpr':
    case 'Await':
      return true;
    default:
      return false;
  }
}

/** Functions of `time` that tell how long the loop has waited. */
const CLOCKS: ReadonlySet<string> = new Set(['time', 'monotonic', 'perf_counter']);

/** A local variable is nobody else's, unless a nested function rebinds it. */
function isShared({ scope, func, unit }: Frame, name: string): boolean {
  if (func === undefined || scope.owner(name) !== scope) return true;
  const { start, end } = func.def;
  return new RegExp(`\\bnonlocal\\b[^\\n]*\\b${name}\\b`).test(unit.text.slice(start, end));
}

/** A signal handler runs in this very thread, between two rounds: there is no one to take the GIL from. */
function waitsForSignal({ func, unit }: Frame): boolean {
  if (func === undefined) return false;
  return SIGNAL_CALLS.test(unit.text.slice(func.def.start, func.def.end));
}

const SIGNAL_CALLS = /\bsignal\.(?:signal|setitimer|alarm|raise_signal|pthread_kill)\(|\bos\.kill\(/;

/** Methods that ask without waiting, by the names the standard library gives them. */
const QUERIES: ReadonlySet<string> = new Set([
  'is_set',
  'is_alive',
  'done',
  'empty',
  'full',
  'qsize',
  'locked',
  'running',
  'ready',
]);

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
