/**
 * Functions that run a coroutine to its end. The work of an `async def` of the analysed code is recorded where it is
 * called; running it adds nothing then, while a coroutine of a library may wait for anything.
 */
import type { BuiltinHandler } from './builtins';
import { callValue } from './calls';
import { awaited, coroutineCall } from './coroutineValues';
import { callKnown } from './library';
import { spend } from './machine';

const runCoroutine: BuiltinHandler = (call) => {
  const [coroutine] = call.args.positional;
  const made = coroutine && coroutineCall(coroutine);
  if (coroutine === undefined || made === undefined) return callKnown(call);
  // `Thread(target=asyncio.run, args=(main(),))`: the thread does the work, not who makes the coroutine.
  if (call.site === undefined)
    return awaited(callValue(call.machine, call.frame, made.func, made.args, call.at));
  spend(call.machine, call.frame, 'call-c-function', call.at);
  return awaited(coroutine);
};

export const COROUTINE_RUNNERS: Readonly<Record<string, BuiltinHandler>> = {
  'asyncio.run': runCoroutine,
  'asyncio.Runner.run': runCoroutine,
  'asyncio.AbstractEventLoop.run_until_complete': runCoroutine,
};
