/** Calls of `typing` that make something of a type: its objects stand for the class they were given. */
import { unknownCall } from './calls';
import type { LibraryCall } from './library';
import { newId, spend } from './machine';
import { UNKNOWN, type Value } from './values';

export const TYPE_VARIABLE = 'typing.TypeVar';
export const NEW_TYPE = 'typing.NewType';
/** A callable of which only the annotation is known; its type argument is what it returns. */
export const CALLABLE = 'typing.Callable';

/** Handles such a call; undefined for every other. */
export function typingCall(call: LibraryCall): Value | undefined {
  const { machine, frame, args, at, receiver } = call;
  switch (call.name.replace(/^typing_extensions\./, 'typing.')) {
    case TYPE_VARIABLE:
    case NEW_TYPE: {
      const of = call.name.endsWith('NewType') ? NEW_TYPE : TYPE_VARIABLE;
      spend(machine, frame, 'call-c-function', at);
      const attributes = new Map<string, Value>(
        args.positional.map((value, index) => [String(index), value]),
      );
      for (const [name, value] of args.keywords) attributes.set(name, value);
      return { kind: 'object', id: newId(machine), of, attributes, madeBy: undefined };
    }
    case `${NEW_TYPE}.__call__`:
      spend(machine, frame, 'call-c-function', at);
      return args.positional[0] ?? UNKNOWN;
    case 'typing.cast':
      spend(machine, frame, 'call-c-function', at);
      return args.positional[1] ?? UNKNOWN;
    case `${CALLABLE}.__call__`: {
      unknownCall(frame, args, at);
      return receiver?.kind === 'object' ? (receiver.attributes.get('[0]') ?? UNKNOWN) : UNKNOWN;
    }
    default:
      return undefined;
  }
}
