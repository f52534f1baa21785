"""Fact 1: running a Python program makes a process of the operating system, with a GIL of its own.

`multiprocessing` and `concurrent.futures` start more of them; `subprocess` runs any other program,
and waits for it with the GIL released.
"""

import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import Process


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i
    return total


def python_version(_):
    done = subprocess.run([sys.executable, "--version"], capture_output=True, text=True)
    return done.stdout.strip()


def main():
    alone = Process(target=crunch, args=(3_000_000,))
    alone.start()
    with ProcessPoolExecutor(max_workers=4) as pool:
        print(list(pool.map(crunch, [3_000_000] * 4)))
    with ThreadPoolExecutor(max_workers=4) as pool:
        print(list(pool.map(python_version, range(4))))
    alone.join()


if __name__ == "__main__":
    main()
