import { checkBlocked, checkFix, CRUNCH } from './checkFix';

const TOP = 'from concurrent.futures import ThreadPoolExecutor, as_completed\n\n\n';

/** The body of a function that uses a pool; `as_completed` is imported only where it is used. */
function program(imports: string, body: string): string {
  return `${imports}${CRUNCH}\n\ndef main():\n${body}`;
}

function check(before: string, after: string): Promise<unknown> {
  const imports = before.includes('as_completed') ? TOP : TOP.replace(', as_completed', '');
  return checkFix({ before: program(imports, before), fix: 'run-sequentially', after: program('', after) });
}

function blocks(before: string, reason: string): Promise<void> {
  return checkBlocked({ before: program(TOP, before), fix: 'run-sequentially', reason });
}

describe('fix run-sequentially for pools', () => {
  it('maps in a list', () =>
    check(
      `    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(crunch, [20_000_000] * 4))
`,
      `    return list(map(crunch, [20_000_000] * 4))
`,
    ));
  it('maps in a loop, and keeps comments and strings where they are', () =>
    check(
      `    with ThreadPoolExecutor(4) as pool:
        # In order.
        for total in pool.map(crunch, [20_000_000] * 4, timeout=60):
            print("""
total:""", total)
        # Done.
    print("end")
`,
      `    # In order.
    for total in map(crunch, [20_000_000] * 4):
        print("""
total:""", total)
    # Done.
    print("end")
`,
    ));
  it('makes a list of results that are gone through later', () =>
    check(
      `    with ThreadPoolExecutor(4) as pool:
        totals = pool.map(crunch, [20_000_000] * 4)
    for total in totals:
        print(total)
`,
      `    totals = list(map(crunch, [20_000_000] * 4))
    for total in totals:
        print(total)
`,
    ));
  it('makes a loop of a map without results', () =>
    check(
      `    with ThreadPoolExecutor(4) as pool:
        pool.map(crunch, [20_000_000] * 4)
`,
      `    for item in [20_000_000] * 4:
        crunch(item)
`,
    ));
  it('calls what is submitted and asked at once', () =>
    check(
      `    with ThreadPoolExecutor(4) as pool:
        a = pool.submit(crunch, 20_000_000)
        b = pool.submit(crunch, n=30_000_000)
        return a.result() + b.result()
`,
      `    a = crunch(20_000_000)
    b = crunch(n=30_000_000)
    return a + b
`,
    ));
  it('gives futures a better name', () =>
    check(
      `    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(crunch, n) for n in [20_000_000] * 4]
    return [future.result() for future in futures]
`,
      `    results = [crunch(n) for n in [20_000_000] * 4]
    return results
`,
    ));
  it('joins futures and results into one list', () =>
    check(
      `    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(crunch, n) for n in [20_000_000] * 4]
        results = [future.result() for future in futures]
    return results
`,
      `    results = [crunch(n) for n in [20_000_000] * 4]
    return results
`,
    ));
  it('goes through results instead of futures', () =>
    check(
      `    with ThreadPoolExecutor(4) as pool:
        futures = []
        for n in [20_000_000] * 4:
            futures.append(pool.submit(crunch, n))
        for future in as_completed(futures):
            print(future.result())
`,
      `    results = []
    for n in [20_000_000] * 4:
        results.append(crunch(n))
    for result in results:
        print(result)
`,
    ));
  it('calls a lambda', () =>
    check(
      `    with ThreadPoolExecutor(4) as pool:
        for _ in range(4):
            pool.submit(lambda: crunch(20_000_000))
`,
      `    for _ in range(4):
        (lambda: crunch(20_000_000))()
`,
    ));
  it('knows that map of multiprocessing gives a list', () =>
    checkFix({
      before: program(
        'from multiprocessing.pool import ThreadPool\n\n\n',
        `    with ThreadPool(4) as pool:
        return pool.map(crunch, [20_000_000] * 4)
`,
      ),
      fix: 'run-sequentially',
      after: program('', `    return list(map(crunch, [20_000_000] * 4))\n`),
    }));

  describe('is blocked', () => {
    it('where a future is used as such', () =>
      blocks(
        `    with ThreadPoolExecutor(4) as pool:
        futures = {pool.submit(crunch, n): n for n in [20_000_000] * 4}
        for future in as_completed(futures):
            print(futures[future], future.result())
`,
        'What happens to the result of `pool.submit(crunch, n)` (line 13) cannot be rewritten.',
      ));
    it('where the results go elsewhere', () =>
      blocks(
        `    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(crunch, n) for n in [20_000_000] * 4]
        return futures
`,
        'What happens to the result of `futures` (line 14) cannot be rewritten.',
      ));
    it('where the pool is not in a with block', () =>
      blocks(
        `    pool = ThreadPoolExecutor(4)
    return list(pool.map(crunch, [20_000_000] * 4))
`,
        'Only a pool in a `with` block of its own can be taken out.',
      ));
    it('where the pool is handed on', () =>
      blocks(
        `    with ThreadPoolExecutor(4) as pool:
        print(pool)
        return list(pool.map(crunch, [20_000_000] * 4))
`,
        'What `print(pool)` in `main` (line 13) does with the pool cannot be seen.',
      ));
  });
});
