/**
 * Holds predictions against a real Python: every function of `programs/` is run and timed, and profiled by the core; the
 * two are compared after the machine's own speed is taken out.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { measurementFor } from '../../../server/src/core/cost/table';
import type { SourceHost } from '../../../server/src/core/gilscope';
import { DEFAULT_CONFIG } from '../../../server/src/core/model/config';
import type { Estimate } from '../../../server/src/core/model/estimate';
import { createGilscope } from '../../../server/src/core/service';
import type { PythonParser } from '../../../server/src/core/syntax/parser';
import { pythonJson, pythonVersion } from './python';

/** One function, in CPU seconds of one call. */
export interface Comparison {
  /** `numeric.py::collatz`. */
  readonly name: string;
  readonly measuredSeconds: number;
  /** How many times slower this machine was, while it measured, than the one that the cost table was made on. */
  readonly machineFactor: number;
  /** For the machine of the cost table; undefined where the core found no such function. */
  readonly predicted: Estimate | undefined;
  /** Predicted by measured, on the same machine: above 1 too dear, below 1 too cheap. */
  readonly ratio: number;
}

const PROGRAMS = join(dirname(__filename), 'programs');

/** Programs import `measure.py` and the standard library, and the analysis may look for both beside them. */
const PROGRAM_FILES: SourceHost = {
  read: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
};

/** Runs and profiles every function of every program. */
export async function comparePrograms(parser: PythonParser): Promise<readonly Comparison[]> {
  const gilscope = createGilscope({ parser, host: PROGRAM_FILES });
  const version = await pythonVersion();
  const config = { ...DEFAULT_CONFIG, pythonVersion: version };
  const { referenceSeconds } = measurementFor(version);
  const comparisons: Comparison[] = [];
  for (const file of programs()) {
    const path = join(PROGRAMS, file);
    const source = { path, text: readFileSync(path, 'utf8'), config };
    // One after another: two at once would slow each other down.
    const timings = readTimings(await pythonJson(join('cost', 'programs', file)));
    for (const [name, { seconds, reference }] of timings) {
      const predicted = gilscope.profile(source, { name })?.totals.held;
      const machineFactor = reference / referenceSeconds;
      comparisons.push({
        name: `${file}::${name}`,
        measuredSeconds: seconds,
        machineFactor,
        predicted,
        ratio: ((predicted?.mid ?? 0) * machineFactor) / seconds,
      });
    }
  }
  return comparisons;
}

function programs(): readonly string[] {
  return readdirSync(PROGRAMS)
    .filter((file) => file.endsWith('.py') && file !== 'measure.py')
    .sort();
}

interface Timing {
  readonly seconds: number;
  readonly reference: number;
}

function readTimings(printed: unknown): readonly (readonly [string, Timing])[] {
  if (typeof printed !== 'object' || printed === null) throw new Error('a program printed no JSON object');
  return Object.entries(printed as Record<string, Timing>);
}

/** Share of the comparisons, from 0 to 1, that are off by at most `factor` either way. */
export function shareWithin(comparisons: readonly Comparison[], factor: number): number {
  const good = comparisons.filter(({ ratio }) => ratio >= 1 / factor && ratio <= factor);
  return comparisons.length === 0 ? 0 : good.length / comparisons.length;
}

/** A line for each function, the farthest off first, and the shares. */
export function describeComparisons(comparisons: readonly Comparison[]): string {
  const off = ({ ratio }: Comparison): number => (ratio === 0 ? Infinity : Math.abs(Math.log(ratio)));
  const rows = [...comparisons].sort((a, b) => off(b) - off(a)).map(describe);
  const shares = [1.5, 2, 4].map(
    (factor) => `${(shareWithin(comparisons, factor) * 100).toFixed(0)} % within ${factor}×`,
  );
  return [
    `${'function'.padEnd(42)}${'measured'.padStart(10)}${'predicted'.padStart(11)}${'ratio'.padStart(8)}`,
    ...rows,
    `${comparisons.length} functions: ${shares.join(', ')}`,
  ].join('\n');
}

/** Measured times are divided by the machine factor, so that both columns are of the same machine. */
function describe({ name, measuredSeconds, machineFactor, predicted, ratio }: Comparison): string {
  const milliseconds = (seconds: number): string => `${(seconds * 1000).toFixed(2)} ms`;
  const middle = predicted === undefined ? 'no profile' : milliseconds(predicted.mid);
  const measured = milliseconds(measuredSeconds / machineFactor);
  return `${name.padEnd(42)}${measured.padStart(10)}${middle.padStart(11)}${`${ratio.toFixed(2)}×`.padStart(8)}`;
}
