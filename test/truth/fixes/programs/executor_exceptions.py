# possible: swap-pool
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def fail(n):
    if crunch(n) > 0 and n % 2:
        raise ValueError(n)
    return n


def main():
    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(fail, n) for n in range(1_000_000, 1_000_004)]
        for future in futures:
            try:
                print(future.result())
            except ValueError as error:
                print("error", error)


if __name__ == "__main__":
    main()
