# possible: run-sequentially, threads-to-pool
import threading
import time


def squares(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    print(f"squares {total}\n", end="", flush=True)


def cubes(n):
    total = 0
    for i in range(n):
        total += i * i * i % 7
    print(f"cubes {total}\n", end="", flush=True)


def main():
    first = threading.Thread(target=squares, args=(1_500_000,), name="squares")
    second = threading.Thread(target=cubes, args=(1_000_000,), name="cubes")
    first.start()
    second.start()
    time.sleep(0.01)
    first.join()
    second.join()


if __name__ == "__main__":
    main()
