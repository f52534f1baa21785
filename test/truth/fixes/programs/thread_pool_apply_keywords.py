# possible: swap-pool
from multiprocessing.pool import ThreadPool


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def power(a, b=1):
    return crunch(a) * b


def main():
    pool = ThreadPool(processes=4)
    pending = [pool.apply_async(power, args=(1_000_000 + n,), kwds={"b": n}) for n in range(4)]
    print([result.get(timeout=60) for result in pending])
    pool.terminate()
    pool.join()


if __name__ == "__main__":
    main()
