/** `npm run truth`: predicted beside measured, for every suite in test/truth. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, release, type } from 'node:os';
import { secondsText } from '../../server/src/core/sim/figures';
import '../support/textModules.mjs';
import { tableText } from '../../server/src/core/sim/table';
import { MAX_DISTURBANCE, type Row, type Suite, type SuiteOptions } from '../truth/row';
import { TaskError } from './setup.mjs';
import { runTask } from './tools.mjs';
import { TRUTH_HELP, type TruthOptions, truthOptions } from './truthOptions.mjs';

const FOLDER = new URL('../truth/', import.meta.url);

await runTask(async () => {
  const asked = truthOptions(process.argv.slice(2), suiteFolders());
  if (asked === 'help') {
    console.log(TRUTH_HELP);
    return 0;
  }
  return report(asked);
});

async function report({ suites, json, ...asked }: TruthOptions): Promise<number> {
  const options: SuiteOptions = {
    python: asked.python,
    repeat: asked.repeat,
    isWanted: (name) => name.toLowerCase().includes(asked.only.toLowerCase()),
    onProgress: (name) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${name}`);
    },
  };
  const machine = {
    python: versionOf(asked.python),
    system: `${type()} ${release()}`,
    cores: availableParallelism(),
  };
  const results: { readonly suite: string; readonly rows: readonly Row[] | string }[] = [];
  for (const folder of suites) {
    const suite = (await import(new URL(`${folder}/run.mts`, FOLDER).href)) as Suite;
    const rows = await suite.run(options);
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    if (rows.length === 0) continue;
    if (results.length === 0) console.log(`${machine.python}, ${machine.system}, ${machine.cores} cores\n`);
    results.push({ suite: folder, rows });
    const text = typeof rows === 'string' ? rows.trimEnd() : `${rowsText(rows)}\n\n${agreementText(rows)}`;
    console.log(`${suite.title ?? folder}\n\n${text}\n`);
  }
  if (results.length === 0)
    throw new TaskError(`Nothing to run: no scenario has "${asked.only}" in its name.`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ machine, results }, undefined, 2)}\n`);
  return 0;
}

function versionOf(python: string): string {
  try {
    return execFileSync(python, ['--version'], { encoding: 'utf8' }).trim();
  } catch (error) {
    throw new TaskError(`--python ${python}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function suiteFolders(): readonly string[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/run.mts`, FOLDER)))
    .map((entry) => entry.name)
    .sort();
}

function rowsText(rows: readonly Row[]): string {
  return tableText(
    ['scenario', 'what', 'predicted', 'measured', 'ratio', 'disturbed'],
    rows.map((row) => [
      row.name,
      row.what,
      figure(row.predicted, row.unit),
      figure(row.measured, row.unit),
      (row.predicted / row.measured).toFixed(2),
      row.disturbance === undefined ? '' : `${(100 * row.disturbance).toFixed(1)} %`,
    ]),
  );
}

function figure(value: number, unit: Row['unit']): string {
  return unit === 'seconds' ? secondsText(value) : value.toPrecision(3);
}

/** By what was compared: how many rows are close, of those that other programs did not disturb. */
function agreementText(rows: readonly Row[]): string {
  const quiet = rows.filter(({ disturbance = 0 }) => disturbance <= MAX_DISTURBANCE);
  const kinds = [...new Set(quiet.map((row) => row.what))];
  const table = tableText(
    ['agreement', 'rows', 'within 5 %', '10 %', '20 %', 'factor 2', 'factor 4'],
    kinds.map((what) => {
      const ratios = quiet.filter((row) => row.what === what).map((row) => row.predicted / row.measured);
      const share = (holds: (ratio: number) => boolean): string =>
        `${Math.round((100 * ratios.filter(holds).length) / ratios.length)} %`;
      // Percent are percent of what was measured; a factor counts both ways.
      const within = (percent: number): string => share((ratio) => Math.abs(ratio - 1) <= percent / 100);
      const byFactor = (factor: number): string => share((ratio) => ratio <= factor && ratio >= 1 / factor);
      return [what, String(ratios.length), within(5), within(10), within(20), byFactor(2), byFactor(4)];
    }),
  );
  const left = rows.length - quiet.length;
  const note = `${left} of ${rows.length} rows do not count: other programs kept their threads from a core for more than ${100 * MAX_DISTURBANCE} % of the time.`;
  return left === 0 ? table : `${table}\n${note}`;
}
