/** Finds loops that burn the GIL while they wait for something another thread must change. */
import type { Expr, Stmt, While } from '../syntax/ast';
import { evaluate } from './expressions';
import type { Frame, Machine } from './machine';
import { constantOf } from './values';

/** A sleep this short does not give the processor back: it is still polling. */
const POLLING_SLEEP = 0.001;
const SHOWN_CONDITION = 60;

/** Records `while not done: pass` and loops that do nothing else but sleep for a moment. */
export function detectBusyWait(machine: Machine, frame: Frame, statement: While): void {
  if (!watchesOthers(frame, statement.test) || works(statement.test) || waitsForSignal(frame)) return;
  let sleepSeconds = 0;
  for (const part of statement.body) {
    const sleep = idleSeconds(machine, frame, part);
    if (sleep === undefined) return;
    sleepSeconds += sleep;
  }
  if (sleepSeconds > POLLING_SLEEP) return;
  const key = `${frame.unit.path}:${statement.start}`;
  const condition = frame.unit.text.slice(statement.test.start, statement.test.end).replace(/\s+/g, ' ');
  machine.busyWaits.set(key, {
    at: frame.unit.lines.location(frame.unit.path, { start: statement.start, end: statement.test.end }),
    range: { start: statement.start, end: statement.test.end },
    condition: condition.length > SHOWN_CONDITION ? `${condition.slice(0, SHOWN_CONDITION - 1)}…` : condition,
    sleepSeconds,
    enclosing: frame.name,
  });
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
