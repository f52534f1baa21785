/**
 * Proves the rewrites by running: every program is run as it is and after each of its possible fixes, under every way of
 * starting processes, and must print the same. The first line of a program names the fixes that are possible, or says `none`.
 */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gilscope, Source } from '../../../server/src/core/gilscope';
import { DEFAULT_CONFIG } from '../../../server/src/core/model/config';
import type { Fix } from '../../../server/src/core/model/finding';
import { applyEdits } from '../../support/edits';
import { gilscopeWith } from '../../support/gilscope';
import { run } from '../../tasks/children.mjs';
import { makeTempFolder, type TempFolder } from '../../tasks/tempFolder.mjs';

const FOLDER = 'test/truth/fixes';

/** `fork` was the default on Linux before Python 3.14, `spawn` is that of Windows and macOS, `forkserver` that of 3.14. */
const START_METHODS = ['fork', 'spawn', 'forkserver'];

/** Fixes after which a program starts processes. */
const MAKES_PROCESSES: ReadonlySet<string> = new Set(['swap-pool', 'threads-to-pool', 'to-process-pool']);

describe('truth: fixes keep what a program prints', () => {
  let gilscope: Gilscope;
  let folder: TempFolder;
  before(async () => {
    gilscope = await gilscopeWith();
    folder = makeTempFolder('fixes');
  });
  after(() => folder.remove());

  for (const name of readdirSync(`${FOLDER}/programs`).sort()) {
    const file = `${FOLDER}/programs/${name}`;
    const text = readFileSync(file, 'utf8');
    const named = /^# possible: (.*?)\r?$/m.exec(text)?.[1]?.split(', ') ?? [];
    const ids = named.filter((id) => id !== 'none');

    describe(name, () => {
      it(`can be rewritten by ${named.join(' and ')}`, () => {
        assert.deepEqual([...possibleFixes(gilscope, name, text).keys()].sort(), ids);
      });

      for (const id of ids) {
        it(`prints the same after ${id}`, async () => {
          const fix = possibleFixes(gilscope, name, text).get(id);
          assert.ok(fix);
          const rewritten = join(folder.path, name);
          writeFileSync(rewritten, applyEdits(text, fix.edits));
          const expected = await printedBy([file]);
          assert.notEqual(expected, '');
          const methods = MAKES_PROCESSES.has(id) ? START_METHODS : START_METHODS.slice(0, 1);
          for (const method of methods) {
            const printed = await printedBy([`${FOLDER}/start_method.py`, method, rewritten]);
            assert.equal(printed, expected, `with ${method}`);
          }
        });
      }
    });
  }
});

/** The first possible rewrite of each kind that the findings of a program get. */
function possibleFixes(gilscope: Gilscope, path: string, text: string): Map<string, Fix> {
  const source: Source = { path, text, config: DEFAULT_CONFIG };
  const fixes = gilscope.analyze(source).findings.flatMap((finding) => gilscope.fixes(source, finding));
  const possible = fixes.filter((fix) => fix.blocked === undefined && fix.id !== 'suppress');
  return new Map([...possible].reverse().map((fix) => [fix.id, fix]));
}

/** All that a program prints, errors included, line by line in order: threads print in any. */
async function printedBy(args: readonly string[]): Promise<string> {
  const { code, output } = await run('python3', args, { quiet: true });
  assert.equal(code, 0, output);
  return output.split('\n').sort().join('\n').trim();
}
