/** The cost model's part of `npm run truth`: predicted beside measured for every function of `programs/`. */
import { pythonParser } from '../../support/parser';
import type { Row, SuiteOptions } from '../row';
import { comparePrograms } from './compare';

export const title = 'Cost model: CPU time of whole functions, on the machine of the cost table';

/** The farthest off first. Each program repeats its functions by itself and says how fast the machine was. */
export async function run(options: SuiteOptions): Promise<readonly Row[]> {
  const comparisons = await comparePrograms(await pythonParser(), options);
  return comparisons.map(({ name, measuredSeconds, machineFactor, predicted }) => ({
    name,
    what: 'CPU time',
    unit: 'seconds',
    predicted: predicted?.mid ?? 0,
    measured: measuredSeconds / machineFactor,
  }));
}
