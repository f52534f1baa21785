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

/** One function, in CPU seconds of one call. `comparePrograms` gives the farthest off first. */
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

/** Which functions to compare, and under which interpreter. */
export interface CompareOptions {
  readonly python: string;
  /** By the name of a comparison. */
  readonly isWanted: (name: string) => boolean;
  readonly onProgress: (file: string) => void;
}

/** Runs and profiles the wanted functions of every program. */
export async function comparePrograms(
  parser: PythonParser,
  options: CompareOptions,
): Promise<readonly Comparison[]> {
  const gilscope = createGilscope({ parser, host: PROGRAM_FILES });
  const version = await pythonVersion(options.python);
  const config = { ...DEFAULT_CONFIG, pythonVersion: version };
  const { referenceSeconds } = measurementFor(version);
  const comparisons: Comparison[] = [];
  for (const file of programs()) {
    const path = join(PROGRAMS, file);
    const source = { path, text: readFileSync(path, 'utf8'), config };
    const names = timedFunctions(source.text).filter((name) => options.isWanted(`${file}::${name}`));
    if (names.length === 0) continue;
    options.onProgress(file);
    // One after another: two at once would slow each other down.
    const timings = readTimings(await pythonJson(options.python, join('cost', 'programs', file), ...names));
    for (const name of names) {
      const timing = timings[name];
      if (timing === undefined) throw new Error(`${file} does not report ${name}`);
      const predicted = gilscope.profile(source, { name })?.totals.held;
      const machineFactor = timing.reference / referenceSeconds;
      comparisons.push({
        name: `${file}::${name}`,
        measuredSeconds: timing.seconds,
        machineFactor,
        predicted,
        ratio: ((predicted?.mid ?? 0) * machineFactor) / timing.seconds,
      });
    }
  }
  return comparisons.sort((a, b) => offBy(b) - offBy(a));
}

/** A program times its functions without parameters. */
function timedFunctions(text: string): readonly string[] {
  return [...text.matchAll(/^def (\w+)\(\):/gm)].map(([, name = '']) => name);
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

function readTimings(printed: unknown): Readonly<Record<string, Timing>> {
  if (typeof printed !== 'object' || printed === null) throw new Error('a program printed no JSON object');
  return printed as Record<string, Timing>;
}

/** How far a comparison is off, either way; 0 where it is exact. */
function offBy({ ratio }: Comparison): number {
  return ratio === 0 ? Infinity : Math.abs(Math.log(ratio));
}

/** Share of the comparisons, from 0 to 1, that are off by at most `factor` either way. */
export function shareWithin(comparisons: readonly Comparison[], factor: number): number {
  const good = comparisons.filter(({ ratio }) => ratio >= 1 / factor && ratio <= factor);
  return comparisons.length === 0 ? 0 : good.length / comparisons.length;
}

/** Milliseconds measured and predicted, a line for each comparison, both for the machine of the cost table. */
export function describeComparisons(comparisons: readonly Comparison[]): string {
  const milliseconds = (seconds: number): string => (seconds * 1000).toFixed(2);
  return comparisons
    .map(({ name, measuredSeconds, machineFactor, predicted, ratio }) =>
      [
        name,
        `measured ${milliseconds(measuredSeconds / machineFactor)} ms`,
        predicted === undefined ? 'no profile' : `predicted ${milliseconds(predicted.mid)} ms`,
        `${ratio.toFixed(2)}×`,
      ].join(', '),
    )
    .join('\n');
}
