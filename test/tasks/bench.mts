/**
 * `npm run bench`: how fast Gilscope is beside a bare parse of the same files, other tools and its own last run. Takes
 * `--json FILE`, `--compare OLD.json` (exit code 1 where a ratio got worse), `--repeat N` and `--only PART`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { parseArgs } from 'node:util';
import '../support/textModules.mjs';
import { comparison, type Report, type Row, rowText } from '../bench/row';
import { serverRows } from '../bench/server';
import { simulatorRows } from '../bench/simulator.mjs';
import { timelineRows } from '../bench/timeline.mjs';
import { workspaceRows } from '../bench/workspace';
import { installPeers, root, TaskError } from './setup.mjs';
import { makeTempFolder } from './tempFolder.mjs';
import { runTask, runTool } from './tools.mjs';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    compare: { type: 'string' },
    repeat: { type: 'string', default: '5' },
    only: { type: 'string' },
  },
});

const repeat = Math.max(1, Number.parseInt(values.repeat, 10) || 1);

await runTask(async () => {
  const before = values.compare === undefined ? undefined : readReport(values.compare);
  const built = await runTool('esbuild', ['--production']);
  if (built.code !== 0) return 2;
  const about = machine();
  const { rows, complete } = await measure();
  const report: Report = { schema: 1, machine: about, rows };
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, undefined, 2)}\n`);
  if (before === undefined) return complete ? 0 : 1;
  const { lines, regressed } = comparison(before, report);
  console.log(`\nCompared with ${values.compare ?? ''}\n${lines.join('\n')}`);
  return regressed || !complete ? 1 : 0;
});

/** `complete` is false where a part could not run here, which is said instead of its rows. */
async function measure(): Promise<{ readonly rows: readonly Row[]; readonly complete: boolean }> {
  const { path: folder, remove } = makeTempFolder('bench');
  const onProgress = (what: string): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${what}`);
  };
  const parts: Readonly<Record<string, () => Row[] | Promise<Row[]>>> = {
    workspace: async () =>
      workspaceRows({ folder, peers: await installPeers(), onProgress, onMissing: console.log, repeat }),
    server: async () => serverRows({ folder, peers: await installPeers(), onProgress, repeat }),
    simulator: simulatorRows,
    timeline: timelineRows,
  };
  if (values.only !== undefined && !(values.only in parts)) {
    throw new TaskError(`--only takes ${Object.keys(parts).join(', ')}`);
  }
  const rows: Row[] = [];
  let complete = true;
  try {
    for (const [name, part] of Object.entries(parts)) {
      if (values.only !== undefined && values.only !== name) continue;
      const found = await rowsOr(part, (reason) => console.log(`${name}: cannot run here: ${reason}`));
      onProgress('');
      complete &&= found !== undefined;
      if (found === undefined) continue;
      for (const row of found) console.log(rowText(row));
      rows.push(...found);
    }
  } finally {
    remove();
  }
  return { rows, complete };
}

/** The other parts run all the same where one cannot: no browser, no Python. */
async function rowsOr(
  part: () => Row[] | Promise<Row[]>,
  report: (reason: string) => void,
): Promise<readonly Row[] | undefined> {
  try {
    return await part();
  } catch (error) {
    report(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function machine(): Report['machine'] {
  const [first] = cpus();
  const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as {
    readonly version: string;
  };
  const found = {
    gilscope: version,
    node: process.versions.node,
    system: `${type()} ${release()}`,
    processor: first?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    repeat,
  };
  console.log(
    `${Object.entries(found)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(', ')}\n`,
  );
  return found;
}

function readReport(file: string): Report {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch (error) {
    throw new TaskError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
