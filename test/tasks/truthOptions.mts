/** The command line of `npm run truth`. */
import { parseArgs } from 'node:util';
import { TaskError } from './setup.mjs';

export interface TruthOptions {
  readonly suites: readonly string[];
  /** Part of a scenario's name; empty for all. */
  readonly only: string;
  readonly python: string;
  readonly repeat: number;
  readonly json: string | undefined;
}

export const TRUTH_HELP = `usage: npm run truth -- [--suite FOLDER] [--only NAME] [--python EXE] [--repeat N] [--json FILE]

Prints what Gilscope predicts beside what a real Python does.

  --suite FOLDER  one suite of test/truth; all of them by default
  --only NAME     scenarios and programs with NAME in their name
  --python EXE    the interpreter to measure with (default: python3)
  --repeat N      undisturbed runs that each scenario gets (default: 3)
  --json FILE     keep the figures
  --help          print this`;

/** What `args` ask for; `suites` are those that there are. Throws a `TaskError` that says what is wrong with them. */
export function truthOptions(args: readonly string[], suites: readonly string[]): TruthOptions | 'help' {
  const { help, suite, repeat, ...values } = parsed(args);
  if (help === true) return 'help';
  if (suite !== undefined && !suites.includes(suite)) {
    throw wrong(`--suite takes ${suites.join(', ')}, not "${suite}"`);
  }
  if (!/^[1-9]\d*$/.test(repeat)) throw wrong(`--repeat takes a number from 1 on, not "${repeat}"`);
  return {
    suites: suite === undefined ? suites : [suite],
    only: values.only ?? '',
    python: values.python,
    repeat: Number(repeat),
    json: values.json,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        suite: { type: 'string' },
        only: { type: 'string' },
        python: { type: 'string', default: 'python3' },
        repeat: { type: 'string', default: '3' },
        json: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

function wrong(reason: string): TaskError {
  return new TaskError(`${reason}\n\n${TRUTH_HELP}`);
}
