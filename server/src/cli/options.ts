/** Options that several commands share, and how their values are read. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Io } from './io';

/** A list in one word, by commas, as often as one likes; commas inside braces belong to the glob. */
export function list(value: string, previous: readonly string[] | undefined): readonly string[] {
  const items = value.split(/,(?![^{]*\})/).map((item) => item.trim());
  return [...(previous ?? []), ...items.filter((item) => item !== '')];
}

export function positiveInteger(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('Expected a whole number of at least 1.');
  return Number(value);
}

export function naturalNumber(value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('Expected a whole number of at least 0.');
  return Number(value);
}

export function positiveSeconds(value: string): number {
  const seconds = Number(value);
  if (value.trim() === '' || !Number.isFinite(seconds) || seconds <= 0) {
    throw new InvalidArgumentError('Expected a number of seconds above 0.');
  }
  return seconds;
}

export function formatOption(formats: readonly string[]): Option {
  return new Option('--format <format>', 'form of the result').choices(formats).default(formats[0]);
}

/** Settings that change what the analysis assumes; files and editor have the same ones. */
export function addAnalysisOptions(command: Command): Command {
  return command
    .option('--python-version <version>', 'Python the code runs on, e.g. 3.13 or 3.14t (free-threaded)')
    .addOption(new Option('--gil <mode>', 'whether the target has a GIL').choices(['auto', 'on', 'off']))
    .option('--config <file>', 'use this gilscope.toml or pyproject.toml instead of looking for one');
}

/** Settings that choose files. */
export function addFileOptions(command: Command): Command {
  return command
    .option('--exclude <globs>', 'files and folders to leave out; by commas, may be repeated', list)
    .option('--stdin-filename <file>', 'name of the code on standard input (path "-")');
}

export type ColorChoice = 'auto' | 'always' | 'never';

export function addColorOption(command: Command): Command {
  return command.addOption(
    new Option('--color [when]', 'colours: without a value, always')
      .choices(['auto', 'always', 'never'])
      .preset('always')
      .default('auto'),
  );
}

/** Whether to colour standard output: the option first, then NO_COLOR and FORCE_COLOR, then the terminal. */
export function wantsColor(choice: ColorChoice, io: Io): boolean {
  if (choice !== 'auto') return choice === 'always';
  if ((io.env['NO_COLOR'] ?? '') !== '') return false;
  if ((io.env['FORCE_COLOR'] ?? '') !== '') return true;
  return io.stdout.isTTY && io.env['TERM'] !== 'dumb';
}

/**
 * `--color` takes a word only if it is one of its own, so that `check --color src` means the folder. The parser knows
 * no such option, so it is spelled out before.
 */
export function spellOutColor(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  const spelled: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    const next = argv[i + 1];
    if (word !== '--color' || (end !== -1 && i > end)) {
      spelled.push(word);
    } else if (next === 'auto' || next === 'always' || next === 'never') {
      spelled.push(`--color=${next}`);
      i++;
    } else {
      spelled.push('--color=always');
    }
  }
  return spelled;
}
