"""Times a program's functions: the CPU seconds of one call in one thread, as a JSON object on standard output.

Machines differ, and one machine differs from minute to minute when others use it. So a reference function is timed in
turns with the others: its time here divided by its time when the cost table was made is the machine factor.
"""

import json
import sys
import time

#: Calls per function; the fastest counts, because what slows a call down is not the function.
CALLS = 11


def report(*functions):
    """Prints `{name: {"seconds": …, "reference": …}}` for functions that take no arguments.

    With names on the command line, for those only.
    """
    wanted = sys.argv[1:] or [function.__name__ for function in functions]
    print(
        json.dumps(
            {function.__name__: measured(function) for function in functions if function.__name__ in wanted}
        )
    )


def measured(function):
    """The seconds of the function, and those of the reference function in the same minute."""
    times = [(seconds_of(function), seconds_of(reference)) for _ in range(CALLS)]
    return {'seconds': min(own for own, _ in times), 'reference': min(other for _, other in times)}


def seconds_of(function):
    """CPU seconds of one call in this thread."""
    start = time.thread_time()
    function()
    return time.thread_time() - start


def reference():
    """About three milliseconds of everything: numbers, a list, a dictionary, an object and calls."""
    item = Item(3)
    counts = {}
    values = []
    total = 0.0
    for i in range(20_000):
        total += item.scaled(i) / 7
        if i % 3 == 0:
            counts[i] = counts.get(i, 0) + 1
        values.append(i)
        total -= values[i // 2]
    return total


class Item:
    def __init__(self, factor):
        self.factor = factor

    def scaled(self, value):
        return value * self.factor
