# possible: swap-pool
from multiprocessing.dummy import Pool


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


pool = Pool(4)
for total in pool.imap(crunch, [1_000_000, 1_100_000, 1_200_000, 1_300_000]):
    print(total)
pool.close()
pool.join()
