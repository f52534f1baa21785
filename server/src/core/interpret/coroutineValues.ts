/**
 * What calling an `async def` gives: a coroutine, which remembers the call so that an event loop can be handed it. Its
 * work is recorded where it is called; awaiting it gives its result.
 */
import type { TextRange } from '../base/text';
import type { CallArguments } from './calls';
import { newId, type Frame, type Machine } from './machine';
import type { FunctionValue, ObjectValue, Value } from './values';

const COROUTINE = 'types.CoroutineType';
const RESULT = 'awaited';
const CALL = 'gilscope.call';

export function isCoroutineFunction({ def }: FunctionValue): boolean {
  return def.kind === 'FunctionDef' && def.isAsync && !def.isGenerator;
}

export function coroutineValue(
  machine: Machine,
  frame: Frame,
  func: FunctionValue,
  args: CallArguments,
  result: Value,
  at: TextRange,
): ObjectValue {
  const call: Value = { kind: 'partial', func, args: args.positional, keywords: args.keywords };
  return {
    kind: 'object',
    id: newId(machine),
    of: COROUTINE,
    attributes: new Map([
      [RESULT, result],
      [CALL, call],
    ]),
    madeBy: { unit: frame.unit, range: { start: at.start, end: at.end } },
  };
}

/** The call behind a coroutine; undefined for any other value. */
export function coroutineCall(
  value: Value,
): { readonly func: Value; readonly args: CallArguments } | undefined {
  const call = value.kind === 'object' && value.of === COROUTINE ? value.attributes.get(CALL) : undefined;
  if (call?.kind !== 'partial') return undefined;
  return { func: call.func, args: { positional: call.args, keywords: call.keywords, unknownRest: false } };
}

/** What `await value` gives: of a coroutine its result, also where a task was made of it. */
export function awaited(value: Value): Value {
  if (value.kind !== 'object') return value;
  const result = value.attributes.get(RESULT);
  if (result !== undefined) return result;
  const inner = value.of === 'asyncio.Task' ? value.attributes.get('0') : undefined;
  return inner === undefined || coroutineCall(inner) === undefined ? value : awaited(inner);
}
