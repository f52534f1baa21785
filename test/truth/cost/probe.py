"""The forms of probes: a statement, its baseline, and what else the statement contains.

Loads and stores of local names cannot be told from what produces and takes the value, so two conventions: a load is
what one more name in a tuple display costs, a store what one more target of an unpacking costs. Everything an
instruction does to its operands, such as releasing them, then counts for the instruction.
"""

from collections import namedtuple

#: `per`: operations in one statement. `minus`: operations to subtract, per operation. `since`: first Python with it.
Probe = namedtuple('Probe', 'statement baseline setup per minus unroll scope since')


def probe(
    statement, *, baseline='pass', setup='', per=1, minus=None, unroll=20, scope='function', since=(3, 9)
):
    return Probe(statement, baseline, setup, per, minus or {}, unroll, scope, since)


def value(expression, setup, loads=1, **rest):
    """An expression of `loads` local names, assigned to a local name."""
    return probe(f'x = {expression}', setup=setup, minus=local(loads, 1, **rest.pop('minus', {})), **rest)


def local(loads, stores=0, **others):
    """What a statement contains: loads and stores of local names, and other operations (`_` stands for `-`)."""
    counts = {'load-local': loads, 'store-local': stores}
    counts.update({name.replace('_', '-'): count for name, count in others.items()})
    return {name: count for name, count in counts.items() if count}


#: Set-ups that many probes use. What they name is in prelude.py.
INTS = 'a, b = 1234567, 7654321'
SIZES = 'big, small = thousand, thousand[:10]'
LISTS = 'l, e, t = thousand, [], tuple(thousand)'

#: Popping a result off the stack takes as long as loading a local name.
POP = 1


def instead_of_load(statement, baseline, setup, **rest):
    """What stands in a statement where its baseline loads a local name."""
    return probe(statement, baseline=baseline, setup=setup, minus={'load-local': -1}, **rest)


def test(expression, setup, loads=2, **minus):
    """An expression of `loads` local names as the test of an `if`, where most comparisons stand."""
    return probe(f'if {expression}: pass', setup=setup, minus=local(loads, branch=1, **minus))


def grows(statement, small, setup, per, **rest):
    """The price of one element: the same statement on a large and a small operand."""
    return probe(statement, baseline=small, setup=setup, per=per, unroll=4, **rest)


#: How many objects `retained` and `filled` keep: some six megabytes, more than the caches near a processor hold. Work
#: worth a thread does so, and getting memory from the system is part of the price.
KEPT_OBJECTS = 50_000
KEPT_NUMBERS = 200_000


def retained(expression, setup, loads=1, constant=0, **minus):
    """An expression whose value is kept, so that memory is not recycled and the garbage collector looks at it."""
    return probe(
        f'x = [{expression} for v in r]',
        baseline='x = [None for v in r]',
        setup=f'{setup}\nr = range({KEPT_OBJECTS})',
        per=KEPT_OBJECTS,
        unroll=1,
        minus=local(loads, constant=constant - 1, **minus),
    )


def filled(comprehension):
    """An element of a comprehension whose elements are new objects, in place of making and dropping each."""
    return probe(
        f'x = {comprehension}',
        baseline='for v in r: v + 7',
        setup=f'r = range(1000, {1000 + KEPT_NUMBERS})',
        per=KEPT_NUMBERS,
        unroll=1,
        minus={'load-local': -POP},
    )


def loop(statement, setup=LISTS, **rest):
    """A statement that goes through a thousand elements; what one round takes."""
    return probe(statement, setup=setup, per=1000, unroll=1, **rest)
