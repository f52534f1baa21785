/** The seven states a thread can be in, with what tells them apart besides colour. The order is that of legend and stacks. */
import type { ThreadState } from '../../../server/src/core/model/simResult';

export interface StateInfo {
  readonly state: ThreadState;
  /** One letter, drawn inside spans. Empty where nothing is drawn. */
  readonly tag: string;
  readonly label: string;
  /** What the state means, in one sentence. */
  readonly meaning: string;
}

export const STATES: readonly StateInfo[] = [
  {
    state: 'held',
    tag: 'H',
    label: 'Holding the GIL',
    meaning: 'Runs Python code, or C code that keeps the GIL. One thread of an interpreter at a time.',
  },
  {
    state: 'gil-wait',
    tag: 'W',
    label: 'Waiting for the GIL',
    meaning: 'Could run, but another thread holds the GIL.',
  },
  {
    state: 'native',
    tag: 'N',
    label: 'Native work, GIL released',
    meaning: 'C code that computes without the GIL; other threads run meanwhile.',
  },
  {
    state: 'io',
    tag: 'I',
    label: 'Waiting for I/O or sleeping',
    meaning: 'Waits outside Python with the GIL released.',
  },
  {
    state: 'lock-wait',
    tag: 'L',
    label: 'Waiting on a lock',
    meaning: 'Waits for a lock, a queue or another thread.',
  },
  {
    state: 'startup',
    tag: 'S',
    label: 'Starting or pickling',
    meaning: 'Starts a process or interpreter, or moves arguments and results.',
  },
  { state: 'idle', tag: '', label: 'Not running', meaning: 'Not started yet, out of work or finished.' },
];

/** Number of a state: its place in `STATES`. Spans store this number. */
export const STATE_INDEX: Readonly<Record<ThreadState, number>> = {
  held: 0,
  'gil-wait': 1,
  native: 2,
  io: 3,
  'lock-wait': 4,
  startup: 5,
  idle: 6,
};

export const STATE_COUNT = STATES.length;

/** Drawn instead of the letter of the state where a thread collects garbage, which it does with the GIL. */
export const COLLECT_TAG = 'G';

/** The state with a number; `idle` for a number that is none. */
export function stateAt(index: number): StateInfo {
  return STATES[index] ?? { state: 'idle', tag: '', label: 'Not running', meaning: '' };
}
