/**
 * Exceptions that cannot come back from another process: unpickling calls the class with what `args` holds, and where the
 * constructor wants something else, that fails and breaks the whole pool.
 */
import type { Call, ClassDef, FunctionDef } from '../syntax/ast';
import { methodOf } from './worker';
import { descendants } from './walk';

/** Whether an exception of the class breaks when it is unpickled. */
export function breaksWhenUnpickled(def: ClassDef): boolean {
  const init = methodOf(def, '__init__');
  if (init === undefined || methodOf(def, '__reduce__') !== undefined) return false;
  const [, ...params] = init.params;
  if (params.some(({ form }) => form === 'var-positional')) return false;
  const positional = params.filter(({ form }) => form === 'positional' || form === 'positional-only');
  const required = positional.filter((param) => param.default === undefined).length;
  const needsKeyword = params.some((param) => param.form === 'keyword-only' && param.default === undefined);
  const call = callOfBase(init);
  // Without a call of the base class, `args` holds what the constructor was given.
  if (call === undefined) return needsKeyword;
  if (call.args.some((arg) => arg.kind === 'Starred')) return false;
  const given = call.args.length - (isUnbound(call) ? 1 : 0);
  return needsKeyword || given < required || given > positional.length;
}

/** `super().__init__(…)` or `Exception.__init__(self, …)` */
function callOfBase(init: FunctionDef): Call | undefined {
  for (const node of descendants(init.body))
    if (node.kind === 'Call' && node.func.kind === 'Attribute' && node.func.attr === '__init__') return node;
  return undefined;
}

function isUnbound({ func }: Call): boolean {
  return func.kind === 'Attribute' && func.value.kind !== 'Call';
}
