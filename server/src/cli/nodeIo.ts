/** The real world for `run`: streams of the process, the engine with its parser, the language server. */
import { extname } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { openGilscope } from './engine';
import type { Io } from './io';
import { startWorker } from './worker';
import { userCacheFolder } from '../node/cacheFolder';
import { beginLoadingParser } from '../node/parser';

/** `program`: the file that the process was started with. */
export function nodeIo(program: string): Io {
  const output = (stream: NodeJS.WriteStream): Io['stdout'] => ({
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY === true,
  });
  const cwd = process.cwd();
  const cacheFolder = userCacheFolder();
  return {
    cwd,
    env: process.env,
    cacheFolder,
    program,
    // Run from source there is this thread alone: what translates TypeScript does not reach what a thread starts with.
    ...(extname(program) === '.js' && {
      startWorker: (options) => startWorker({ cwd, cacheFolder, program, options }),
    }),
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    readStdin,
    confirm,
    openGilscope,
    loadPngRenderer: async () => (await import('./png')).loadPngRenderer(),
    // The server's libraries take longer to load than a small check takes.
    async serve(transport) {
      const parser = beginLoadingParser();
      const { startServer } = await import('../node/main');
      await startServer(transport, program, parser);
    },
  };
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Asked on standard error, so that a result in a pipe stays clean. */
async function confirm(question: string): Promise<boolean> {
  if (process.stdin.isTTY !== true) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
