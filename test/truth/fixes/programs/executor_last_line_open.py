# possible: run-sequentially, swap-pool
from concurrent.futures import ThreadPoolExecutor

def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total

with ThreadPoolExecutor(4) as pool:
    print(list(pool.map(crunch, [1_000_000] * 4)))