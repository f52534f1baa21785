/** The simulator's part of `npm run truth`. */
import type { Row, SuiteOptions } from '../row';
import { compare } from './compare';
import { SCENARIOS } from './scenarios';

export const title = 'Simulator';

export async function run(options: SuiteOptions): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [name, text] of Object.entries(SCENARIOS)) {
    if (!options.isWanted(name)) continue;
    options.onProgress(name);
    rows.push(...(await compare(name, text, options.python, options.repeat)));
  }
  return rows;
}
