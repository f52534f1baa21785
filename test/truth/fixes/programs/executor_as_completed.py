# possible: run-sequentially, swap-pool
from concurrent.futures import ThreadPoolExecutor, as_completed


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def main():
    grand = 0
    with ThreadPoolExecutor(max_workers=4) as pool:
        futures = []
        for n in range(1_000_000, 1_000_004):
            futures.append(pool.submit(crunch, n))
        for future in as_completed(futures):
            grand += future.result()
    print(grand)


if __name__ == "__main__":
    main()
