/** How the code wants its processes to be made, as the scenarios of its sites have it. */
import { deepEqual } from 'node:assert/strict';
import { DEFAULT_CONFIG } from '../../../server/src/core/model/config';
import { gilscopeWith } from '../../support/gilscope';

const WORK = 'import multiprocessing\ndef work(n):\n    for i in range(n): pass\n';

/** Of each site: start method of its scenario. `usual`: what the Python does on its own. */
async function checkMethods(text: string, ...expected: readonly string[]): Promise<void> {
  const gilscope = await gilscopeWith();
  const source = { path: 'a.py', text: WORK + text, config: DEFAULT_CONFIG };
  deepEqual(
    gilscope
      .analyze(source)
      .sites.map((site) => gilscope.subject(source, site).scenario.startMethod ?? 'usual'),
    expected,
  );
}

describe('start methods', () => {
  it('are what the code asks for', async () => {
    await checkMethods(
      'if __name__ == "__main__":\n    multiprocessing.set_start_method("spawn")\n    multiprocessing.Process(target=work, args=(9,)).start()\n',
      'spawn',
    );
    await checkMethods(
      'multiprocessing.set_start_method(method="forkserver", force=True)\nwith multiprocessing.Pool(4) as pool:\n    pool.map(work, [9] * 4)\n',
      'forkserver',
    );
    await checkMethods(
      'METHOD = "spawn"\nctx = multiprocessing.get_context(METHOD)\nctx.Process(target=work, args=(9,)).start()\n',
      'spawn',
    );
    await checkMethods(
      'from concurrent.futures import ProcessPoolExecutor\nwith ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("fork")) as pool:\n    pool.submit(work, 9)\n',
      'fork',
    );
  });

  it('are those of the Python where the code asks for none, for several, or for what it does not tell', async () => {
    const start = 'multiprocessing.Process(target=work, args=(9,)).start()\n';
    await checkMethods(start, 'usual');
    await checkMethods(`multiprocessing.get_context()\n${start}`, 'usual');
    await checkMethods(`import sys\nmultiprocessing.set_start_method(sys.argv[1])\n${start}`, 'usual');
    await checkMethods(`multiprocessing.set_start_method("threads")\n${start}`, 'usual');
    await checkMethods(
      `multiprocessing.set_start_method("spawn")\nmultiprocessing.get_context("fork")\n${start}`,
      'usual',
    );
  });
});
