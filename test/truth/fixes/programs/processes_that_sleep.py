# possible: pool-to-threads
import time
from concurrent.futures import ProcessPoolExecutor


def nap(number):
    time.sleep(0.1)
    return number * number


def main():
    with ProcessPoolExecutor(max_workers=4, mp_context=None) as pool:
        print(list(pool.map(nap, range(8), chunksize=2)))


if __name__ == "__main__":
    main()
