# possible: run-sequentially, swap-pool
"""Starts its work whenever it is imported."""
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


print("start")
with ThreadPoolExecutor(4) as pool:
    # In the order of the sizes.
    for size, total in zip((2, 3), pool.map(crunch, [1_000_000, 1_500_000, 1_500_000, 1_000_000])):
        print("""size
    """, size, total)
print("end")
