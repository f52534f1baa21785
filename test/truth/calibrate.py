"""Measures what each operation of the cost model takes on the interpreter that runs this script.

    python3 test/truth/calibrate.py > 3.13.json          one interpreter's figures, as JSON on standard output
    python3 test/truth/calibrate.py --only yield,slice   these operations and those they rest on
    python3 test/truth/calibrate.py --typescript         the text of server/src/core/cost/measured/cpython313.ts

How: a probe (cost/probes.py) is a statement and a baseline. Both are unrolled in a loop, run in turns, and timed in
CPU time; the difference of the two minima is the operation, less the operations the statement also contains.
Standard library only; Python 3.9 and later. See docs/cost-model.md.
"""

import argparse
import datetime
import gc
import itertools
import json
import os
import platform
import statistics
import sys
import sysconfig
import textwrap
import time

sys.dont_write_bytecode = True

from cost.prelude import PRELUDE  # noqa: E402
from cost.probes import PROBES  # noqa: E402
from cost.programs.measure import reference  # noqa: E402

#: Least spread of every figure. A probe runs with warm caches and predicted branches, real code does not always.
LEAST_SPREAD = 1.3

#: Nanoseconds that a difference must have to stand out. What is below may take as much, so no range ends below.
RESOLUTION = 0.5

#: How long one timed run takes: much longer than reading the clock (below 1 µs), and short enough to fit between
#: two interruptions on a busy machine.
RUN_SECONDS = 0.0005

#: Timed runs of a loop in one go, and of one that takes far longer than it should because its statement does.
RUNS_PER_PASS = 12
SLOW_RUNS_PER_PASS = 2

SCOPES = {
    'function': '''
def run(rounds):
    {setup}
    for _ in repeat(None, rounds):
        {body}
''',
    'closure': '''
def outer():
    c = a = 1234
    def run(rounds):
        nonlocal c
        {setup}
        for _ in repeat(None, rounds):
            {body}
    return run
run = outer()
''',
    'method': '''
class Derived(Base):
    def method(self):
        pass
    def run(self, rounds):
        {setup}
        for _ in repeat(None, rounds):
            {body}
run = Derived().run
''',
    'async': '''
async def coroutine(rounds):
    {setup}
    for _ in repeat(None, rounds):
        {body}
def run(rounds):
    try:
        coroutine(rounds).send(None)
    except StopIteration:
        pass
''',
    'module': '''
{setup}
for _ in repeat(None, rounds):
    {body}
''',
}

#: What a file of measurements says of where it comes from, besides the figures.
PROVENANCE = (
    'interpreter',
    'version',
    'optimisedBuild',
    'compiler',
    'machine',
    'system',
    'cores',
    'date',
    'referenceSeconds',
)

TYPESCRIPT = """/**
 * What each operation takes on CPython {minor}. Written by `python3 test/truth/calibrate.py --typescript`; not
 * edited by hand. docs/cost-model.md says how it is measured.
 */
import type {{ Measurement }} from './measurement';

export const CPYTHON_{digits}: Measurement = {{
{provenance}
  nanoseconds: {{
{rows}
  }},
}};
"""


def compile_loop(probe, statement):
    """Gives a callable that runs `statement` `probe.unroll` times per round."""
    template = SCOPES[probe.scope]
    place = next(line for line in template.splitlines() if '{body}' in line)
    outer = next(line for line in template.splitlines() if '{setup}' in line)

    def indented(text, line):
        return textwrap.indent(textwrap.dedent(text).strip() or 'pass', line[: line.index('{')])

    text = template.replace(outer, indented(probe.setup, outer))
    text = text.replace(place, '\n'.join([indented(statement, place)] * probe.unroll))
    namespace = {'repeat': itertools.repeat}
    exec(PRELUDE, namespace)
    if probe.scope != 'module':
        exec(text, namespace)
        return namespace['run']
    code = compile(text, '<probe>', 'exec')

    def run(rounds):
        namespace['rounds'] = rounds
        exec(code, namespace)

    return run


def seconds_of(run, *arguments):
    start = time.process_time()
    run(*arguments)
    return time.process_time() - start


def rounds_for(run):
    """How many rounds make one timed run long enough; also warms up the specialising interpreter."""
    rounds = 1
    while True:
        taken = seconds_of(run, rounds)
        if taken >= RUN_SECONDS:
            return rounds
        rounds = int(rounds * max(1.5, min(20, 1.2 * RUN_SECONDS / max(taken, 1e-6))))


class Timed:
    """The timed runs of one statement, in seconds per execution."""

    def __init__(self, probe, statement):
        self.run = compile_loop(probe, statement)
        self.rounds = rounds_for(self.run)
        self.executions = self.rounds * probe.unroll
        self.runs_per_pass = (
            RUNS_PER_PASS if seconds_of(self.run, self.rounds) < 10 * RUN_SECONDS else SLOW_RUNS_PER_PASS
        )
        self.taken = []

    def sample(self):
        self.taken.append(seconds_of(self.run, self.rounds) / self.executions)

    def fastest(self):
        return min(self.taken)

    def usual(self):
        """A run with some disturbance: the first quartile."""
        return statistics.quantiles(self.taken, n=4)[0]


def calibrate(passes, only, progress):
    """Seconds of the reference function, and every operation's {low, mid, high} in nanoseconds.

    Each pass runs all probes, so that a minute in which the machine is busy spoils no probe as a whole.
    """
    wanted = with_requirements(only)
    pairs = {
        operation: [
            (probe, Timed(probe, probe.statement), Timed(probe, probe.baseline))
            for probe in probes
            if sys.version_info >= probe.since
        ]
        for operation, probes in PROBES.items()
        if operation in wanted
    }
    # Hundreds of probes with their data are nothing the collector should look at while one of them is timed.
    gc.freeze()
    references = []
    for number in range(passes):
        progress(f'pass {number + 1} of {passes}')
        references += [seconds_of(reference) for _ in range(RUNS_PER_PASS)]
        for operation in pairs.values():
            gc.collect()
            for _, statement, baseline in operation:
                for _ in range(statement.runs_per_pass):
                    statement.sample()
                    baseline.sample()
    known = {}
    for operation, variants in pairs.items():
        if variants:
            known[operation] = figures(variants, known)
    return min(references), known


def figures(variants, known):
    """Low, mid and high of one operation, which hold all its variants, less the operations priced so far."""
    fastest, usual = [], []
    for probe, statement, baseline in variants:
        contained = sum(known[name]['mid'] * count for name, count in probe.minus.items())

        def operation(statement_seconds, baseline_seconds):
            return max(0.0, (statement_seconds - baseline_seconds) * 1e9 / probe.per - contained)

        fastest.append(operation(statement.fastest(), baseline.fastest()))
        usual.append(operation(statement.usual(), baseline.usual()))
    mid = statistics.median(fastest)
    return {
        'low': round(min(mid / LEAST_SPREAD, *fastest), 3),
        'mid': round(mid, 3),
        'high': round(max(RESOLUTION, mid * LEAST_SPREAD, *fastest, *usual), 3),
    }


def with_requirements(only):
    """The operations asked for and those their probes subtract; all where none is asked for."""
    if not only:
        return set(PROBES)
    unknown = [name for name in only if name not in PROBES]
    if unknown:
        sys.exit(f'calibrate.py: no such operation: {", ".join(unknown)}')
    wanted = set()
    waiting = list(only)
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting.extend(needed for probe in PROBES[name] for needed in probe.minus)
    return wanted


def processor():
    try:
        with open('/proc/cpuinfo', encoding='utf-8') as info:
            for line in info:
                if line.startswith('model name'):
                    return line.split(':', 1)[1].strip()
    except OSError:
        pass  # Not Linux: the platform module knows less, but something.
    return platform.processor() or 'unknown processor'


def report(reference_seconds, operations):
    return {
        'schema': 1,
        'unit': 'nanoseconds',
        'interpreter': platform.python_implementation(),
        'version': platform.python_version(),
        'optimisedBuild': '--enable-optimizations' in (sysconfig.get_config_var('CONFIG_ARGS') or ''),
        'compiler': platform.python_compiler(),
        'machine': f'{platform.machine()}, {processor()}',
        'system': platform.system(),
        'cores': os.cpu_count(),
        'date': datetime.date.today().isoformat(),
        'referenceSeconds': round(reference_seconds, 7),
        'operations': operations,
    }


def typescript(measured):
    """The text of one file of server/src/core/cost/measured."""
    missing = [name for name in PROBES if name not in measured['operations']]
    if missing:
        sys.exit(f'calibrate.py: Python {measured["version"]} cannot run the probes of {", ".join(missing)}')
    minor = '.'.join(measured['version'].split('.')[:2])
    return TYPESCRIPT.format(
        minor=minor,
        digits=minor.replace('.', ''),
        provenance='\n'.join(f'  {key}: {json.dumps(measured[key])},' for key in PROVENANCE),
        rows='\n'.join(
            "    '{}': [{low}, {mid}, {high}],".format(name, **figures)
            for name, figures in measured['operations'].items()
        ),
    )


def main():
    parser = argparse.ArgumentParser(description='Measures what the operations of the cost model take.')
    parser.add_argument('--only', help='comma-separated operations')
    parser.add_argument('--passes', type=int, default=10, help='how often to run all probes (default 10)')
    parser.add_argument('--typescript', action='store_true', help='print a file of core/cost/measured')
    parser.add_argument('--list', action='store_true', help='print the names of the operations as JSON')
    arguments = parser.parse_args()
    if arguments.list:
        print(json.dumps(list(PROBES)))
        return

    def progress(text):
        if sys.stderr.isatty():
            print(f'\r\033[K{text}', end='', file=sys.stderr, flush=True)

    only = arguments.only.split(',') if arguments.only else []
    measured = report(*calibrate(arguments.passes, only, progress))
    if arguments.typescript:
        sys.stdout.write(typescript(measured))
    else:
        json.dump(measured, sys.stdout, indent=1)
        print()


if __name__ == '__main__':
    main()
