# possible: run-sequentially
import threading
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


class Box:
    def __init__(self, n):
        self.n = n
        self.lock = threading.Lock()


def work(box):
    with box.lock:
        return crunch(box.n)


def main():
    boxes = [Box(1_000_000 + n) for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        print(list(pool.map(work, boxes)))


if __name__ == "__main__":
    main()
