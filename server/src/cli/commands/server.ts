/** `gilscope server`: the language server, for any editor that speaks LSP. */
import { type Command, Option } from 'commander';
import { EXIT, type ExitCode, type Io, type Transport, UsageError } from '../io';

interface ServerOptions {
  readonly stdio?: boolean;
  readonly nodeIpc?: boolean;
  readonly socket?: number;
}

export function addServer(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('server')
    .description('run the language server')
    .addOption(
      new Option('--stdio', 'talk over standard input and output (default)').conflicts(['nodeIpc', 'socket']),
    )
    .addOption(new Option('--node-ipc', 'talk over the channel of a Node parent process').conflicts('socket'))
    .addOption(new Option('--socket <port>', 'talk over a TCP port of this machine').argParser(readPort))
    // Clients of vscode-languageclient add it; the server watches that process by the protocol's own processId.
    .addOption(new Option('--clientProcessId <id>').hideHelp())
    .action(async (options: ServerOptions) => {
      await io.serve(transportOf(options));
      done(EXIT.ok);
    });
}

function transportOf(options: ServerOptions): Transport {
  if (options.socket !== undefined) return { kind: 'socket', port: options.socket };
  return options.nodeIpc === true ? { kind: 'node-ipc' } : { kind: 'stdio' };
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port;
  throw new UsageError(`--socket: expected a port from 1 to 65535, found ${JSON.stringify(text)}`);
}
