/** Entry point of the command line and of its threads: hands the process's streams to `run` and its exit code back. */
import { nodeIo } from './nodeIo';
import { run } from './run';
import { mainThread, serveMainThread } from './worker';

// A reader that has seen enough (`gilscope check | head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

const port = mainThread();
if (port !== undefined) void serveMainThread(port, nodeIo());
else {
  void run(process.argv.slice(2), nodeIo()).then((code) => {
    // Not process.exit(): what is still on its way into a pipe must arrive.
    process.exitCode = code;
  });
}
