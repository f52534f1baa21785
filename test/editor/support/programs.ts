/** The Python programs that the editor tests open. */

const CRUNCH = `def crunch(n):
    total = 0
    for i in range(n):
        total += i * i
    return total
`;

/** Work that holds the GIL, in threads: flagged, with a quick fix. */
export const CPU_POOL = `from concurrent.futures import ThreadPoolExecutor


${CRUNCH}

def main():
    with ThreadPoolExecutor(max_workers=4) as pool:
        futures = [pool.submit(crunch, 2_000_000) for _ in range(4)]
        print([future.result() for future in futures])


if __name__ == "__main__":
    main()
`;

/** The call in it that submits, 1-based. */
export const POOL_SUBMIT = { line: 13, column: 20 };

/** The same after the fix. */
export const CPU_POOL_FIXED = CPU_POOL.replaceAll('ThreadPoolExecutor', 'ProcessPoolExecutor');

/** Threads that wait for the network: what threads are for. */
export const IO_POOL = `from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen


def fetch(url):
    with urlopen(url) as response:
        return response.read()


def main():
    urls = ["http://127.0.0.1/a", "http://127.0.0.1/b", "http://127.0.0.1/c"]
    with ThreadPoolExecutor(max_workers=3) as pool:
        return list(pool.map(fetch, urls))
`;

/** Both in one file. */
export const BOTH_POOLS = `${CPU_POOL.replace('def main', 'def compute').replace('main()', 'compute()')}
${IO_POOL.replace('from concurrent.futures import ThreadPoolExecutor\n', '').replace('def main', 'def download')}`;

/** Two places that start threads, and lines that belong to neither. */
export const TWO_SITES = `import threading
from concurrent.futures import ThreadPoolExecutor


${CRUNCH}

def in_pool():
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(crunch, [2_000_000] * 4))


def in_threads():
    threads = [threading.Thread(target=crunch, args=(2_000_000,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
`;

/** What is underlined in CPU_POOL. */
export const POOL_SQUIGGLE = { severity: 'warning', text: 'pool.submit(crunch, 2_000_000)' } as const;

/** The finding in CPU_POOL as `host/gilscope.ts` writes it. */
export const POOL_FINDING =
  '13:20-13:50 warning gilscope GIL102 `crunch` holds the GIL for about N s a call; 4 threads take N s, ' +
  'as long as one after another; 4 processes take about N s.';
