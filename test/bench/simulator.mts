/**
 * How fast the simulator is: events a second once it is warm, 64 threads over ten virtual seconds at the first run and
 * later, and how soon an endless scenario is cut off. Part of `npm run bench`.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { Scenario, Step } from '../../server/src/core/model/scenario';
import { run, simulate } from '../../server/src/core/sim/engine';

export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: string;
}

/** The rows of the table. Times are the best of several runs, for other programs only ever make them longer. */
export function simulatorRows(): Row[] {
  const busy = scenarioOf(64, [{ kind: 'hold', seconds: 10 / 64 }]);
  const rows: Row[] = Object.entries(LOADS).map(([name, body]) => {
    const scenario = scenarioOf(64, body);
    const { events } = run(scenario);
    const seconds = bestSeconds(15, () => run(scenario));
    return {
      name: `simulator: ${name}`,
      value: events / seconds / 1e6,
      unit: 'million events/s',
      goal: '≥ 5',
    };
  });
  const endless = scenarioOf(2, [{ kind: 'loop', times: 1e12, body: [{ kind: 'io', seconds: 0.001 }] }]);
  rows.push(
    milliseconds(
      '64 threads over 10 virtual seconds',
      '< 20',
      bestSeconds(30, () => simulate(busy)),
    ),
    milliseconds('the same in a new process', '< 20', coldSeconds(busy)),
    milliseconds(
      'with all spans',
      '',
      bestSeconds(30, () => simulate(busy, { spans: true })),
    ),
    milliseconds(
      'endless scenario, cut off',
      '',
      bestSeconds(3, () => mustBeCutOff(endless)),
    ),
  );
  return rows;
}

const LOADS: Readonly<Record<string, readonly Step[]>> = {
  'threads that compute and wait': [
    {
      kind: 'loop',
      times: 1000,
      body: [
        { kind: 'hold', seconds: 0.0001 },
        { kind: 'io', seconds: 0.01 },
      ],
    },
  ],
  'native work that shares cores': [
    {
      kind: 'loop',
      times: 500,
      body: [
        { kind: 'native', seconds: 0.0005 },
        { kind: 'hold', seconds: 0.00005 },
      ],
    },
  ],
  'locks and queues': [
    {
      kind: 'loop',
      times: 500,
      body: [
        { kind: 'lock', name: 'L', body: [{ kind: 'hold', seconds: 0.00001 }] },
        { kind: 'put', name: 'q' },
        { kind: 'get', name: 'q' },
        { kind: 'io', seconds: 0.001 },
      ],
    },
  ],
};

function scenarioOf(threads: number, body: readonly Step[]): Scenario {
  return {
    schema: 1,
    cores: 4,
    switchIntervalSeconds: 0.005,
    seed: 1,
    executor: { kind: 'threads' },
    tasks: Array.from({ length: threads }, (_, i) => ({ name: `thread ${String(i + 1)}`, body })),
  };
}

function milliseconds(name: string, goal: string, seconds: number): Row {
  return { name: `simulator: ${name}`, value: seconds * 1000, unit: 'ms', goal };
}

function bestSeconds(runs: number, work: () => unknown): number {
  let best = Infinity;
  for (let i = 0; i < runs; i++) {
    const begin = performance.now();
    work();
    best = Math.min(best, performance.now() - begin);
  }
  return best / 1000;
}

function mustBeCutOff(scenario: Scenario): void {
  if (!simulate(scenario).truncated) throw new Error('an endless scenario was not cut off');
}

/** The first run in a process that has compiled nothing yet, as in a view that has just been opened. */
function coldSeconds(scenario: Scenario): number {
  const engine = fileURLToPath(new URL('../../server/src/core/sim/engine.ts', import.meta.url));
  const { outputFiles } = buildSync({
    entryPoints: [engine],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'engine',
  });
  const script = `${outputFiles[0]?.text ?? ''}
const scenario = ${JSON.stringify(scenario)};
const begin = performance.now();
engine.simulate(scenario);
console.log(performance.now() - begin);`;
  const runs = Array.from({ length: 7 }, () =>
    Number(execFileSync(process.execPath, ['-'], { input: script, encoding: 'utf8' })),
  );
  return Math.min(...runs) / 1000;
}
