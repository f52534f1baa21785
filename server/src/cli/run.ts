/** The command line as a function: arguments in, exit code out, everything else through `Io`. */
import { Command, CommanderError } from 'commander';
import { version } from '../../../package.json';
import { addCheck } from './commands/check';
import { addCompletion } from './commands/completion';
import { addExplain } from './commands/explain';
import { addFacts } from './commands/facts';
import { addMeasure } from './commands/measure';
import { addProfile } from './commands/profile';
import { addServer } from './commands/server';
import { addSimulate } from './commands/simulate';
import { addSites } from './commands/sites';
import { EXIT, type ExitCode, type Io, UsageError } from './io';
import { spellOutColor } from './options';
import { printableLines } from './printable';

const COMMANDS = [
  addCheck,
  addSites,
  addProfile,
  addSimulate,
  addFacts,
  addExplain,
  addMeasure,
  addServer,
  addCompletion,
] as const;

/** `argv` without the program's own name. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const program = new Command('gilscope')
    .description('Predicts what Python threads do to the GIL.')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(printableLines(text.replace(/^error: /, 'gilscope: '))),
    });
  for (const add of COMMANDS) add(program, io, (code) => (exitCode = code));
  try {
    await program.parseAsync(spellOutColor(argv), { from: 'user' });
    return exitCode;
  } catch (error) {
    // Help and version end the parser, too, with nothing wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.failure;
    const message = error instanceof Error ? error.message : String(error);
    const prefix = error instanceof UsageError ? '' : 'internal error: ';
    io.stderr.write(`gilscope: ${prefix}${printableLines(message)}\n`);
    return EXIT.failure;
  }
}
