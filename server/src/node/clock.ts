/** Time for the language server in a Node process. */
import type { Clock } from '../workspace/host';

export const nodeClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    if (milliseconds <= 0) {
      // A timer takes a millisecond at least.
      const immediate = setImmediate(callback);
      return () => clearImmediate(immediate);
    }
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
