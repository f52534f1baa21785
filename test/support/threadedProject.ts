/** Two modules that belong together: threads of one run a function of the other that computes. */

/** `work.py`. */
export const WORK = `def work(n):
    total = 0
    for i in range(n):
        total += i * i
    return total
`;

/** `user.py`. */
export const USER = `from threading import Thread
from work import work

threads = [Thread(target=work, args=(10_000_000,)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
`;
