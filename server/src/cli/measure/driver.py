"""Times one function one after another, in threads and in processes. Written and run by "gilscope measure".

Reads its orders as JSON from the file named on the command line and appends a line of JSON to the orders' "output"
for everything that happens, so that a run that is cut short leaves what it has. The function's module is imported
under its own name, never as `__main__`. Worker processes import this file again.
"""

import asyncio
import builtins
import concurrent.futures
import importlib
import importlib.util
import inspect
import itertools
import json
import os
import sys
import time
import traceback
from concurrent.futures.process import BrokenProcessPool

try:
    import resource
except ImportError:
    # Windows does not have it; its clock of child processes is coarser.
    resource = None

# Set while the user's module is being imported. Processes that start then would import it again, and so on for ever.
IMPORTING = "GILSCOPE_MEASURE_IMPORTING"

STARTS_PROCESSES = 'importing the module starts processes; put that under if __name__ == "__main__":'

if os.environ.get(IMPORTING):
    raise SystemExit(f"gilscope: {STARTS_PROCESSES}")


class Problem(Exception):
    """A failure that is told to people: message, file and line. Travels between processes."""

    def __init__(self, message, path=None, line=None):
        super().__init__(message, path, line)
        self.message, self.path, self.line = message, path, line


def problem_of(error, spec):
    """What went wrong, at the innermost line that is the user's own."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, SyntaxError) and error.filename:
        return Problem(f"{type(error).__name__}: {error.msg}", error.filename, error.lineno)
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if is_own(frame.filename, spec)]
    path, line = (own[-1].filename, own[-1].lineno) if own else (None, None)
    return Problem(explain(error), path, line)


def is_own(filename, spec):
    path = os.path.abspath(filename)
    return path.startswith(os.path.join(spec["root"], "")) and path != __file__ and "site-packages" not in path


def explain(error):
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if isinstance(error, SystemExit):
        return f"the code ended the program: sys.exit({'' if error.code is None else repr(error.code)})"
    if isinstance(error, EOFError):
        return f"{text} (there is no standard input while measuring)"
    if isinstance(error, BrokenProcessPool):
        return "a worker process ended abruptly: it crashed, was killed, or could not be started"
    return text


def load(spec):
    """The target, by importing its module."""
    found = import_module(spec)
    for part in spec["target"].split("."):
        owner = found
        try:
            found = getattr(owner, part)
        except AttributeError:
            raise Problem(f"{spec['module']} has no {spec['target']} once it is imported", spec["file"]) from None
    if inspect.isclass(owner) and inspect.isfunction(found) and not is_static(owner, part):
        line = found.__code__.co_firstlineno
        raise Problem(f"{spec['target']} is a method, which needs an object that measuring cannot make", spec["file"], line)
    return found


def is_static(owner, name):
    return isinstance(inspect.getattr_static(owner, name), (staticmethod, classmethod))


def import_module(spec):
    name = spec["module"]
    loaded = sys.modules.get(name)
    if loaded is not None and same_file(getattr(loaded, "__file__", None), spec["file"]):
        return loaded
    if sys.path[0] != spec["root"]:
        sys.path.insert(0, spec["root"])
    os.environ[IMPORTING] = "1"
    try:
        return importlib.import_module(name) if "." in name else import_file(name, spec["file"])
    except BrokenProcessPool as error:
        place = problem_of(error, spec)
        raise Problem(STARTS_PROCESSES, place.path, place.line) from None
    finally:
        os.environ.pop(IMPORTING, None)


def import_file(name, path):
    """A module that no package holds, whatever its file is called and whatever else has that name."""
    if name in sys.modules:
        name = f"gilscope_measured_{name}"
    if name in sys.modules:
        return sys.modules[name]
    made = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(made)
    sys.modules[name] = module
    try:
        made.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def same_file(a, b):
    return a is not None and os.path.realpath(a) == os.path.realpath(b)


def calls_of(spec):
    """The arguments of every task. More tasks than the code has arguments for begin again with the first."""
    names = {"__builtins__": {name: getattr(builtins, name) for name in spec["builtins"]}}
    found = list(itertools.islice(eval(spec["calls"], names), spec["tasks"]))
    if not found:
        raise Problem("the code makes no call: what it loops over is empty")
    return list(itertools.islice(itertools.cycle(found), spec["tasks"]))


def call(spec, args, kwargs):
    try:
        result = load(spec)(*args, **kwargs)
        if inspect.iscoroutine(result):
            asyncio.run(result)
        elif inspect.isgenerator(result):
            # A generator does its work when its values are taken.
            for _ in result:
                pass
    except BaseException as error:
        raise problem_of(error, spec) from None


def run_sequential(spec, calls):
    for args, kwargs in calls:
        call(spec, args, kwargs)


def run_pool(spec, calls, executor):
    with executor(spec["workers"]) as pool:
        for future in [pool.submit(call, spec, args, kwargs) for args, kwargs in calls]:
            future.result()


def run_threads(spec, calls):
    run_pool(spec, calls, concurrent.futures.ThreadPoolExecutor)


def run_processes(spec, calls):
    run_pool(spec, calls, concurrent.futures.ProcessPoolExecutor)


def count_cores():
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def cpu_seconds():
    """Processor time of this process and of all children that have ended."""
    if resource is None:
        times = os.times()
        return time.process_time() + times.children_user + times.children_system
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def say(spec, **line):
    with open(spec["output"], "a", encoding="utf-8") as output:
        output.write(json.dumps(line) + "\n")


def say_problem(error, spec, mode):
    problem = problem_of(error, spec)
    say(spec, kind="error", mode=mode, message=problem.message, path=problem.path, line=problem.line)


def measure(spec):
    modes = {"sequential": run_sequential, "threads": run_threads, "processes": run_processes}
    started = time.perf_counter()
    # Round after round, so that what disturbs the machine for a while does not hit one mode alone.
    for done in range(spec["rounds"]):
        spent = time.perf_counter() - started
        if done > 0 and spent * (done + 1) / done > spec["limit"]:
            break
        for mode, run in list(modes.items()):
            calls = calls_of(spec)
            say(spec, kind="begin", mode=mode)
            wall, cpu = time.perf_counter(), cpu_seconds()
            try:
                run(spec, calls)
            except BaseException as error:
                say_problem(error, spec, mode)
                del modes[mode]
            else:
                say(spec, kind="run", mode=mode, wall=time.perf_counter() - wall, cpu=cpu_seconds() - cpu)


def main():
    with open(sys.argv[1], encoding="utf-8") as orders:
        spec = json.load(orders)
    sys.argv = [spec["file"]]
    gil = getattr(sys, "_is_gil_enabled", lambda: True)
    say(spec, kind="python", version=".".join(map(str, sys.version_info[:3])), gil=gil(), cores=count_cores())
    try:
        load(spec)
        first = calls_of(spec)[0]
        say(spec, kind="call", text=call_text(spec, *first))
    except BaseException as error:
        say_problem(error, spec, None)
    else:
        measure(spec)


def call_text(spec, args, kwargs):
    given = [*map(short, args), *(f"{name}={short(value)}" for name, value in kwargs.items())]
    return f"{spec['target'].rsplit('.', 1)[-1]}({', '.join(given)})"


def short(value):
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"


if __name__ == "__main__":
    main()
    # Threads that the target has left behind must not keep the program.
    os._exit(0)
