# possible: swap-pool
import asyncio
from concurrent.futures import ThreadPoolExecutor


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


async def main():
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(4) as pool:
        tasks = [loop.run_in_executor(pool, crunch, 1_000_000 + i) for i in range(4)]
        print(await asyncio.gather(*tasks))


if __name__ == "__main__":
    asyncio.run(main())
