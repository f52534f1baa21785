/** What the code says of how processes are to be made: `multiprocessing.set_start_method` and `get_context`. */
import type { StartMethod } from '../model/scenario';
import { callKnown, type LibraryCall } from './library';
import type { Value } from './values';

/** Notes the method that is asked for. Whose processes it is about is not followed: programs rarely mix them. */
export function startMethod(call: LibraryCall): Value {
  const value = call.args.positional[0] ?? call.args.keywords.get('method');
  const name = value?.kind === 'text' ? value.text : undefined;
  if (isStartMethod(name)) call.machine.startMethods.add(name);
  return callKnown(call);
}

function isStartMethod(name: string | undefined): name is StartMethod {
  return name === 'fork' || name === 'spawn' || name === 'forkserver';
}
