"""Performs one scenario (JSON on standard input) with real threads or processes and prints what it took as JSON.

Python steps last until the thread's own CPU clock says so, which makes runs repeatable on a busy machine. C calls that
keep or release the GIL have no such clock inside: how much to ask of them is measured first, on the same clock, and what
they really took is reported, so that the prediction can be about the work that was done.

How long threads had to wait for a core is reported, too: that is how a run tells whether other programs disturbed it.
Where it may, it asks for the highest share of the cores.
"""

from time import thread_time

BEGIN = thread_time()

import asyncio
import contextvars
import gc
import json
import multiprocessing
import os
import queue
import selectors
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from hashlib import pbkdf2_hmac
from time import perf_counter

# What a new process pays for this program before it can take a task.
IMPORT_SECONDS = thread_time() - BEGIN


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


def little_python():
    """Plain bytecode, as real programs run it: reading the clock is a system call, and slow to notice requests."""
    for _ in range(200):
        pass


def python_code(seconds):
    """
    Bytecode for `seconds` on the thread's CPU clock. Handing the GIL over costs the thread CPU time, too, which is no
    work: a stretch in which that has happened counts like any other.
    """
    worked, before = 0, thread_time()
    while worked < seconds:
        little_python()
        now = thread_time()
        worked += min(now - before, program.rates["longest"])
        before = now


def ask_for_cores(has_enough):
    """
    The highest priority that the system grants. Linux groups programs by session, and ranks the groups, too. Where the
    scenario never wants more cores than there are (`has_enough`), its threads may even come before all others: in real
    time they would not share cores with each other.
    """
    asks = [
        lambda: os.setpriority(os.PRIO_PROCESS, 0, -20),
        lambda: write("/proc/self/autogroup", "-20"),
    ]
    if has_enough:
        asks.append(lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(10)))
    for ask in asks:
        try:
            ask()
        except (OSError, AttributeError):
            pass


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def core_wait(thread="thread-self"):
    """Seconds that a thread has been ready to run without a core; 0 where the system does not tell."""
    try:
        with open(f"/proc/{thread}/schedstat") as stat:
            return int(stat.read().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0


def core_wait_of_all():
    """Of all threads of this process."""
    try:
        return sum(core_wait(f"self/task/{thread}") for thread in os.listdir("/proc/self/task"))
    except OSError:
        return 0


def machine_seconds():
    """CPU seconds that the whole machine has spent so far; those of this program where the system does not tell."""
    try:
        with open("/proc/stat") as stat:
            fields = [int(field) for field in stat.readline().split()[1:]]
    except OSError:
        return own_seconds()
    user, nice, system, _idle, _iowait, irq, softirq, steal = fields[:8]
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def own_seconds():
    """
    CPU seconds of this program's session: its processes and those that they have waited for. A fork server's children
    are no children of this process, but they are in its session.
    """
    own = time.process_time() + children_seconds()
    session, tick = os.getsid(0), os.sysconf("SC_CLK_TCK")
    for process in os.listdir("/proc") if os.path.isdir("/proc/self") else ():
        if process.isdigit() and int(process) != os.getpid():
            own += ticks_in(process, session) / tick
    return own


def children_seconds():
    """Of the children that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def ticks_in(process, session):
    """CPU time of a process and of its children that have ended; 0 if it is of another session or gone."""
    try:
        with open(f"/proc/{process}/stat") as stat:
            # The name, in parentheses, may hold anything.
            fields = stat.read().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(int(field) for field in fields[11:15]) if int(fields[3]) == session else 0


class CollectorClock:
    """CPU seconds that each thread has spent on garbage collections."""

    def __init__(self):
        self.here = threading.local()
        gc.callbacks.append(self.notice)

    def notice(self, phase, info):
        if phase == "start":
            self.here.begin = thread_time()
        else:
            self.here.spent = self.spent() + thread_time() - self.here.begin

    def spent(self):
        return getattr(self.here, "spent", 0)


def python_code_making(seconds, count, kept, clock):
    """As `python_code`, and makes `count` lists meanwhile, which are kept. Garbage collections come on top."""
    begin, before = thread_time(), clock.spent()
    made = 0
    while True:
        spent = thread_time() - begin - (clock.spent() - before)
        due = count if spent >= seconds else int(count * spent / seconds)
        kept.extend([[] for _ in range(made, due)])
        made = max(made, due)
        if spent >= seconds:
            return
        little_python()


class Done:
    """CPU time of the C calls that a task has made: with the GIL and without."""

    held = native = 0


def event_loop():
    """`epoll`, the default, rounds waits up to milliseconds; a socket's data would not wait for that."""
    return asyncio.SelectorEventLoop(selectors.SelectSelector())


class Program:
    """The scenario's tasks as callables. Kept in a module variable, so that forked workers have it too."""

    def __init__(self, scenario, rates):
        self.tasks = scenario["tasks"]
        self.rates = rates
        self.locks = {}
        self.queues = {}
        self.events = {}
        self.conditions = {}
        self.threads = {}
        self.latencies = []
        self.clock = CollectorClock()
        self.kept = []
        # How long threads have been without a core. Read when they are done: a system call would give the GIL away.
        self.waited = 0
        # CPU time in which a worker process has imported this program.
        self.imported = 0
        self.done = contextvars.ContextVar("done")
        self.results = [payload(task.get("resultBytes", 0)) for task in self.tasks]
        for task in self.tasks:
            self.prepare(task["body"])

    def prepare(self, body):
        for step in body:
            kind, name = step["kind"], step.get("name")
            if kind == "lock":
                self.locks.setdefault(name, threading.RLock())
            elif kind in ("put", "get"):
                known = self.queues.setdefault(name, queue.Queue())
                known.maxsize = known.maxsize or step.get("capacity", 0)
            elif kind == "wait" and "lock" in step:
                self.conditions.setdefault(name, threading.Condition(self.locks[step["lock"]]))
            elif kind in ("wait", "set"):
                self.events.setdefault(name, threading.Event())
            self.prepare(step.get("body", []))
            for task in step.get("tasks", []):
                self.prepare(task["body"])

    def run(self, index):
        """One task: when it began (a thread: was created) and ended, its CPU time, that of its C calls."""
        done = Done()
        self.done.set(done)
        begin, cpu = perf_counter(), thread_time()
        self.steps(self.tasks[index]["body"])
        return begin, perf_counter(), thread_time() - cpu, done.held, done.native

    async def run_in_loop(self, index, locks):
        """As `run`; what CPU time is whose, the loop's thread cannot tell."""
        done = Done()
        self.done.set(done)
        begin = perf_counter()
        await self.awaiting(self.tasks[index]["body"], locks)
        return begin, perf_counter(), 0, done.held, done.native

    def compute(self, step):
        kind, seconds = step["kind"], step["seconds"]
        begin = thread_time()
        if kind == "native":
            c_call_without_gil(max(1, int(self.rates["native"] * seconds)))
            self.done.get().native += thread_time() - begin
        elif not step.get("preemptible", True):
            c_call_with_gil(int(self.rates["held"] * seconds))
            self.done.get().held += thread_time() - begin
        elif step.get("objects"):
            python_code_making(seconds, step["objects"], self.kept, self.clock)
        else:
            python_code(seconds)

    def steps(self, body):
        for step in body:
            kind = step["kind"]
            if kind in ("hold", "native"):
                self.compute(step)
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
            elif kind == "put":
                self.queues[step["name"]].put(None)
            elif kind == "get":
                self.queues[step["name"]].get()
            elif kind == "wait" and "lock" in step:
                self.conditions[step["name"]].wait()
            elif kind == "wait":
                self.events[step["name"]].wait()
            elif kind == "set":
                self.events[step["name"]].set()
            elif kind == "notify":
                self.conditions[step["name"]].notify(step.get("count", 1))
            elif kind == "join":
                for thread in self.threads[step["task"]]:
                    thread.join()
            elif kind == "gather":
                loop = event_loop()
                loop.run_until_complete(self.gather(step["tasks"], {}))
                loop.close()
            else:
                sys.exit(f"no such step: {kind!r}")

    async def gather(self, tasks, locks):
        await asyncio.gather(*(self.awaiting(task["body"], locks) for task in tasks))

    async def awaiting(self, body, locks):
        background = []
        for step in body:
            kind = step["kind"]
            if kind in ("hold", "native"):
                self.compute(step)
            elif kind == "io" and step.get("blocking"):
                time.sleep(step["seconds"])
            elif kind == "offload":
                run = contextvars.copy_context().run
                await asyncio.get_running_loop().run_in_executor(None, run, self.steps, step["body"])
            elif kind == "gather" and step.get("background"):
                background.append(asyncio.ensure_future(self.gather(step["tasks"], locks)))
            elif kind == "gather":
                await asyncio.gather(self.gather(step["tasks"], locks), *background)
            elif kind == "io":
                begin = perf_counter()
                await asyncio.sleep(step["seconds"])
                if step.get("probe"):
                    self.latencies.append(perf_counter() - begin - step["seconds"])
            elif kind == "lock":
                async with locks.setdefault(step["name"], asyncio.Lock()):
                    await self.awaiting(step["body"], locks)
            elif kind == "loop":
                for _ in range(step["times"]):
                    await self.awaiting(step["body"], locks)
            else:
                sys.exit(f"no such step in an event loop: {kind!r}")
        await asyncio.gather(*background)


program = None


def become(scenario, rates):
    """Makes this process ready to run the scenario's tasks."""
    global program
    sys.setswitchinterval(scenario["switchIntervalSeconds"])
    program = Program(scenario, rates)


def run_task(index, argument=None):
    run = program.run(index)
    waited, program.waited = core_wait() - program.waited, core_wait()
    return run, waited, IMPORT_SECONDS, program.results[index]


def payload(size):
    """
    A list that takes `size` bytes when it is pickled: nine for each number. One number over and over, because counting
    references to many would copy memory that forked processes share.
    """
    return [0.5] * (size // 9)


def in_threads(tasks):
    runs = [None] * len(tasks)
    waits = [0] * len(tasks)
    created = []

    def keep(index):
        runs[index] = (created[index], *program.run(index)[1:])
        waits[index] = core_wait()

    threads = [threading.Thread(target=keep, args=(index,)) for index in range(len(tasks))]
    for task, thread in zip(tasks, threads):
        program.threads.setdefault(task["name"], []).append(thread)
    begin = perf_counter()
    for thread in threads:
        created.append(perf_counter())
        thread.start()
    for thread in threads:
        thread.join()
    end = perf_counter()
    program.waited = sum(waits)
    return begin, end, runs


def in_event_loop(scenario):
    async def run_all():
        locks = {}
        return await asyncio.gather(*(program.run_in_loop(i, locks) for i in range(len(scenario["tasks"]))))

    loop = event_loop()
    loop.set_default_executor(ThreadPoolExecutor(scenario["executor"]["workers"]))
    waited = core_wait_of_all()
    begin = perf_counter()
    runs = loop.run_until_complete(run_all())
    end = perf_counter()
    program.waited = core_wait_of_all() - waited
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()
    return begin, end, runs


def compile_seconds():
    """CPU time to compile this program, which a new process has to do, too: nobody caches a main module."""
    begin = thread_time()
    with open(__file__, encoding="utf-8") as file:
        compile(file.read(), __file__, "exec")
    return thread_time() - begin


def in_processes(scenario, rates):
    tasks = scenario["tasks"]
    method = scenario.get("startMethod", "fork")
    ready = {} if method == "fork" else {"initializer": become, "initargs": (scenario, rates)}
    context = multiprocessing.get_context(method)
    arguments = [payload(task.get("argumentBytes", 0)) for task in tasks]
    waited = core_wait_of_all()
    begin = perf_counter()
    with ProcessPoolExecutor(scenario["executor"]["workers"], mp_context=context, **ready) as workers:
        # Kept, as most programs do: to free them takes time, too.
        results = list(workers.map(run_task, range(len(tasks)), arguments))
        end = perf_counter()
        program.waited = core_wait_of_all() - waited + sum(wait for _, wait, _, _ in results)
    program.imported = sum(seconds for _, _, seconds, _ in results) / len(results) + compile_seconds()
    return begin, end, [run for run, _, _, _ in results]


def perform(scenario, rates):
    """When the scenario began and ended, and what `Program.run` says of each task."""
    executor = scenario["executor"]
    indices = range(len(scenario["tasks"]))
    kind = executor["kind"]
    if kind == "threads":
        return in_threads(scenario["tasks"])
    if kind == "processes":
        return in_processes(scenario, rates)
    if kind == "event-loop":
        return in_event_loop(scenario)
    waited = core_wait_of_all()
    begin = perf_counter()
    if kind == "sequential":
        runs = [program.run(index) for index in indices]
        end = perf_counter()
        program.waited = core_wait_of_all() - waited
        return begin, end, runs
    if kind == "pool":
        with ThreadPoolExecutor(executor["workers"]) as workers:
            runs = list(workers.map(program.run, indices))
            end = perf_counter()
            program.waited = core_wait_of_all() - waited
            return begin, end, runs
    sys.exit(f"this Python has no executor {kind!r}")


def main():
    scenario = json.load(sys.stdin)
    ask_for_cores(scenario["hasEnoughCores"])
    rates = {
        "held": rate_of(c_call_with_gil, 5_000),
        "native": rate_of(c_call_without_gil, 10_000),
        # CPU time of a stretch of Python code in which nothing happened, and a little more.
        "longest": 3 / rate_of(lambda _: (little_python(), thread_time()), 1),
    }
    become(scenario, rates)
    machine, own, since = machine_seconds(), own_seconds(), perf_counter()
    begin, end, runs = perform(scenario, rates)
    others = machine_seconds() - machine - (own_seconds() - own)
    others_cores = max(0, others) / (perf_counter() - since)
    json.dump(
        {
            "wallSeconds": end - begin,
            "tasks": [
                {
                    "startSeconds": start - begin,
                    "endSeconds": stop - begin,
                    "cpuSeconds": cpu,
                    "heldCallSeconds": held,
                    "nativeSeconds": native,
                }
                for start, stop, cpu, held, native in runs
            ],
            "latenciesSeconds": sorted(program.latencies),
            "coreWaitSeconds": program.waited,
            "importSeconds": program.imported,
            "othersCores": others_cores,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
