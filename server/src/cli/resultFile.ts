/** Where the result of a command goes: to standard output or into the file of `--output`. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EXIT, type ExitCode, type Io, UsageError } from './io';
import { printableLines } from './printable';
import { reasonOf } from './readFile';

/** Bytes are not for a terminal. Call before the work, so that nobody waits for a refusal. */
export function refuseBinaryOnTerminal(format: string, output: string | undefined, io: Io): void {
  if (!isStandard(output) || !io.stdout.isTTY) return;
  throw new UsageError(
    `${format} is not for a terminal: name a file with --output, or send standard output to a file or a program`,
  );
}

/** Replaces a file that is there. Says why where it cannot be written. */
export function writeResult(content: string | Uint8Array, output: string | undefined, io: Io): ExitCode {
  if (isStandard(output)) {
    io.stdout.write(content);
    return EXIT.ok;
  }
  try {
    writeFileSync(resolve(io.cwd, output), content);
    return EXIT.ok;
  } catch (error) {
    io.stderr.write(`gilscope: ${printableLines(output)}: ${reasonOf(error)}\n`);
    return EXIT.failure;
  }
}

/** As with other programs, `-` names standard output. */
function isStandard(output: string | undefined): output is '-' | undefined {
  return output === undefined || output === '-';
}
