"""A thread does not take CPU work off an event loop: both still need the same GIL.

While `crunch` computes in its thread, the heartbeat is up to one switch interval late each time it
wants to run. The quick fix hands the work to a process instead.
"""

import asyncio


def crunch(n):
    total = 0
    for i in range(n):
        total += i * i
    return total


async def heartbeat():
    while True:
        await asyncio.sleep(0.05)
        print(".", end="", flush=True)


async def main():
    beating = asyncio.create_task(heartbeat())
    total = await asyncio.to_thread(crunch, 15_000_000)
    beating.cancel()
    print(total)


if __name__ == "__main__":
    asyncio.run(main())
