# possible: run-sequentially, threads-to-pool
import threading


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    print(f"{n} {total}\n", end="", flush=True)


def main():
    threads = [threading.Thread(target=crunch, args=(1_000_000 + i,)) for i in range(4)]
    print("starting")
    for thread in threads:
        thread.start()
    print("started\n", end="", flush=True)
    for thread in threads:
        thread.join()
    print("joined")


if __name__ == "__main__":
    main()
