# possible: run-sequentially, threads-to-pool
from threading import Thread


def crunch(n, *, factor):
    total = 0
    for i in range(n):
        total += i * factor % 7
    print(f"{n} {total}\n", end="", flush=True)


threads = []
for factor in range(2, 6):
    thread = Thread(target=crunch, args=[1_000_000], kwargs={"factor": factor}, daemon=True)
    thread.start()
    threads.append(thread)

for thread in threads:
    thread.join()
print("""joined
    all""")
