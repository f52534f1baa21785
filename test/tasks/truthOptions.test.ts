import { deepStrictEqual, throws } from 'node:assert/strict';
import { TRUTH_HELP, truthOptions } from './truthOptions.mjs';

const SUITES = ['cost', 'sim'];

describe('options of npm run truth', () => {
  it('has defaults', () => {
    deepStrictEqual(truthOptions([], SUITES), {
      suites: SUITES,
      only: '',
      python: 'python3',
      repeat: 3,
      json: undefined,
    });
  });

  it('takes a suite, a name, an interpreter, a count and a file', () => {
    const args = '--suite sim --only convoy --python python3.13 --repeat 7 --json out.json';
    deepStrictEqual(truthOptions(args.split(' '), SUITES), {
      suites: ['sim'],
      only: 'convoy',
      python: 'python3.13',
      repeat: 7,
      json: 'out.json',
    });
  });

  it('helps', () => {
    deepStrictEqual(truthOptions(['--help'], SUITES), 'help');
    deepStrictEqual(truthOptions(['--only', 'x', '-h'], SUITES), 'help');
  });

  it('says what is wrong', () => {
    checkMessage(['--suite', 'sums'], '--suite takes cost, sim, not "sums"');
    checkMessage(['--repeat', '0'], '--repeat takes a number from 1 on, not "0"');
    checkMessage(['--repeat', 'two'], '--repeat takes a number from 1 on, not "two"');
    checkMessage(['--only'], "Option '--only <value>' argument missing");
    checkMessage(['--quick'], "Unknown option '--quick'");
    checkMessage(['convoy'], "Unexpected argument 'convoy'. This command does not take positional arguments");
  });
});

function checkMessage(args: readonly string[], message: string): void {
  throws(() => truthOptions(args, SUITES), { message: `${message}\n\n${TRUTH_HELP}` });
}
