/** Finds loops that ask again and again for news, and do something only when there is some. */
import type { TextRange } from '../base/text';
import type { Attribute, Call, ExceptHandler, Expr, Stmt, Try, While } from '../syntax/ast';
import { expressionsIn, flatten, namesIn } from './codeWalk';
import type { Frame, Machine } from './machine';
import { quietly } from './quiet';

/** How a loop asks. */
export interface Poll {
  /** What it asks, to be shown: an `if` and its test, or the call that takes an item. */
  readonly asked: TextRange;
  /** Statements that run only when there is news, the question included. */
  readonly onNews: readonly Stmt[];
  /** Whether it asks for the time, which nobody else brings. */
  readonly isClock: boolean;
}

/**
 * `while True: if ready: …`, `if not ready: continue`, `if time() > due: …` and `try: get_nowait() except Empty: continue`:
 * without news the loop does nothing. Loops with more tests than one are left alone, since one of them may always hold.
 */
export function pollOf(machine: Machine, frame: Frame, loop: While): Poll | undefined {
  const { test, body } = loop;
  const isEndless = test.kind === 'Constant' || (watchesOthers(frame, test) && !works(machine, frame, test));
  return isEndless ? (testPoll(machine, frame, body) ?? takingPoll(machine, frame, loop)) : undefined;
}

/** The same, where the loop spins without any sleep until there is news. */
export function spinsUntilNews(machine: Machine, frame: Frame, statement: While): Poll | undefined {
  const poll = pollOf(machine, frame, statement);
  const spins = statement.body.every(
    (part) => poll?.onNews.includes(part) === true || part.kind === 'Pass' || isReading(machine, frame, part),
  );
  return spins ? poll : undefined;
}

function testPoll(machine: Machine, frame: Frame, body: readonly Stmt[]): Poll | undefined {
  const [asking, ...others] = body.filter((part) => part.kind === 'If');
  if (asking === undefined || others.length > 0 || works(machine, frame, asking.test)) return undefined;
  const isClock = asksClock(machine, frame, asking.test, body);
  if (!isClock && !watchesOthers(frame, asking.test)) return undefined;
  if (!asking.orelse.every(isIdle)) return undefined;
  const goesOn = asking.body.every(isIdle) && asking.body.at(-1)?.kind === 'Continue';
  const { end } = asking.test;
  return {
    asked: { start: asking.start, end },
    onNews: goesOn ? body.slice(body.indexOf(asking)) : [asking],
    isClock,
  };
}

/** `try: job = jobs.get_nowait()` with `except Empty` that does nothing. */
function takingPoll(machine: Machine, frame: Frame, { test, body }: While): Poll | undefined {
  const taking = body.find((part) => part.kind === 'Try');
  if (taking === undefined || taking.finalbody.length > 0) return undefined;
  const call = takenWithoutWaiting(machine, frame, taking);
  const handler = taking.handlers.find(catchesEmpty);
  if (call === undefined || handler === undefined || !handler.body.every(isIdle)) return undefined;
  if (asksObject(frame, test, call.func.value)) return undefined;
  const goesOn = handler.body.some(({ kind }) => kind === 'Continue');
  const onNews = goesOn ? body.slice(body.indexOf(taking)) : [taking];
  return { asked: call, onNews, isClock: false };
}

function catchesEmpty({ type }: ExceptHandler): boolean {
  if (type === undefined) return true;
  return expressionsIn(type).some(
    (part) =>
      (part.kind === 'Name' && EMPTY.test(part.id)) || (part.kind === 'Attribute' && EMPTY.test(part.attr)),
  );
}

const EMPTY = /Empty$|^(?:Base)?Exception$/;

/** The first thing a `try` does, if that takes an item from a queue of threads without waiting for one. */
function takenWithoutWaiting(machine: Machine, frame: Frame, { body }: Try): MethodCall | undefined {
  const first = flatten(body)[0];
  return first?.expressions.flatMap(expressionsIn).find((part): part is MethodCall => {
    if (!isMethodCall(part)) return false;
    const block = part.args[0] ?? part.keywords.find(({ arg }) => arg === 'block')?.value;
    const asksOnly = part.func.attr === 'get' && block?.kind === 'Constant' && block.value === false;
    if (part.func.attr !== 'get_nowait' && !asksOnly) return false;
    const queue = quietly(machine, frame, part.func.value);
    // Spinning on a queue between processes keeps no thread of this one waiting.
    return !(queue.kind === 'object' && queue.of.startsWith('multiprocessing.'));
  });
}

type MethodCall = Call & { readonly func: Attribute };

function isMethodCall(expr: Expr): expr is MethodCall {
  return expr.kind === 'Call' && expr.func.kind === 'Attribute';
}

/** `while not jobs.empty(): …`: whether the test asks the object itself, so that a loop that takes from it comes to its end. */
function asksObject({ unit }: Frame, test: Expr, object: Expr): boolean {
  const textOf = ({ start, end }: TextRange): string => unit.text.slice(start, end);
  return expressionsIn(test).some((part) => isMethodCall(part) && textOf(part.func.value) === textOf(object));
}

function isIdle({ kind }: Stmt): boolean {
  return kind === 'Pass' || kind === 'Continue';
}

/** `now = time.time()`: takes note of what is asked next, and nothing else. */
export function isReading(machine: Machine, frame: Frame, statement: Stmt): boolean {
  return (
    statement.kind === 'Assign' &&
    statement.value !== undefined &&
    statement.targets.every(({ kind }) => kind === 'Name') &&
    !works(machine, frame, statement.value)
  );
}

/** Whether a test asks for the time, itself or by a name that the loop gives it. */
function asksClock(machine: Machine, frame: Frame, test: Expr, body: readonly Stmt[]): boolean {
  const asks = (expr: Expr): boolean =>
    expressionsIn(expr).some((part) => part.kind === 'Call' && isClock(machine, frame, part.func));
  if (asks(test)) return true;
  const names = namesIn(test);
  return body.some(
    (part) =>
      part.kind === 'Assign' &&
      part.value !== undefined &&
      part.targets.some((target) => target.kind === 'Name' && names.includes(target.id)) &&
      asks(part.value),
  );
}

function isClock(machine: Machine, frame: Frame, func: Expr): boolean {
  if (func.kind !== 'Name' && func.kind !== 'Attribute') return false;
  const callee = quietly(machine, frame, func);
  return callee.kind === 'library' && CLOCKS.has(callee.name);
}

/** A test that another thread can change: shared names, attributes and queries, but no constant and no waiting call. */
export function watchesOthers(frame: Frame, test: Expr): boolean {
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
      return isQuery(test.func, test.args.length) || (test.func.kind === 'Name' && test.func.id === 'len');
    case 'Compare':
      return [test.left, ...test.comparators].some(watches);
    case 'BoolOp':
      return watches(test.left) || watches(test.right);
    default:
      return false;
  }
}

/** Whether an expression does something itself: `while get_next(): pass` is a loop whose body stands in its head. */
export function works(machine: Machine, frame: Frame, expr: Expr): boolean {
  return expressionsIn(expr).some((part) => {
    switch (part.kind) {
      case 'Call': {
        const { func } = part;
        if (func.kind === 'Name' && QUICK_BUILTINS.has(func.id)) return false;
        return !isQuery(func, part.args.length) && !isClock(machine, frame, func);
      }
      case 'NamedExpr':
      case 'Await':
      case 'Yield':
      case 'YieldFrom':
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
      case 'GeneratorExp':
        return true;
      default:
        return false;
    }
  });
}

function isQuery(func: Expr, args: number): boolean {
  return func.kind === 'Attribute' && QUERIES.has(func.attr) && args === 0;
}

/** A local variable is nobody else's, unless a nested function rebinds it. */
function isShared({ scope, func, unit }: Frame, name: string): boolean {
  if (func === undefined || scope.owner(name) !== scope) return true;
  const { start, end } = func.def;
  return new RegExp(`\\bnonlocal\\b[^\\n]*\\b${name}\\b`).test(unit.text.slice(start, end));
}

const QUICK_BUILTINS: ReadonlySet<string> = new Set(['len', 'int', 'round', 'abs']);

/** Functions that tell the time. */
const CLOCKS: ReadonlySet<string> = new Set([
  'time.time',
  'time.time_ns',
  'time.monotonic',
  'time.monotonic_ns',
  'time.perf_counter',
  'time.perf_counter_ns',
  'time.localtime',
  'time.gmtime',
  'datetime.datetime.now',
  'datetime.datetime.utcnow',
  'datetime.datetime.today',
  'datetime.date.today',
]);

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
