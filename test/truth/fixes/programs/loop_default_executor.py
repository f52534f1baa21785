# possible: to-process-pool
import asyncio


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


async def main():
    loop = asyncio.get_running_loop()
    total = await loop.run_in_executor(None, crunch, 1_500_000)
    print(total)


if __name__ == "__main__":
    asyncio.run(main())
