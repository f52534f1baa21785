# possible: swap-pool
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


class Service:
    def __init__(self):
        self.pool = ThreadPoolExecutor(max_workers=3, thread_name_prefix="service")

    def totals(self, sizes):
        return list(self.pool.map(crunch, sizes))

    def stop(self):
        self.pool.shutdown()


if __name__ == "__main__":
    service = Service()
    print(service.totals([1_000_000, 1_100_000, 1_200_000]))
    service.stop()
