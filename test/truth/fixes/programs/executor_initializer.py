# possible: swap-pool
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def set_up(name):
    assert name == "worker"


def main():
    with ThreadPoolExecutor(4, "crunch", set_up, ("worker",)) as pool:
        first = pool.submit(crunch, 1_000_000)
        second = pool.submit(crunch, n=1_500_000)
        print(first.result() + second.result())


if __name__ == "__main__":
    main()
