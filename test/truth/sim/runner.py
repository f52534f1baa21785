"""Performs one scenario (JSON on standard input) with real threads or processes and prints what it took as JSON.

Python steps last until the thread's own CPU clock says so, which makes runs repeatable on a busy machine. C calls that
keep or release the GIL have no such clock inside: how much to ask of them is measured first, on the same clock.
"""

import json
import os
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from hashlib import pbkdf2_hmac
from time import perf_counter, thread_time


def rate_of(work, amount):
    """Amount a second that `work` does, from the fastest of several runs on the CPU clock."""
    fastest = float("inf")
    for _ in range(7):
        begin = thread_time()
        work(amount)
        fastest = min(fastest, thread_time() - begin)
    return amount / fastest


def c_call_with_gil(amount):
    """Modular power with an exponent of `amount` bits: linear, and little but arithmetic."""
    pow(3, (1 << amount) - 1, (1 << 1024) - 105)


def c_call_without_gil(amount):
    pbkdf2_hmac("sha256", b"password", b"salt", amount)


def python_code(seconds):
    """Mostly plain bytecode, as real programs run it: reading the clock is a system call, and slow to notice requests."""
    end = thread_time() + seconds
    while thread_time() < end:
        for _ in range(200):
            pass


def machine_seconds():
    """CPU seconds that the whole machine has spent so far; None where the system does not tell."""
    try:
        with open("/proc/stat") as stat:
            fields = [int(field) for field in stat.readline().split()[1:]]
    except OSError:
        return None
    user, nice, system, _idle, _iowait, irq, softirq, steal = fields[:8]
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def own_seconds():
    """CPU seconds of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class Program:
    """The scenario's tasks as callables. Kept in a module variable, so that forked workers have it too."""

    def __init__(self, scenario, rates):
        self.tasks = scenario["tasks"]
        self.rates = rates
        self.locks = {}
        self.latencies = []
        for task in self.tasks:
            self.find_locks(task["body"])

    def find_locks(self, body):
        for step in body:
            if step["kind"] == "lock":
                self.locks.setdefault(step["name"], threading.RLock())
            self.find_locks(step.get("body", []))

    def run(self, index):
        """One task; returns when it began (a thread: was created) and ended and the CPU time it took."""
        begin, cpu = perf_counter(), thread_time()
        self.steps(self.tasks[index]["body"])
        return begin, perf_counter(), thread_time() - cpu

    def steps(self, body):
        for step in body:
            kind = step["kind"]
            if kind == "hold":
                if step.get("preemptible", True):
                    python_code(step["seconds"])
                else:
                    c_call_with_gil(int(self.rates["held"] * step["seconds"]))
            elif kind == "native":
                c_call_without_gil(max(1, int(self.rates["native"] * step["seconds"])))
            elif kind == "io":
                begin = perf_counter()
                time.sleep(step["seconds"])
                if step.get("probe"):
                    self.latencies.append(perf_counter() - begin - step["seconds"])
            elif kind == "lock":
                with self.locks[step["name"]]:
                    self.steps(step["body"])
            elif kind == "loop":
                for _ in range(step["times"]):
                    self.steps(step["body"])


program = None


def run_task(index):
    return program.run(index)


def perform(scenario):
    executor = scenario["executor"]
    count = len(scenario["tasks"])
    kind = executor["kind"]
    begin = perf_counter()
    if kind == "sequential":
        runs = [run_task(index) for index in range(count)]
    elif kind == "threads":
        runs = [None] * count
        created = []

        def keep(index):
            _, end, cpu = run_task(index)
            runs[index] = created[index], end, cpu

        threads = [threading.Thread(target=keep, args=(index,)) for index in range(count)]
        for thread in threads:
            created.append(perf_counter())
            thread.start()
        for thread in threads:
            thread.join()
    elif kind in ("pool", "processes"):
        pool = ThreadPoolExecutor if kind == "pool" else ProcessPoolExecutor
        with pool(executor["workers"]) as workers:
            runs = list(workers.map(run_task, range(count)))
            end = perf_counter()
    else:
        sys.exit(f"this Python has no executor {kind!r}")
    if kind not in ("pool", "processes"):
        end = perf_counter()
    return begin, end, runs


def main():
    global program
    scenario = json.load(sys.stdin)
    sys.setswitchinterval(scenario["switchIntervalSeconds"])
    rates = {
        "held": rate_of(c_call_with_gil, 5_000),
        "native": rate_of(c_call_without_gil, 10_000),
    }
    program = Program(scenario, rates)
    machine, own, since = machine_seconds(), own_seconds(), perf_counter()
    begin, end, runs = perform(scenario)
    others = None
    if machine is not None:
        spent_by_others = machine_seconds() - machine - (own_seconds() - own)
        others = max(0, spent_by_others) / (perf_counter() - since)
    latencies = sorted(program.latencies)
    json.dump(
        {
            "wallSeconds": end - begin,
            "tasks": [
                {"startSeconds": start - begin, "endSeconds": stop - begin, "cpuSeconds": cpu}
                for start, stop, cpu in runs
            ],
            "latenciesSeconds": latencies,
            "othersCores": others,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
