"""Finds out which calls let other threads run, on the interpreter that runs this script.

    python3 test/truth/probe/probe.py > test/truth/probe/results/3.11.json
    python3 test/truth/probe/probe.py --only zlib,json.dumps      probes whose name begins so
    python3 test/truth/probe/probe.py --onto FILE ...             new figures onto earlier ones, the better of each
    python3 test/truth/probe/probe.py --tables packages           other tables than those of the standard library

How: while the main thread makes a call, a watcher thread counts how long it could run. With a switch interval of a
quarter of an hour nobody takes the GIL away, so it only runs while the call has released it: that is the share
`released`. A call that releases nothing and takes long is made again with a short interval: where it is bytecode, the watcher
gets in between; where it is one C call, all of the call falls into one wait of the watcher. The longest part of the
call's CPU time that falls into one wait is `longestHold`. A noisy machine can only keep the watcher from running, so the
best of several runs counts. A worker process makes the calls, and is replaced when it hangs or crashes. Standard library only; Python 3.8 and later.

A line of a table is `name | call | setup | before`. `$` stands for the name, `@` for its last part, `@0` for the part before.
Braces stand for several lines. `before` runs before each call, unmeasured. A name may end in a size:
`zlib.crc32(1000 bytes)`. Everything in data.py can be used.
"""

import argparse
import datetime
import importlib
import json
import math
import os
import platform
import re
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from watcher import Watcher  # noqa: E402

#: A worker that says nothing for so long hangs.
HANG_SECONDS = 60

#: Long enough that nobody takes the GIL from a thread that does not give it away.
NEVER = 900.0

#: Short enough that a thread in bytecode gives the GIL away many times a call.
OFTEN = 1e-4

#: Calls are repeated for at least so long.
BATCH_SECONDS = 0.005

#: A call must take so long for its pauses to stand out among those that other programs cause.
LONG_SECONDS = 0.015

#: How long a probe goes on looking for a release, when it has seen enough, and how often it looks for pauses.
SEARCH_SECONDS, ENOUGH, MOST_RUNS = 0.3, 0.3, 8

LONGER_SEARCH_SECONDS = 1.5

MOST_CALLS = 2000

#: A bar with space around it.
COLUMN = re.compile(r'\s\|(?=\s|$)')

SIZE = re.compile(r'\((\d+) (bytes|elements)\)$')


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--only', help='prefixes of names, parted by commas')
    parser.add_argument('--exact', action='store_true', help='whole names instead of prefixes')
    parser.add_argument('--onto', metavar='FILE', help='an earlier result of the same interpreter')
    parser.add_argument('--tables', default='computing,waiting', help='modules of calls/, parted by commas')
    parser.add_argument('--worker', action='store_true', help=argparse.SUPPRESS)
    options = parser.parse_args()
    probes = [probe for table in options.tables.split(',') for probe in load_table(table)]
    if options.worker:
        work({probe['name']: probe for probe in probes})
        return
    names = [probe['name'] for probe in probes]
    if options.only:
        wanted = tuple(options.only.split(','))
        names = [n for n in names if (n in wanted if options.exact else n.startswith(wanted))]
    calls, failed = run_all(names, options.tables)
    if options.onto:
        with open(options.onto) as file:
            calls = best_of(json.load(file)['calls'], calls)
    print_report(calls, failed)


def best_of(earlier, later):
    """By name: a busy machine can only keep the watcher from running, so more released and shorter holds are truer."""
    calls = dict(earlier)
    for name, new in later.items():
        old = calls.get(name, new)
        released = max(old['released'], new['released'])
        holds = [run['longestHold'] for run in (old, new) if 'longestHold' in run]
        calls[name] = {'seconds': min(old['seconds'], new['seconds']), 'released': released}
        if holds and released < ENOUGH:
            calls[name]['longestHold'] = min(holds)
    return calls


def print_report(calls, failed):
    """JSON with a line for each call, so that two runs can be compared with diff."""
    head = {
        'python': platform.python_version(),
        'implementation': platform.python_implementation(),
        'system': platform.system() + ' ' + platform.machine(),
        'date': datetime.date.today().isoformat(),
        'versions': versions_of(calls),
    }
    print(json.dumps(head, indent=2)[:-2] + ',')
    for key, table, end in (('calls', calls, ','), ('failed', failed, '')):
        rows = ',\n'.join('    %s: %s' % (json.dumps(name), one_line(table[name])) for name in table)
        print('  "%s": {\n%s\n  }%s' % (key, rows, end) if rows else '  "%s": {}%s' % (key, end))
    print('}')


def one_line(value):
    """As the formatter of this project has it: `{ "a": 1 }`."""
    text = re.sub(r'e([-+])0', r'e\1', json.dumps(value))
    return '{ %s }' % text[1:-1] if isinstance(value, dict) else text


def versions_of(calls):
    """Versions of the packages that were probed; empty for the standard library."""
    packages = {}
    for name in sorted({name.split('.')[0] for name in calls}):
        version = getattr(sys.modules.get(name) or try_import(name), '__version__', None)
        spec = getattr(sys.modules.get(name), '__file__', None) or ''
        if isinstance(version, str) and ('site-packages' in spec or 'dist-packages' in spec):
            packages[name] = version
    return packages


def try_import(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def load_table(module):
    table = getattr(importlib.import_module('calls.' + module), module.upper())
    for line in table.strip().splitlines():
        if line and not line.startswith('#'):
            cells = [cell.strip() for cell in COLUMN.split(line)]
            cells += [''] * (4 - len(cells))
            for name in expand_braces(cells[0]):
                yield dict(zip(('call', 'setup', 'before'), (fill(cell, name) for cell in cells[1:])), name=name)


def expand_braces(text):
    match = re.search(r'\{([^{}]*)\}', text)
    if not match:
        return [text]
    return [
        done
        for choice in match.group(1).split(',')
        for done in expand_braces(text[: match.start()] + choice + text[match.end() :])
    ]


def fill(code, name):
    name = SIZE.sub('', name)
    parts = name.split('.')
    owner = parts[-2] if len(parts) > 1 else ''
    return code.replace('$', name).replace('@0', owner).replace('@', parts[-1])


def run_all(names, tables):
    """Hands each name to a worker; gives figures by name and reasons of failures by name."""
    calls, failed, worker = {}, {}, None
    for name in names:
        worker = worker or Worker(tables)
        answer = worker.ask(name)
        if answer is None:
            worker.end()
            worker = None
            failed[name] = 'the worker hung or crashed'
        elif 'error' in answer:
            failed[name] = answer['error']
        else:
            calls[name] = answer
        if name in failed:
            print(name + ': ' + failed[name], file=sys.stderr)
    if worker:
        worker.end()
    return calls, failed


class Worker:
    """A process that makes the calls; one that hangs is killed without loss."""

    def __init__(self, tables):
        command = [sys.executable, os.path.abspath(__file__), '--worker', '--tables', tables]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def ask(self, name):
        timer = threading.Timer(HANG_SECONDS, self.process.kill)
        timer.start()
        try:
            self.process.stdin.write((name + '\n').encode())
            self.process.stdin.flush()
            for line in self.process.stdout:
                if line.startswith(b'{"probe": '):
                    return json.loads(line)['probe']
            return None
        except OSError:
            return None
        finally:
            timer.cancel()

    def end(self):
        self.process.stdin.close()
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def work(probes):
    answers = os.fdopen(os.dup(1), 'w')
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    from data import names_for

    for line in iter(sys.stdin.readline, ''):
        with tempfile.TemporaryDirectory() as folder:
            try:
                answer = measure(probes[line.strip()], names_for(folder))
            except Exception as error:  # one interpreter may lack what another has
                answer = {'error': '%s: %s' % (type(error).__name__, error)}
        answers.write(json.dumps({'probe': answer}) + '\n')
        answers.flush()


def measure(probe, names):
    import_parents(probe['name'], names)
    exec(probe['setup'], names)
    before = compile(probe['before'], 'before', 'exec')
    call = compile_call(probe['call'])
    # Once for imports and caches, the quickest of the others for the clock.
    times = []
    for _ in range(4):
        exec(before, names)
        start = time.perf_counter()
        exec(call, names)
        times.append(time.perf_counter() - start)
    seconds = min(times[1:])
    with Watcher() as watcher:
        released = released_share(watcher, before, call, names)
        result = {'seconds': rounded(seconds), 'released': round(released, 2)}
        if seconds >= LONG_SECONDS and released < ENOUGH:
            result['longestHold'] = round(longest_hold(watcher, before, call, names), 2)
    return result


def compile_call(source):
    """Keeps the result, since freeing it is no part of the call and may come after giving the GIL away."""
    try:
        return compile('_ = (%s)' % source, 'call', 'exec')
    except SyntaxError:  # statements
        return compile(source, 'call', 'exec')


def import_parents(name, names):
    """Imports the modules of a dotted name, so that the call can be written as users write it."""
    parts = name.split('(')[0].split('.')
    for end in range(1, len(parts)):
        try:
            importlib.import_module('.'.join(parts[:end]))
        except ImportError:
            break
        names[parts[0]] = sys.modules[parts[0]]


def released_share(watcher, before, call, names):
    """The largest share of time, over batches of calls, in which the watcher ran although nobody takes the GIL away."""
    settle(NEVER)
    best, end = 0.0, time.perf_counter() + SEARCH_SECONDS
    while best < ENOUGH and time.perf_counter() < end:
        ran = taken = calls = 0
        while taken < BATCH_SECONDS and calls < MOST_CALLS:
            names.pop('_', None)
            exec(before, names)
            ran_before, start = watcher.ran, time.perf_counter()
            exec(call, names)
            taken += time.perf_counter() - start
            ran += watcher.ran - ran_before
            calls += 1
        share = min(1.0, ran / taken)
        if best == 0 < share:
            # Somebody releases: how much is worth a longer look on a busy machine.
            end += LONGER_SEARCH_SECONDS
        best = max(best, share)
    return best


def settle(interval):
    """Sets the switch interval and lets waits with the old one end: a request to give the GIL away outlives it."""
    sys.setswitchinterval(interval)
    time.sleep(0.003)


def longest_hold(watcher, before, call, names):
    """The least, over several runs, of the CPU time of a call in the watcher's longest wait, as a share of all its CPU time."""
    best = math.inf
    for _ in range(MOST_RUNS):
        names.pop('_', None)
        exec(before, names)
        settle(OFTEN)
        watcher.forget()
        start = time.thread_time()
        exec(call, names)
        taken = time.thread_time() - start
        best = min(best, watcher.hold() / max(taken, 1e-9))
        if best < ENOUGH:
            break
    return min(1.0, best)


def rounded(seconds):
    return float('%.2g' % seconds)


if __name__ == '__main__':
    main()
