"""Fact 10: to compute on several cores, a Python program needs several processes.

The quick fix "Use ProcessPoolExecutor" does it here: the function and its arguments can be pickled, it
changes nothing that others see, and the pool starts under the main guard.
"""

from concurrent.futures import ThreadPoolExecutor


def is_prime(n):
    divisor = 2
    while divisor * divisor <= n:
        if n % divisor == 0:
            return False
        divisor += 1
    return True


def count_primes(start):
    return sum(1 for n in range(start, start + 10_000) if is_prime(n))


def main():
    with ThreadPoolExecutor(max_workers=4) as pool:
        futures = [pool.submit(count_primes, start) for start in range(1_000_000, 1_040_000, 10_000)]
    print(sum(future.result() for future in futures))


if __name__ == "__main__":
    main()
