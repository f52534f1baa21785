"""A loop that only asks "are you done?" takes the GIL from the thread that should get done.

`threading.Event.wait` would let go of it, and would end at once when there is news.
"""

import threading

finished = False


def work():
    global finished
    total = 0
    for i in range(3_000_000):
        total += i
    finished = True


def main():
    threading.Thread(target=work).start()
    while not finished:
        pass
    print("finished")


if __name__ == "__main__":
    main()
