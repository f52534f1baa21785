import { checkBlocked, checkFix, checkNotes, checkOffered, CRUNCH } from './checkFix';

function program(top: string, body: string): string {
  return `${top}\n\n\n${CRUNCH}\n\nasync def main():\n${body}`;
}
const MAKER = '\n\n\n@cache\ndef process_pool():\n    return ProcessPoolExecutor()';
const POOL = `import asyncio\nfrom concurrent.futures import ProcessPoolExecutor\nfrom functools import cache${MAKER}`;

function check(before: string, after: string): Promise<unknown> {
  return checkFix({
    before: program('import asyncio', before),
    fix: 'to-process-pool',
    after: program(POOL, after),
  });
}

describe('fix to-process-pool', () => {
  it('is offered before the comment', () =>
    checkOffered({ before: program('import asyncio', '    await asyncio.to_thread(crunch, 20_000_000)\n') }, [
      'to-process-pool',
      'suppress',
    ]));
  it('rewrites to_thread', () =>
    check(
      '    return await asyncio.to_thread(crunch, 20_000_000)\n',
      '    return await asyncio.get_running_loop().run_in_executor(process_pool(), crunch, 20_000_000)\n',
    ));
  it('gives run_in_executor a pool', () =>
    check(
      '    loop = asyncio.get_running_loop()\n    return await loop.run_in_executor(None, crunch, 20_000_000)\n',
      '    loop = asyncio.get_running_loop()\n    return await loop.run_in_executor(process_pool(), crunch, 20_000_000)\n',
    ));
  it('lets gather take the futures', () =>
    check(
      '    return await asyncio.gather(*[asyncio.to_thread(crunch, n) for n in [20_000_000] * 4])\n',
      '    return await asyncio.gather(*[asyncio.get_running_loop().run_in_executor(process_pool(), crunch, n) for n in [20_000_000] * 4])\n',
    ));
  it('binds keyword arguments', () =>
    checkFix({
      before: program('import asyncio', '    return await asyncio.to_thread(crunch, n=20_000_000)\n'),
      fix: 'to-process-pool',
      after: program(
        `import asyncio\nfrom concurrent.futures import ProcessPoolExecutor\nfrom functools import cache, partial${MAKER}`,
        '    return await asyncio.get_running_loop().run_in_executor(process_pool(), partial(crunch, n=20_000_000))\n',
      ),
    }));
  it('follows the imports of the file', () =>
    checkFix({
      before: program('from asyncio import to_thread', '    return await to_thread(crunch, 20_000_000)\n'),
      fix: 'to-process-pool',
      after: program(
        `from asyncio import get_running_loop\nfrom concurrent.futures import ProcessPoolExecutor\nfrom functools import cache${MAKER}`,
        '    return await get_running_loop().run_in_executor(process_pool(), crunch, 20_000_000)\n',
      ),
    }));
  it('uses a pool that is there', () =>
    checkFix({
      before: program(
        'import asyncio\nfrom concurrent.futures import ProcessPoolExecutor\n\nworkers = ProcessPoolExecutor(2)',
        '    return await asyncio.to_thread(crunch, 20_000_000)\n',
      ),
      fix: 'to-process-pool',
      after: program(
        'import asyncio\nfrom concurrent.futures import ProcessPoolExecutor\n\nworkers = ProcessPoolExecutor(2)',
        '    return await asyncio.get_running_loop().run_in_executor(workers, crunch, 20_000_000)\n',
      ),
    }));
  it('uses the process pool of anyio', () =>
    checkFix({
      before: program(
        'from anyio import to_thread',
        '    return await to_thread.run_sync(crunch, 20_000_000)\n',
      ),
      fix: 'to-process-pool',
      after: program(
        'from anyio import to_process',
        '    return await to_process.run_sync(crunch, 20_000_000)\n',
      ),
    }));
  it('imports the process pool of anyio as a module', () =>
    checkFix({
      before: program('import anyio', '    return await anyio.to_thread.run_sync(crunch, 20_000_000)\n'),
      fix: 'to-process-pool',
      after: program(
        'import anyio.to_process',
        '    return await anyio.to_process.run_sync(crunch, 20_000_000)\n',
      ),
    }));
  it('swaps an executor of the program', () =>
    checkFix({
      before: program(
        'import asyncio\nfrom concurrent.futures import ThreadPoolExecutor',
        `    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(2) as pool:
        return await loop.run_in_executor(pool, crunch, 20_000_000)
`,
      ),
      fix: 'swap-pool',
      after: program(
        'import asyncio\nfrom concurrent.futures import ProcessPoolExecutor',
        `    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(2) as pool:
        return await loop.run_in_executor(pool, crunch, 20_000_000)
`,
      ),
    }));
  it('says what it checked', () =>
    checkNotes({
      before: program('import asyncio', '    await asyncio.to_thread(crunch, 20_000_000)\n'),
      fix: 'to-process-pool',
      notes: [
        'Checked: neither `crunch` nor what it calls in this file changes globals or its arguments.',
        'Context variables are not passed on to the process.',
      ],
    }));

  describe('is blocked', () => {
    const blocks = (body: string, reason: string): Promise<void> =>
      checkBlocked({ before: program('import asyncio', body), fix: 'to-process-pool', reason });
    it('where a coroutine is needed', () =>
      blocks(
        '    task = asyncio.create_task(asyncio.to_thread(crunch, 20_000_000))\n    await task\n',
        'The call on line 12 is not awaited on the spot, and what takes it may need a coroutine, which a process pool does not give.',
      ));
    it('where the function cannot be pickled', () =>
      blocks(
        '    await asyncio.to_thread(lambda: crunch(20_000_000))\n',
        'A lambda cannot be pickled; define a function at module level instead.',
      ));
  });
});
