/** The language server as a program of its own: what the editor's extension starts. */
import type { Transport } from '../cli/io';
import type { CheckThreadStart } from './checks';
import { beginLoadingParser } from './parser';
import { startOfThread } from './thread';

/** Without a transport the extension's own: Node's channel to the process that has forked this one. */
function transportOf(args: readonly string[]): Transport {
  if (args.includes('--stdio')) return { kind: 'stdio' };
  const port = args.map((arg) => /^--socket=(\d+)$/.exec(arg)?.[1]).find((found) => found !== undefined);
  return port === undefined ? { kind: 'node-ipc' } : { kind: 'socket', port: Number(port) };
}

/** The parser is compiled in other threads while this one loads the rest. */
async function serve(): Promise<void> {
  const parser = beginLoadingParser();
  const { startServer } = await import('./main');
  await startServer(transportOf(process.argv), __filename, parser);
}

const thread = startOfThread<CheckThreadStart>();
if (thread !== undefined) void import('./checks').then(({ serveChecksOn }) => serveChecksOn(thread.port));
else {
  serve().catch((error: unknown) => {
    process.stderr.write(`gilscope: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  });
}
