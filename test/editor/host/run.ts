/**
 * Runs inside the extension host, started by VS Code as its test runner: loads the tests beside this file, runs them with
 * mocha, and writes what came of each into the file that GILSCOPE_HOST_RESULTS names.
 */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** One test as the outer test run shows it. */
export interface HostResult {
  readonly title: string;
  /** Message and stack of a failed test. */
  readonly error?: string;
}

export async function run(): Promise<void> {
  const file = process.env.GILSCOPE_HOST_RESULTS;
  if (file === undefined) throw new Error('GILSCOPE_HOST_RESULTS names no file');
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, reporter: 'min' });
  const results: HostResult[] = [];
  try {
    // Gives the tests describe, it and the like as globals.
    mocha.suite.emit('pre-require', globalThis, file, mocha);
    await import('./tests');
    await new Promise<void>((resolve) => {
      const runner = mocha.run(() => resolve());
      runner.on('pass', (test) => results.push({ title: test.fullTitle() }));
      runner.on('fail', (test, error) =>
        results.push({ title: test.fullTitle(), error: describeError(error) }),
      );
    });
  } catch (error) {
    results.push({ title: 'loads the tests', error: describeError(error) });
  }
  writeFileSync(file, JSON.stringify(results));
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
