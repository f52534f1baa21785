# possible: swap-pool
from multiprocessing.pool import ThreadPool


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def main():
    found = []
    pool = ThreadPool(processes=4)
    for n in range(4):
        pool.apply_async(crunch, (1_000_000 + n,), callback=lambda x: found.append(x))
    pool.close()
    pool.join()
    print(sorted(found))


if __name__ == "__main__":
    main()
