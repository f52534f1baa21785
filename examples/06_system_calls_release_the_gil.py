"""Fact 6: functions of the standard library release the GIL around system calls that may block.

Reading, writing and sleeping do. So does compressing with zlib and bz2, which compute in C without
touching Python objects. Threads are right for all of them.
"""

import os
import tempfile
import time
import zlib
from concurrent.futures import ThreadPoolExecutor


def save(folder, number):
    path = os.path.join(folder, f"{number}.bin")
    with open(path, "wb") as file:
        file.write(bytes(5_000_000))
        os.fsync(file.fileno())


def pause(seconds):
    time.sleep(seconds)


def squeeze(block):
    return len(zlib.compress(block, 9))


def main():
    block = os.urandom(1_000_000) * 10
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(max_workers=4) as pool:
        for number in range(4):
            pool.submit(save, folder, number)
        for _ in range(4):
            pool.submit(pause, 0.5)
        print(sum(pool.map(squeeze, [block] * 4)))


if __name__ == "__main__":
    main()
