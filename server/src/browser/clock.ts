/** Time for the language server in a web worker. */
import type { Clock } from '../workspace/host';

export const browserClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    if (milliseconds <= 0) {
      // A timer takes up to four milliseconds; a message comes next.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        callback();
      };
      port2.postMessage(undefined);
      return () => port1.close();
    }
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
