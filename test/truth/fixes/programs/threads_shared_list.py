# possible: run-sequentially
import threading


def crunch(n, totals, index):
    total = 0
    for i in range(n):
        total += i * i % 7
    totals[index] = total


def main():
    totals = [0] * 4
    threads = [threading.Thread(target=crunch, args=(1_000_000, totals, i)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(totals)


main()
