"""Fact 4: a thread that has waited 5 ms for the GIL asks the one that has it to let go.

That one may compete for it again; which waiting thread runs next is the operating system's choice. The
interval can be changed; a longer one means fewer switches and later answers.
"""

import sys
import threading
import time


def count(n):
    while n > 0:
        n -= 1


def tick(delays):
    for _ in range(20):
        started = time.perf_counter()
        time.sleep(0.01)
        delays.append(time.perf_counter() - started - 0.01)


def main():
    sys.setswitchinterval(0.02)
    delays = []
    ticker = threading.Thread(target=tick, args=(delays,))
    counter = threading.Thread(target=count, args=(20_000_000,))
    ticker.start()
    counter.start()
    ticker.join()
    counter.join()
    print(f"the ticker got the GIL back after up to {max(delays) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
