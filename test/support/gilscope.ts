/** The real core on texts in memory, for tests. */
import type { Gilscope } from '../../server/src/core/gilscope';
import { createGilscope } from '../../server/src/core/service';
import { pythonParser } from './parser';

/** A core that finds the given files, by path, where code imports them. */
export async function gilscopeWith(files: Readonly<Record<string, string>> = {}): Promise<Gilscope> {
  return createGilscope({ parser: await pythonParser(), host: { read: (path) => files[path] } });
}
