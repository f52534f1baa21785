/** How far a long run has come: one line on a terminal, nothing anywhere else. */
import type { Output } from './io';

/** Files between two updates; a terminal is slow beside the analysis. */
const STEP = 20;

export interface Progress {
  /** So many files are done. */
  at(done: number): void;
  /** Takes the line away, so that other lines can be written. */
  clear(): void;
}

export function createProgress(output: Output, total: number): Progress {
  let shown = false;
  const clear = (): void => {
    if (shown) output.write('\r\u001b[K');
    shown = false;
  };
  return {
    at: (done) => {
      if (!output.isTTY || done % STEP !== 0 || done === 0) return;
      clear();
      output.write(`${done} of ${total} files`);
      shown = true;
    },
    clear,
  };
}
