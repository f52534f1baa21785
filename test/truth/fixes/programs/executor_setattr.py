# possible: run-sequentially
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


class State:
    total = 0


STATE = State()


def work(n):
    setattr(STATE, "total", crunch(n))


def main():
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, [1_000_000] * 4))
    print(STATE.total)


if __name__ == "__main__":
    main()
