/**
 * `npm run truth`: predicted beside measured, for every suite in test/truth. Takes `--only NAME` (part of a scenario's
 * name), `--suite FOLDER`, `--python EXE`, `--repeat N` and `--json FILE`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, release, type } from 'node:os';
import { parseArgs } from 'node:util';
import { secondsText } from '../../server/src/core/sim/figures';
import '../support/textModules.mjs';
import { tableText } from '../../server/src/core/sim/table';
import { MAX_DISTURBANCE, type Row, type Suite, type SuiteOptions } from '../truth/row';

const FOLDER = new URL('../truth/', import.meta.url);

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    suite: { type: 'string' },
    python: { type: 'string', default: 'python3' },
    repeat: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
});

const options: SuiteOptions = {
  python: values.python,
  repeat: Math.max(1, Number.parseInt(values.repeat, 10) || 1),
  isWanted: (name) => values.only === undefined || name.toLowerCase().includes(values.only.toLowerCase()),
  onProgress: (name) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${name}`);
  },
};

const machine = {
  python: execFileSync(options.python, ['--version'], { encoding: 'utf8' }).trim(),
  system: `${type()} ${release()}`,
  cores: availableParallelism(),
};
console.log(`${machine.python}, ${machine.system}, ${machine.cores} cores\n`);

const results: { readonly suite: string; readonly rows: readonly Row[] | string }[] = [];
for (const folder of suiteFolders()) {
  const suite = (await import(new URL(`${folder}/run.mts`, FOLDER).href)) as Suite;
  const rows = await suite.run(options);
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  if (rows.length === 0) continue;
  results.push({ suite: folder, rows });
  const text = typeof rows === 'string' ? rows.trimEnd() : `${rowsText(rows)}\n\n${agreementText(rows)}`;
  console.log(`${suite.title ?? folder}\n\n${text}\n`);
}
if (values.json !== undefined) {
  writeFileSync(values.json, `${JSON.stringify({ machine, results }, undefined, 2)}\n`);
}
if (results.length === 0) {
  console.error('Nothing to run: no scenario has that name.');
  process.exitCode = 2;
}

function suiteFolders(): readonly string[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/run.mts`, FOLDER)))
    .map((entry) => entry.name)
    .filter((name) => values.suite === undefined || name === values.suite)
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
      const within = (factor: number): string =>
        `${Math.round((100 * ratios.filter((r) => r <= factor && r >= 1 / factor).length) / ratios.length)} %`;
      return [what, String(ratios.length), within(1.05), within(1.1), within(1.2), within(2), within(4)];
    }),
  );
  const left = rows.length - quiet.length;
  const note = `${left} of ${rows.length} rows do not count: other programs kept their threads from a core for more than ${100 * MAX_DISTURBANCE} % of the time.`;
  return left === 0 ? table : `${table}\n${note}`;
}
