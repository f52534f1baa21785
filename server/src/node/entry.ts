/** The language server as a program of its own: what the editor's extension starts. */
import type { Transport } from '../cli/io';
import { startServer } from './main';

/** Without a transport the extension's own: Node's channel to the process that has forked this one. */
function transportOf(args: readonly string[]): Transport {
  if (args.includes('--stdio')) return { kind: 'stdio' };
  const port = args.map((arg) => /^--socket=(\d+)$/.exec(arg)?.[1]).find((found) => found !== undefined);
  return port === undefined ? { kind: 'node-ipc' } : { kind: 'socket', port: Number(port) };
}

startServer(transportOf(process.argv)).catch((error: unknown) => {
  process.stderr.write(`gilscope: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
