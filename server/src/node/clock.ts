/** Time for the language server in a Node process. */
import type { Clock } from '../workspace/host';

export const nodeClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
