/**
 * The Python program that `gilscope measure` runs: it imports the target by its module's name and times it one after
 * another, in threads and in processes. It is a file of its own because worker processes import their main module again.
 */

/** What the program reads from its first argument, as JSON. */
export interface DriverInput {
  /** Folder to put first on `sys.path`. */
  readonly root: string;
  /** Dotted name of the module below `root`. */
  readonly module: string;
  /** Qualified name of the target in it. */
  readonly target: string;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly tasks: number;
  readonly workers: number;
  /** File that each result is appended to, so that a run that is cut short leaves what it has. */
  readonly output: string;
}

/** One line of the output file. */
export type DriverLine =
  | { readonly kind: 'python'; readonly version: string; readonly gil: boolean; readonly cores: number }
  | { readonly kind: 'mode'; readonly mode: MeasuredMode; readonly seconds: number }
  | { readonly kind: 'error'; readonly mode: MeasuredMode | 'import'; readonly message: string };

export const MEASURED_MODES = ['sequential', 'threads', 'processes'] as const;
export type MeasuredMode = (typeof MEASURED_MODES)[number];

export const DRIVER = `\
"""Times one function one after another, in threads and in processes. Made by "gilscope measure"."""
import asyncio
import concurrent.futures
import importlib
import inspect
import json
import os
import sys
import time


def load(spec):
    if spec["root"] not in sys.path:
        sys.path.insert(0, spec["root"])
    found = importlib.import_module(spec["module"])
    for part in spec["target"].split("."):
        found = getattr(found, part)
    return found


def call(spec):
    result = load(spec)(*spec["args"], **spec["kwargs"])
    if inspect.iscoroutine(result):
        asyncio.run(result)


def run_sequential(spec):
    for _ in range(spec["tasks"]):
        call(spec)


def run_pool(spec, executor):
    with executor(spec["workers"]) as pool:
        for future in [pool.submit(call, spec) for _ in range(spec["tasks"])]:
            future.result()


def run_threads(spec):
    run_pool(spec, concurrent.futures.ThreadPoolExecutor)


def run_processes(spec):
    run_pool(spec, concurrent.futures.ProcessPoolExecutor)


def count_cores():
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def say(spec, **line):
    with open(spec["output"], "a", encoding="utf-8") as output:
        output.write(json.dumps(line) + "\\n")


def main():
    spec = json.loads(sys.argv[1])
    sys.argv = [spec["module"]]
    gil = getattr(sys, "_is_gil_enabled", lambda: True)
    say(spec, kind="python", version=".".join(map(str, sys.version_info[:3])), gil=gil(), cores=count_cores())
    try:
        load(spec)
    except BaseException as error:
        say(spec, kind="error", mode="import", message=f"{type(error).__name__}: {error}")
        return
    for mode, run in (("sequential", run_sequential), ("threads", run_threads), ("processes", run_processes)):
        start = time.perf_counter()
        try:
            run(spec)
        except BaseException as error:
            say(spec, kind="error", mode=mode, message=f"{type(error).__name__}: {error}")
        else:
            say(spec, kind="mode", mode=mode, seconds=time.perf_counter() - start)


if __name__ == "__main__":
    main()
`;
