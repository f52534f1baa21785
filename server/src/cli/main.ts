/** Entry point of the command line and of its threads: hands the process's streams to `run` and its exit code back. */
import type { CheckThreadStart } from '../node/checks';
import { startOfThread } from '../node/thread';
import { nodeIo } from './nodeIo';
import { run } from './run';
import { serveMainThread, type WorkerStart } from './worker';

// A reader that has seen enough (`gilscope check | head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

const io = nodeIo(__filename);
const thread = startOfThread<WorkerStart | CheckThreadStart>();
if (thread === undefined) {
  void run(process.argv.slice(2), io).then((code) => {
    // Not process.exit(): what is still on its way into a pipe must arrive.
    process.exitCode = code;
  });
} else if (thread.start.kind === 'check') {
  void serveMainThread(thread.start, thread.port, io);
} else {
  const { port } = thread;
  void import('../node/checks').then(({ serveChecksOn }) => serveChecksOn(port));
}
