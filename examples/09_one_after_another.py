"""Fact 9: CPU-bound threads get in each other's way; one after another is simpler and no slower.

The quick fix "Call one after another" turns the threads into a plain loop. Nothing is shared
between threads any more, and an exception ends the program instead of only its thread.
"""

import threading

totals = {}


def sum_of_digits(start):
    total = 0
    for number in range(start, start + 500_000):
        while number:
            number, digit = divmod(number, 10)
            total += digit
    totals[start] = total


def main():
    threads = []
    for start in (0, 500_000, 1_000_000):
        thread = threading.Thread(target=sum_of_digits, args=(start,))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    print(totals)


if __name__ == "__main__":
    main()
