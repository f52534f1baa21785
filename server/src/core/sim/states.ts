/** How the states of a thread are shown wherever they are: words, letter, colour. Colours are Okabe and Ito's. */
import type { ThreadResult, ThreadState } from '../model/simResult';

export interface StateStyle {
  readonly title: string;
  /** Stands for the state where there is no colour; also the character of the text timeline. */
  readonly letter: string;
  readonly colour: string;
}

export const STATE_STYLES: Readonly<Record<ThreadState, StateStyle>> = {
  held: { title: 'Holding the GIL', letter: 'H', colour: '#0072B2' },
  'gil-wait': { title: 'Waiting for the GIL', letter: 'W', colour: '#D55E00' },
  native: { title: 'Native work, GIL released', letter: 'N', colour: '#009E73' },
  io: { title: 'Waiting for I/O or sleeping', letter: 'I', colour: '#56B4E9' },
  'lock-wait': { title: 'Waiting on a lock', letter: 'L', colour: '#E69F00' },
  startup: { title: 'Starting or pickling', letter: 'S', colour: '#CC79A7' },
  idle: { title: 'Not running', letter: '.', colour: 'none' },
};

/** Without a GIL, what would hold it just runs. */
export function stateTitle(state: ThreadState, gil: number): string {
  return state === 'held' && gil < 0 ? 'Running Python code' : STATE_STYLES[state].title;
}

/** The columns of the summary table, after the thread's name. */
export const SUMMARY_COLUMNS: readonly {
  readonly title: string;
  readonly seconds: (thread: ThreadResult) => number;
}[] = [
  { title: 'has GIL', seconds: (thread) => thread.heldSeconds },
  { title: 'waits for GIL', seconds: (thread) => thread.gilWaitSeconds },
  { title: 'native', seconds: (thread) => thread.nativeSeconds },
  { title: 'I/O', seconds: (thread) => thread.ioSeconds },
  { title: 'waits for lock', seconds: (thread) => thread.lockWaitSeconds },
];
