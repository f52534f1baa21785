/** Threads for checks of the workspace that are none: everything in this process, in messages that are copied. */
import type { Gilscope, SourceHost } from '../../../server/src/core/gilscope';
import { nodeClock } from '../../../server/src/node/clock';
import type { FromCheckThread, ToCheckThread } from '../../../server/src/workspace/checkMessages';
import { serveChecks } from '../../../server/src/workspace/checkServer';
import type { FileAccess, StartThread } from '../../../server/src/workspace/host';

export interface CheckThreads {
  /** For each thread that was started, what it was sent. */
  readonly sent: readonly (readonly ToCheckThread[])[];
  /** Numbers of the threads that were stopped, in order. */
  readonly stopped: readonly number[];
  readonly start: StartThread<ToCheckThread, FromCheckThread>;
}

export interface CheckThreadsOptions {
  readonly files: FileAccess;
  readonly load: () => Promise<(host: SourceHost) => Gilscope>;
  /** What goes wrong in the thread with this number, counted from 0; it then dies instead of sending the message. */
  readonly deathBefore?: (thread: number, message: FromCheckThread) => string | undefined;
}

export function checkThreads({ files, load, deathBefore }: CheckThreadsOptions): CheckThreads {
  const sent: ToCheckThread[][] = [];
  const stopped: number[] = [];
  return {
    sent,
    stopped,
    start({ received, ended }) {
      const messages: ToCheckThread[] = [];
      const number = sent.push(messages) - 1;
      let isOver = false;
      const receive = serveChecks({
        ...{ files, load, clock: nodeClock },
        post(message) {
          const copy = structuredClone(message);
          setImmediate(() => {
            if (isOver) return;
            const death = deathBefore?.(number, copy);
            if (death === undefined) return received(copy);
            isOver = true;
            ended(new Error(death));
          });
        },
      });
      return {
        post(message) {
          messages.push(message);
          const copy = structuredClone(message);
          setImmediate(() => receive(copy));
        },
        stop() {
          isOver = true;
          stopped.push(number);
        },
      };
    },
  };
}
