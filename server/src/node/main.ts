/**
 * The language server in a Node process, over standard streams, Node's own channel or a socket. Starts nothing by
 * itself: entry.ts and the command line do.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type Connection,
} from 'vscode-languageserver/node';
import type { Transport } from '../cli/io';
import { unreachable } from '../core/base/assert';
import { createKnowledgeBase } from '../core/kb/lookup';
import { createGilscope } from '../core/service';
import type { PythonParser } from '../core/syntax/parser';
import { serve } from '../server';
import { checkThreads } from './checks';
import { nodeClock } from './clock';
import { createFileAccess } from './files';
import { version } from '../../../package.json';

/**
 * Serves one client. The process ends with its client, as LSP asks, so this resolves never; it rejects where the
 * transport cannot be opened. `program` is the file that the process was started with: its threads run that, too.
 * `loading` is waited for with the
 * first message, whose answer says what went wrong.
 */
export async function startServer(
  transport: Transport,
  program: string,
  loading: Promise<PythonParser>,
): Promise<void> {
  serve(await openConnection(transport), {
    version,
    files: createFileAccess(),
    clock: nodeClock,
    startCheckThread: checkThreads(program),
    load: async () => {
      const kb = createKnowledgeBase();
      const parser = await loading;
      return (host) => createGilscope({ parser, kb, host });
    },
  });
  await new Promise<never>(() => undefined);
}

async function openConnection(transport: Transport): Promise<Connection> {
  switch (transport.kind) {
    case 'stdio':
      return createConnection(process.stdin, takeStandardOutput());
    case 'node-ipc':
      if (process.send === undefined)
        throw new Error('--node-ipc works only in a process that another Node process has forked');
      process.on('disconnect', () => process.exit(1));
      return createConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
    case 'socket': {
      const socket = connect(transport.port, '127.0.0.1');
      await once(socket, 'connect');
      return createConnection(socket, socket);
    }
    default:
      return unreachable(transport);
  }
}

/** Keeps standard output for messages alone: whatever else is printed goes to standard error. */
function takeStandardOutput(): Writable {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr);
  return new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      write(chunk, done);
    },
  });
}
