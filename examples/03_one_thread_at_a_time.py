"""Fact 3: the GIL guards reference counts and the inside of the interpreter.

One thread runs Python code at a time, whatever the number of cores: four threads need as long as the
four calls one after another.
"""

import threading
import time


def collatz(limit):
    longest = 0
    for start in range(1, limit):
        n, steps = start, 0
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        longest = max(longest, steps)
    return longest


def main():
    started = time.perf_counter()
    threads = [threading.Thread(target=collatz, args=(15_000,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"4 threads: {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
