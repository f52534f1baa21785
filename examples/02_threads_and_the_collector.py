"""Fact 2: one thread runs the program and the garbage collector; libraries start more threads.

The collector runs in a thread that makes objects, usually the one that made one too many. It holds the
GIL from start to end, so no other thread runs Python code meanwhile.
"""

import gc
import threading
from concurrent.futures import ThreadPoolExecutor


class Node:
    def __init__(self):
        self.me = self  # a cycle: only the collector can free it


def make_garbage(n):
    for _ in range(n):
        Node()


def main():
    threads = [threading.Thread(target=make_garbage, args=(1_000_000,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with ThreadPoolExecutor(max_workers=2) as pool:
        pool.map(make_garbage, [1_000_000, 1_000_000])
    print("found by a last collection:", gc.collect())


if __name__ == "__main__":
    main()
