# possible: run-sequentially
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


class Job:
    def __init__(self, n):
        self.n = n
        self.total = 0

    def run(self):
        self.total = crunch(self.n)


def main():
    jobs = [Job(1_000_000 + n) for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        for job in jobs:
            pool.submit(job.run)
    print([job.total for job in jobs])


if __name__ == "__main__":
    main()
