/** The cost model's part of `npm run truth`: predicted beside measured for every function of `programs/`. */
import { pythonParser } from '../../support/parser';
import { comparePrograms, describeComparisons } from './compare';

/** Runs the programs under the Python on the path; gives the table to print, the farthest off first. */
export async function run(): Promise<string> {
  return describeComparisons(await comparePrograms(await pythonParser()));
}
