/**
 * Functions that run a coroutine to its end. The work of an `async def` of the analysed code is recorded where it is
 * called; running it adds nothing then, while a coroutine of a library may wait for anything.
 */
import type { BuiltinHandler } from './builtins';
import { evaluate } from './expressions';
import { callKnown, type LibraryCall } from './library';
import { spend } from './machine';

const runCoroutine: BuiltinHandler = (call) => {
  if (!isFollowed(call)) return callKnown(call);
  spend(call.machine, call.frame, 'call-c-function', call.at);
  return call.args.positional[0];
};

/** Whether the coroutine is the call of an `async def` whose body has just been interpreted. */
function isFollowed({ machine, frame, site }: LibraryCall): boolean {
  const [coroutine] = site?.node.args ?? [];
  if (coroutine?.kind !== 'Call') return false;
  // Looked up once more only to see what it is: the cost has been recorded.
  frame.recorder.open();
  const callee = evaluate(machine, frame, coroutine.func);
  frame.recorder.close();
  return callee.kind === 'function' && callee.def.kind === 'FunctionDef' && callee.def.isAsync;
}

export const COROUTINE_RUNNERS: Readonly<Record<string, BuiltinHandler>> = {
  'asyncio.run': runCoroutine,
  'asyncio.Runner.run': runCoroutine,
  'asyncio.AbstractEventLoop.run_until_complete': runCoroutine,
};
