# possible: to-process-pool
import asyncio


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


async def main():
    totals = await asyncio.gather(*[asyncio.to_thread(crunch, n=1_000_000 + i) for i in range(4)])
    print(totals)


asyncio.run(main())
