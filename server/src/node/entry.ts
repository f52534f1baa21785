/** The language server as a program of its own: what the editor's extension starts. */
import type { Transport } from '../cli/io';
import { type CheckThreadStart, serveChecksOn } from './checks';
import { startServer } from './main';
import { startOfThread } from './thread';

/** Without a transport the extension's own: Node's channel to the process that has forked this one. */
function transportOf(args: readonly string[]): Transport {
  if (args.includes('--stdio')) return { kind: 'stdio' };
  const port = args.map((arg) => /^--socket=(\d+)$/.exec(arg)?.[1]).find((found) => found !== undefined);
  return port === undefined ? { kind: 'node-ipc' } : { kind: 'socket', port: Number(port) };
}

const thread = startOfThread<CheckThreadStart>();
if (thread !== undefined) serveChecksOn(thread.port);
else {
  startServer(transportOf(process.argv), __filename).catch((error: unknown) => {
    process.stderr.write(`gilscope: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  });
}
