"""Fact 7: code outside Python's control reads and writes buffers: bytearray, array, shared memory.

Processes have no objects in common, but they can work on one block of memory. What crosses the border
between them is only its name and the part each one is to fill.
"""

from array import array
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.shared_memory import SharedMemory

SIZE = 200_000
PARTS = 4


def fill(name, part):
    step = SIZE // PARTS
    values = array("q")
    for i in range(part * step, (part + 1) * step):
        value = i
        for _ in range(50):
            value = (value * 31 + 7) % 1_000_003
        values.append(value)
    memory = SharedMemory(name=name)
    memory.buf[part * step * 8 : (part + 1) * step * 8] = values.tobytes()
    memory.close()


def main():
    memory = SharedMemory(create=True, size=SIZE * 8)
    try:
        with ProcessPoolExecutor(max_workers=PARTS) as pool:
            futures = [pool.submit(fill, memory.name, part) for part in range(PARTS)]
        for future in futures:
            future.result()
        view = memory.buf.cast("q")
        print(view[0], view[SIZE - 1])
        view.release()
    finally:
        memory.close()
        memory.unlink()


if __name__ == "__main__":
    main()
