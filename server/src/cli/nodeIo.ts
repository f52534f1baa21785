/** The real world for `run`: streams of the process, the engine with its parser, the language server. */
import { createInterface } from 'node:readline/promises';
import { startServer } from '../node/main';
import { openGilscope } from './engine';
import type { Io } from './io';

export function nodeIo(): Io {
  const output = (stream: NodeJS.WriteStream): Io['stdout'] => ({
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY === true,
  });
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    readStdin,
    confirm,
    openGilscope,
    serve: startServer,
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
