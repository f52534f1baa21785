"""Measures what calls of the standard library take on the interpreter that runs this script.

    python3 test/truth/calibrate_calls.py > 3.11.json        one interpreter's figures, as JSON on standard output
    python3 test/truth/calibrate_calls.py --only zlib,json   probes whose name begins so
    python3 test/truth/calibrate_calls.py --write FOLDER 3.11.json 3.13.json ...
                                                             the cost tables in server/src/core/kb/data/costs

How: each probe (calls/constant.py, calls/sized.py) is timed in CPU time, calls of the system (calls/system.py) on the
wall, as the minimum of several runs less the same loop around its baseline. A sized probe runs on two sizes and on each
kind of data; the slope is the cost per unit, the rest the cost of any call. Of several results of the same interpreter the quickest counts, since other work on the machine
only adds. Standard library only; Python 3.9 and later.
"""

import argparse
import builtins
import datetime
import gc
import importlib
import json
import math
import os
import platform
import re
import statistics
import sys
import tempfile
import time
import timeit
import warnings

sys.dont_write_bytecode = True

from calls.constant import CONSTANT  # noqa: E402
from calls.data import MAKERS  # noqa: E402
from calls.sized import SIZED  # noqa: E402
from calls.system import SYSTEM  # noqa: E402

#: Least spread of every figure: other machines, colder caches, other data.
LEAST_SPREAD = 1.5

#: Shortest time one timed run should take, so that the clock's own cost (below 1 µs) does not show.
RUN_SECONDS = 0.004

RUNS = 5

MOST_ROUNDS = 1_000_000

#: Calls of the system were measured with everything in the cache. The middle and the high end of their range allow for
#: what that leaves out: busy and cold disks, network file systems, big environments.
WARM_TO_USUAL, WARM_TO_SLOW = 3, 300

#: Fixed costs below this many seconds do not show beside the loop and are left out.
NOTHING = 20e-9

SMALL, LARGE = 200, 20_000

#: A bar with space around it; regular expressions and `|` inside a cell have none.
COLUMN = re.compile(r'\s\|(?=\s|$)')

OPTION = re.compile(r';(?=(?:of|small|large|base|unit|import|argument|slow|steady)=)')


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--only', help='prefixes of probe names, parted by commas')
    parser.add_argument('--write', nargs='+', metavar='PATH', help='a folder and the results to make cost tables of')
    options = parser.parse_args()
    if options.write:
        folder, *paths = options.write
        write_tables(folder, [json.load(open(path)) for path in paths])
        return
    wanted = tuple(options.only.split(',')) if options.only else ('',)
    json.dump(measure_all(wanted), sys.stdout, indent=1)
    print()


def measure_all(wanted):
    warnings.simplefilter('ignore')
    gc.disable()
    calls, failed = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for probe in (*constant_probes(), *sized_probes(SIZED), *sized_probes(SYSTEM)):
            name = probe['name']
            if not name.startswith(wanted):
                continue
            if probe['table'] is SYSTEM:
                probe['folder'] = folder
            try:
                calls[name] = measure(probe)
            except Exception as error:  # one interpreter may lack a function that another has
                failed[name] = f'{type(error).__name__}: {error}'
                print(f'{name}: {failed[name]}', file=sys.stderr)
    return {
        'python': platform.python_version(),
        'implementation': platform.python_implementation(),
        'machine': processor(),
        'date': datetime.date.today().isoformat(),
        'calls': calls,
        'failed': failed,
    }


def constant_probes():
    for name, statement, setup, base in rows(CONSTANT, 4):
        yield {
            'table': CONSTANT,
            'name': name,
            'per': 'call',
            'statement': statement,
            'setup': setup,
            'base': base or 'pass',
        }


def sized_probes(table):
    for name, per, kinds, statement, setup, options in rows(table, 6):
        given = dict(option.split('=', 1) for option in OPTION.split(options) if option)
        yield {
            'table': table,
            'name': name,
            'per': per,
            'kinds': kinds.split(),
            'statement': statement,
            'setup': setup,
            'base': 'pass',
            **given,
        }


def rows(table, columns):
    """The lines of a probe table, braces expanded, short lines filled up with empty columns."""
    for line in table.strip().splitlines():
        cells = [cell.strip() for cell in COLUMN.split(line)]
        cells += [''] * (columns - len(cells))
        for name in expand_braces(cells[0]):
            yield (name, *cells[1:columns])


def expand_braces(text):
    match = re.search(r'\{([^{}]*)\}', text)
    if not match:
        return [text]
    return [
        done
        for choice in match.group(1).split(',')
        for done in expand_braces(text[: match.start()] + choice + text[match.end() :])
    ]


def measure(probe):
    if probe['per'] == 'call':
        seconds = seconds_of(probe, {'n': SMALL, **data_of(probe, SMALL)})
        result = {'per': 'call', 'seconds': [seconds, seconds, seconds]}
    else:
        result = measure_sized(probe)
    if 'slow' in probe:
        result['seconds'][2] *= float(probe['slow'])
    if 'folder' in probe and 'steady' not in probe:
        result['warm'] = True
    return result


def measure_sized(probe):
    slopes, fixed = [], []
    for kind in probe['kinds']:
        (small, t_small), (large, t_large) = (
            sized_seconds(probe, kind, int(probe.get(key, default)))
            for key, default in (('small', SMALL), ('large', LARGE))
        )
        if probe['per'] == 'element-log':
            small, large = small * math.log2(small), large * math.log2(large)
        slope = (t_large - t_small) / (large - small) if t_large > t_small else t_large / large
        slopes.append(slope)
        fixed.append(max(0.0, t_small - slope * small))
    result = {'per': probe['per'], 'seconds': spread_over(slopes), 'fixed': spread_over(fixed)}
    if 'of' in probe:
        result['of'] = probe['of']
    if 'argument' in probe:
        result['argument'] = int(probe['argument'])
    return result


def sized_seconds(probe, kind, n):
    """Number of units of the data of that size, and seconds of one call."""
    namespace = {'n': n, **data_of(probe, n, kind)}
    if 'import' in probe:
        exec(f"import {probe['import']}", namespace)
    units = eval(probe['unit'], namespace) if 'unit' in probe else n
    return units, seconds_of(probe, namespace)


def data_of(probe, n, kind=None):
    """The names a probe's statement may use: the data, and for calls of the system the paths."""
    if 'kinds' not in probe:
        return {}
    data = MAKERS[kind or probe['kinds'][0]](n)
    if 'folder' not in probe:
        return {'d': data, 'KIND': kind}
    place = tempfile.mkdtemp(dir=probe['folder'])
    paths = {
        'file': os.path.join(place, 'file.bin'),
        'absent': os.path.join(place, 'absent.bin'),
        'folder': place,
    }
    if isinstance(data, int):
        for i in range(n):
            open(os.path.join(place, f'{i}.txt'), 'w').close()
    else:
        with open(paths['file'], 'wb') as file:
            file.write(data.encode() if isinstance(data, str) else data)
    return {'d': data, **paths}


def spread_over(values):
    return [min(values), statistics.median(values), max(values)]


def find(name):
    """The object of a dotted name; bare names are builtins."""
    parts = name.split('.')
    for end in range(len(parts), 0, -1):
        try:
            found = importlib.import_module('.'.join(parts[:end]))
        except ImportError:
            continue
        for part in parts[end:]:
            found = getattr(found, part)
        return found
    found = importlib.import_module('builtins')
    for part in parts:
        found = getattr(found, part)
    return found


def seconds_of(probe, namespace):
    """Seconds of one run of the probe's statement beyond those of its baseline."""
    name, statement, base = probe['name'], probe['statement'], probe['base']
    namespace['NAME'] = name
    if '$' in statement:
        namespace['probed'] = find(name)
        statement = statement.replace('$', 'probed')
    statement = statement.replace('@', name.rsplit('.', 1)[-1])
    exec(probe['setup'], namespace)
    clock = time.perf_counter if 'folder' in probe else time.process_time
    timed = timeit.Timer(
        statement if base == 'pass' else f'{base}\n{statement}', timer=clock, globals=namespace
    )
    baseline = timeit.Timer(base, timer=clock, globals=namespace)
    rounds = 1
    while (taken := timed.timeit(rounds)) < RUN_SECONDS and rounds < MOST_ROUNDS:
        rounds = min(MOST_ROUNDS, max(rounds * 2, int(rounds * RUN_SECONDS / max(taken, 1e-7))))
    return max(min(timed.repeat(RUNS, rounds)) - min(baseline.repeat(RUNS, rounds)), 0.0) / rounds


def processor():
    try:
        with open('/proc/cpuinfo') as file:
            names = [line.split(':', 1)[1].strip() for line in file if line.startswith('model name')]
    except OSError:
        names = []
    return f"{names[0] if names else platform.processor() or platform.machine()}, {os.cpu_count()} cores, {platform.system()}"


def write_tables(folder, results):
    """One row a call. Low and high span all interpreters and kinds of data; the middle is their median."""
    interpreters = {}
    for result in results:
        calls = interpreters.setdefault(result['python'], {})
        for name, call in result['calls'].items():
            calls[name] = quicker(calls[name], call) if name in calls else call
    by_name = {}
    for calls in interpreters.values():
        for name, call in calls.items():
            by_name.setdefault(name, []).append(call)
    where = f"CPython {' and '.join(sorted(interpreters))} on {results[0]['machine']}, {results[0]['date']}, test/truth/calibrate_calls.py"
    warm = f'warm caches measured; usually {WARM_TO_USUAL}, at worst {WARM_TO_SLOW} times slower. {where}'
    for file, contents, basis, source, belongs in (
        ('measuredBuiltins', 'Builtin functions and the methods of builtin types', 'measured', where, is_builtin),
        ('measuredModules', 'Calls of the standard library that compute', 'measured', where, is_module),
        ('measuredSystem', 'Calls of the system: the low end was measured, the rest assumes slower', 'assumed', warm, is_warm),
    ):
        rows = [row(name, calls) for name, calls in sorted(by_name.items()) if belongs(name, calls)]
        with open(os.path.join(folder, f'{file}.ts'), 'w') as target:
            target.write(TABLE.format(contents=contents, name=file, basis=basis, source=quoted(source), rows='\n'.join(rows)))


TABLE = """/**
 * {contents}. Generated by
 * `test/truth/calibrate_calls.py --write`; change the probes and measure again, not this file.
 */
import type {{ CostGroup }} from '../../costTable';

// prettier-ignore
export const {name}: CostGroup = {{
  basis: '{basis}',
  source: {source},
  rows: [
{rows}
  ],
}};
"""


def quicker(one, other):
    return {
        key: [min(pair) for pair in zip(value, other[key])] if isinstance(value, list) else value
        for key, value in one.items()
    }


def is_warm(name, calls):
    return 'warm' in calls[0]


def is_builtin(name, calls):
    return hasattr(builtins, name.split('.')[0]) and not is_warm(name, calls)


def is_module(name, calls):
    return not is_builtin(name, calls) and not is_warm(name, calls)


def row(name, calls):
    warm = 'warm' in calls[0]
    more = []
    fixed = [value for call in calls for value in call.get('fixed', [])]
    if fixed and statistics.median(fixed) >= NOTHING:
        more.append(f'fixed: {figures(fixed, warm)}')
    for key in ('of', 'argument'):
        if key in calls[0]:
            more.append(f'{key}: {quoted(calls[0][key]) if key == "of" else calls[0][key]}')
    tail = f", {{ {', '.join(more)} }}" if more else ''
    seconds = [value for call in calls for value in call['seconds']]
    return f"    ['{name}', '{calls[0]['per']}', {figures(seconds, warm)}{tail}],"


def figures(values, warm):
    """Nanoseconds [low, mid, high], two digits each."""
    low, mid, high = min(values) / LEAST_SPREAD, statistics.median(values), max(values) * LEAST_SPREAD
    if warm:
        mid, high = mid * WARM_TO_USUAL, max(high, mid * WARM_TO_SLOW)
    return f"[{', '.join(two_digits(value * 1e9) for value in (low, mid, high))}]"


def two_digits(value):
    if value <= 0:
        return '0'
    digits = 1 - math.floor(math.log10(value))
    rounded = round(value, digits)
    return str(int(rounded)) if rounded == int(rounded) else repr(rounded)


def quoted(text):
    return "'" + text.replace("'", "\\'") + "'"


if __name__ == '__main__':
    main()
