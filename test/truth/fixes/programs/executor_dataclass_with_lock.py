# possible: run-sequentially
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


@dataclass
class Job:
    n: int
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self):
        return crunch(self.n)


def main():
    jobs = [Job(1_000_000 + n) for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(job.run) for job in jobs]
        print([f.result() for f in futures])


if __name__ == "__main__":
    main()
