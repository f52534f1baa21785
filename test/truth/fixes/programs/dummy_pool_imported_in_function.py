# possible: run-sequentially, swap-pool


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def main():
    from multiprocessing.dummy import Pool as ThreadPool
    with ThreadPool(4) as pool:
        print(pool.map(crunch, [1_000_000, 1_000_001, 1_000_002, 1_000_003]))


if __name__ == "__main__":
    main()
