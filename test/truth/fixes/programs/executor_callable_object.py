# possible: run-sequentially
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


class Worker:
    def __init__(self):
        self.done = 0

    def __call__(self, n):
        self.done += 1
        return crunch(n)


def main():
    worker = Worker()
    with ThreadPoolExecutor(4) as pool:
        print(list(pool.map(worker, [1_000_000] * 4)), worker.done)


if __name__ == "__main__":
    main()
