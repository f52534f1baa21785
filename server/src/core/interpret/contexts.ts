/** What `with` binds, and which managers hold a lock around their body. */
import type { TextRange } from '../base/text';
import { getAttribute } from './attributes';
import { callValue } from './calls';
import { consume } from './iteration';
import type { Frame, Machine } from './machine';
import { typedValue } from './types';
import { join, UNKNOWN, type Value } from './values';

const LOCKS: ReadonlySet<string> = new Set([
  'threading.Lock',
  'threading.RLock',
  'threading.Condition',
  'threading.Semaphore',
  'threading.BoundedSemaphore',
  'multiprocessing.Lock',
  'multiprocessing.RLock',
  'multiprocessing.Semaphore',
  'multiprocessing.Condition',
]);

export function contextValue(
  machine: Machine,
  frame: Frame,
  manager: Value,
  at: TextRange,
): { value: Value; lock: string | undefined } {
  switch (manager.kind) {
    case 'object': {
      if (LOCKS.has(manager.of)) {
        return { value: manager, lock: frame.unit.text.slice(at.start, Math.min(at.end, at.start + 60)) };
      }
      const type = machine.kb.returnType(`${manager.of}.__enter__`);
      return {
        value: type === undefined ? manager : typedValue(machine, frame, type, manager),
        lock: undefined,
      };
    }
    case 'instance': {
      const enter = getAttribute(machine, frame, manager, '__enter__', at);
      if (enter.kind !== 'function') return { value: manager, lock: undefined };
      const value = callValue(
        machine,
        frame,
        enter,
        { positional: [], keywords: new Map(), unknownRest: false },
        at,
      );
      return { value: value.kind === 'unknown' || value.kind === 'none' ? manager : value, lock: undefined };
    }
    case 'collection':
      // A generator under `@contextmanager`: what it yields is what `as` binds.
      return {
        value: manager.lazy === undefined ? UNKNOWN : consume(machine, frame, manager).element,
        lock: undefined,
      };
    case 'union': {
      // One of several classes, chosen before: `with (ThreadPoolExecutor if threads else ProcessPoolExecutor)() as pool`.
      const entered = manager.options.map((option) => contextValue(machine, frame, option, at));
      return {
        value: entered.map(({ value }) => value).reduce(join, entered[0]?.value ?? UNKNOWN),
        lock: entered.find(({ lock }) => lock !== undefined)?.lock,
      };
    }
    default:
      return { value: UNKNOWN, lock: undefined };
  }
}
