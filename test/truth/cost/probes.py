"""What `calibrate.py` runs to price each operation: statements, their baselines, and what else they contain.

An operation with several probes has variants: the median is its middle, the extremes are its range. The order counts:
what a probe subtracts stands above it.

Loads and stores of local names cannot be told from what produces and takes the value, so two conventions: a load is
what one more name in a tuple display costs, a store what one more target of an unpacking costs. Everything an
instruction does to its operands, such as releasing them, then counts for the instruction.
"""

from collections import namedtuple

#: `per`: operations in one statement. `minus`: operations to subtract, per operation. `since`: first Python that runs it.
Probe = namedtuple('Probe', 'statement baseline setup per minus unroll scope since')


def probe(statement, *, baseline='pass', setup='', per=1, minus=None, unroll=20, scope='function', since=(3, 9)):
    return Probe(statement, baseline, setup, per, minus or {}, unroll, scope, since)


def value(expression, setup, loads=1, **rest):
    """An expression of `loads` local names, assigned to a local name."""
    return probe(f'x = {expression}', setup=setup, minus=local(loads, 1, **rest.pop('minus', {})), **rest)


def test(expression, setup, loads=2, **minus):
    """An expression of `loads` local names as the test of an `if`, where most comparisons stand."""
    return probe(f'if {expression}: pass', setup=setup, minus=local(loads, branch=1, **minus))


def local(loads, stores=0, **others):
    """What a statement contains: loads and stores of local names, and other operations (`_` stands for `-`)."""
    counts = {'load-local': loads, 'store-local': stores}
    counts.update({name.replace('_', '-'): count for name, count in others.items()})
    return {name: count for name, count in counts.items() if count}


#: Popping a result off the stack takes as long as loading a local name.
POP = 1


def instead_of_load(statement, baseline, setup, **rest):
    """What stands in a statement where its baseline loads a local name."""
    return probe(statement, baseline=baseline, setup=setup, minus={'load-local': -1}, **rest)


PRELUDE = '''
import array, collections, itertools, math, threading
GLOBAL = 1234
def empty(): pass
def constant(): return 1
def four(a, b, c, d): pass
def rest(*values): pass
def identity(value): return value
def count(values):
    for v in values:
        yield v
async def nothing(): pass
async def async_count(values):
    for v in values:
        yield v
class Base:
    def method(self): pass
class Plain:
    shared = 1
    def __init__(self): self.value = 1
    def method(self): pass
    def __add__(self, other): return self
    def __getitem__(self, index): return self
    def __lt__(self, other): return True
    @property
    def computed(self): return self
class Slotted:
    __slots__ = ('value',)
    def __init__(self): self.value = 1
class Bare: pass
class WithInit:
    def __init__(self): pass
class Async:
    async def __aenter__(self): pass
    async def __aexit__(self, *details): pass
consume = collections.deque(maxlen=0).extend
thousand = list(range(1000, 2000))
words = [f'word{i}' for i in range(1000)]
'''

NAMES = list('abcdefghijklmnop')
SIXTEEN = f'{", ".join(NAMES)} = [1000.5 + number for number in range(16)]'
INTS = 'a, b = 1234567, 7654321'
SMALL = 'a, b = 3, 4'
#: Above 30 bits CPython needs two digits, where a sum over a long loop soon arrives.
TWO_DIGITS = 'a, b = 5_000_000_000, 1234567'
FLOATS = 'a, b = 1.5, 2.75'
STRINGS = "a, b = 'abcdefgh', 'ijklmnop'"
LISTS = 'l, e, t = thousand, [], tuple(thousand)'
SIZES = 'big, small = thousand, thousand[:10]'


def grows(statement, small, setup, per, **rest):
    """The price of one element: the same statement on a large and a small operand."""
    return probe(statement, baseline=small, setup=setup, per=per, unroll=4, **rest)


def retained(expression, setup, loads=1):
    """An expression whose value is kept: memory is not recycled at once and the garbage collector has to look at it."""
    return probe(f'x = [{expression} for v in r]', baseline='x = [None for v in r]', setup=f'{setup}\nr = range(20_000)',
                 per=20_000, unroll=1, minus=local(loads, constant=-1))


def loop(statement, setup=LISTS, **rest):
    """A statement that goes through a thousand elements; what one round takes."""
    return probe(statement, setup=setup, per=1000, unroll=1, **rest)


PROBES = {
    # Names and constants
    'load-local': [
        probe(f'x = ({", ".join(NAMES)})', baseline=f'x = ({", ".join(NAMES[:4])})', setup=SIXTEEN, per=12),
    ],
    'store-local': [
        probe(f'{", ".join(NAMES)} = t', baseline=f'{", ".join(NAMES[:4])} = u',
              setup=f'{SIXTEEN}\nt, u = ({", ".join(NAMES)}), ({", ".join(NAMES[:4])})', per=12),
    ],
    'constant': [instead_of_load('f(1000, "text", None, 1.5)', 'f(a, b, c, d)', f'{SIXTEEN}\nf = four', per=4)],
    'load-closure': [instead_of_load('x = c', 'x = a', 'a = 1234', scope='closure')],
    'store-closure': [probe('c = a', baseline='x = a', setup='a = 1234', scope='closure', minus={'store-local': -1})],
    'load-global': [instead_of_load('x = GLOBAL', 'x = a', 'a = GLOBAL'), instead_of_load('x = len', 'x = a', 'a = len')],
    'store-global': [
        probe('global_name = a', baseline='x = a', setup='global global_name\na = 1234', minus={'store-local': -1}),
    ],
    'load-module-name': [
        probe('GLOBAL', scope='module', minus=local(POP)),
        probe('len', scope='module', minus=local(POP)),
    ],
    'store-module-name': [probe('x = GLOBAL', scope='module', minus={'load-module-name': 1})],
    'delete-name': [probe('x = a\ndel x', baseline='x = a', setup=INTS)],
    # Tests, which the comparisons below stand in
    'branch': [
        probe('if a: pass', setup=f'a = {text}', minus=local(1)) for text in ('True', 'False', '[1]')
    ],
    # Attributes
    'load-attribute': [
        value('o.value', 'o = Plain()'),
        value('o.value', 'o = Slotted()'),
        value('o.shared', 'o = Plain()'),
        value('o.pi', 'o = math'),
    ],
    'store-attribute': [
        probe('o.value = a', setup='o, a = Plain(), 1', minus=local(2)),
        probe('o.value = a', setup='o, a = Slotted(), 1', minus=local(2)),
    ],
    'delete-attribute': [
        probe('o.gone = a\ndel o.gone', setup='o, a = Plain(), 1', minus=local(3, store_attribute=1)),
    ],
    # Arithmetic
    'binop-int': [value(f'a {op} b', INTS, 2) for op in '+-*&']
    + [value('a + b', SMALL, 2)]
    + [value(f'a {op} b', TWO_DIGITS, 2) for op in '+-'],
    'binop-int-divide': [
        value('b // a', INTS, 2),
        value('b % a', INTS, 2),
        value('b % a', SMALL, 2),
        value('a // 2', INTS, 1, minus={'constant': 1}),
        value('b % a', 'a, b = 1000, 5_000_000_000', 2),
    ],
    'binop-float': [value(f'a {op} b', FLOATS, 2) for op in '+-*'] + [value('a * b', 'a, b = 1.5, 3', 2)],
    'binop-divide': [value('a / b', FLOATS, 2), value('a / b', INTS, 2)],
    'binop-power': [
        value('a ** 2', INTS, 1, minus={'constant': 1}),
        value('a ** 2', FLOATS, 1, minus={'constant': 1}),
        value('a ** 0.5', FLOATS, 1, minus={'constant': 1}),
    ],
    'binop-complex': [value(f'a {op} b', 'a, b = 0.3+0.5j, 0.2+0.1j', 2) for op in '+*'],
    'binop-other': [
        value('a + b', INTS, 2),
        value('a * b', FLOATS, 2),
        value('a + b', 'a, b = 1.5, 3', 2),
        value('a + b', STRINGS, 2),
        value('a + b', 'a, b = [1, 2], [3, 4]', 2),
        value('a | b', 'a, b = True, False', 2),
    ],
    'bigint-add-digit': [
        grows('x = a + a', 'x = b + b', 'a, b = 1 << 29990, 1 << 110', 996),
        grows('x = a - c', 'x = b - d', 'a, b, c, d = 1 << 29990, 1 << 110, 3 << 29980, 3 << 100', 996),
    ],
    'bigint-multiply-digit-pair': [
        grows('x = a * c', 'x = b * d', 'a, b, c, d = 1 << 1790, 1 << 110, 3 << 1780, 3 << 100', 3584),
    ],
    'bigint-divide-digit-pair': [
        grows('x = a // c', 'x = b // d', 'a, b, c, d = 1 << 3590, 1 << 230, 3 << 1780, 3 << 100', 3584),
    ],
    'binop-bigint': [
        value('a + b', 'a, b = 1 << 110, 3 << 108', 2, minus={'bigint-add-digit': 4}),
        value('a * b', 'a, b = 1 << 110, 3 << 108', 2, minus={'bigint-multiply-digit-pair': 16}),
    ],
    'unary': [value('-a', INTS), value('-a', FLOATS), value('~a', INTS)],
    'not': [value('not a', 'a = True'), value('not a', 'a = []')],
    'boolop': [
        value('a and b', 'a, b = True, 1', 2),
        value('a or b', 'a, b = None, 1', 2),
        test('a and b', 'a, b = True, True'),
    ],
    # Operators on strings and containers
    'string-concat-character': [
        grows('x = a + a', 'x = b + b', "a, b = 'x' * 10_000, 'x' * 10", 19_980),
        grows('x = a + a', 'x = b + b', "a, b = '\\u20ac' * 10_000, '\\u20ac' * 10", 19_980),
    ],
    'string-concat': [
        value('a + b', STRINGS, 2),
        probe('x = a\nx += b', baseline='x = a', setup=STRINGS, minus=local(2, 1)),
    ],
    'list-concat-element': [grows('x = big + big', 'x = small + small', SIZES, 1980)],
    'list-concat': [value('a + b', 'a, b = [1, 2], [3, 4]', 2, minus={'list-concat-element': 4})],
    'list-repeat-element': [grows('x = a * n', 'x = a * m', 'a, n, m = [1], 10_000, 10', 9990)],
    'list-repeat': [value('a * n', 'a, n = [1], 10', 2, minus={'list-repeat-element': 10})],
    'set-operation-element': [
        grows(f'x = a {op} c', f'x = b {op} d', 'a, b = set(thousand), set(range(10))\nc, d = set(a), set(b)', 1980)
        for op in '|&-'
    ],
    'set-operation': [
        value(f'a {op} b', 'a, b = {1, 2}, {2, 3}', 2, minus={'set-operation-element': 4}) for op in '|&-'
    ],
    # Comparisons
    'compare-number': [
        test('a < b', INTS),
        test('a == b', INTS),
        test('a < b', FLOATS),
        test('a < b', 'a, b = 1.5, 3'),
        value('a < b', INTS, 2),
    ],
    'compare-string': [test('a == b', STRINGS), test("a == 'text'", "a = 'text'", 1, constant=1)],
    'compare-identity': [test('a is b', INTS), test('a is None', INTS, 1, constant=1)],
    'compare-other': [
        test('a < b', STRINGS),
        test('a == b', 'a, b = None, 3'),
        test('a == b', 'a, b = (1, 2), (1, 3)'),
        test('a == b', 'a, b = Bare(), Bare()'),
    ],
    'compare-sequence-element': [
        grows('x = a == b', 'x = c == d', 'a, b = thousand, [v + 0 for v in thousand]\nc, d = a[:10], b[:10]', 990),
        grows('x = a == b', 'x = c == d', 'a, b = thousand, thousand[:]\nc, d = a[:10], b[:10]', 990),
    ],
    'contains-hash': [
        test('a in b', 'a, b = 1500, set(thousand)'),
        test('a in b', "a, b = 'word7', dict.fromkeys(words)"),
        test('a in b', 'a, b = 7, set(thousand)'),
        test('a in b', 'a, b = (1, 2), {(1, 2)}'),
    ],
    'contains-list-element': [
        grows('x = a in big', 'x = a in small', SIZES + '\na = 7', 990),
        grows('x = a in big', 'x = a in small', "big, small = words, words[:10]\na = 'none'", 990),
    ],
    'contains-list': [test('a in b', 'a, b = 7, [1]', contains_list_element=1)],
    'contains-string-character': [
        grows('x = a in b', 'x = a in c', f"a = {needle!r}\nb, c = 'abcdefghij' * 1000, 'abcdefghij' * 10", 9900)
        for needle in ('z', 'xyz', 'adg')
    ],
    'contains-string': [
        test('a in b', "a, b = 'c', 'abcdefgh'", contains_string_character=3),
        test('a in b', "a, b = 'cde', 'abcdefgh'", contains_string_character=3),
    ],
    # Subscripts
    'subscript-list': [
        value('a[i]', 'a, i = thousand, 500', 2),
        value('a[i]', 'a, i = tuple(thousand), 500', 2),
        value('a[0]', 'a = thousand', 1, minus={'constant': 1}),
        value('a[-1]', 'a = thousand', 1, minus={'constant': 1}),
    ],
    'subscript-string': [value('a[i]', "a, i = 'text' * 100, 50", 2)],
    'subscript-dict': [
        value('a[k]', "a, k = dict.fromkeys(words), 'word7'", 2),
        value('a[k]', 'a, k = dict.fromkeys(thousand), 1500', 2),
        value('a[k]', 'a, k = {(1, 2): 3}, (1, 2)', 2),
    ],
    'subscript-other': [
        value('a[i]', 'a, i = array.array("d", range(10)), 5', 2),
        value('a[i]', 'a, i = bytes(10), 5', 2),
        value('a[i]', 'a, i = bytearray(10), 5', 2),
        value('a[i]', 'a, i = collections.deque(range(10)), 5', 2),
        value('a[i]', 'a, i = collections.Counter(range(10)), 5', 2),
    ],
    'store-subscript-list': [probe('a[i] = v', setup='a, i, v = [1, 2, 3], 1, 5', minus=local(3))],
    'store-subscript-dict': [
        probe('a[k] = v', setup='a, k, v = dict.fromkeys(words), "word7", 5', minus=local(3)),
        probe('a[k] = v', setup='a, k, v = dict.fromkeys(thousand), 1500, 5', minus=local(3)),
        # New keys, so that the dictionary grows.
        loop('d = {}\nfor k in l: d[k] = k', baseline='d = {}\nfor k in l: pass', minus=local(3)),
        loop('d = {}\nfor k in l: d[k] = k', baseline='d = {}\nfor k in l: pass', setup='l = words', minus=local(3)),
    ],
    'store-subscript-other': [
        probe('a[i] = v', setup='a, i, v = array.array("d", range(10)), 5, 1.5', minus=local(3)),
        probe('a[i] = v', setup='a, i, v = bytearray(10), 5, 1', minus=local(3)),
        probe('a[i] = v', setup='a, i, v = collections.defaultdict(int), 5, 1', minus=local(3)),
    ],
    'delete-subscript': [
        probe('a[k] = v\ndel a[k]', setup='a, k, v = dict.fromkeys(words), "new", 5',
              minus=local(5, store_subscript_dict=1)),
    ],
    'slice-element': [
        grows('x = a[i:j]', 'x = a[i:k]', 'a, i, j, k = thousand, 0, 1000, 10', 990),
        grows('x = a[i:j]', 'x = a[i:k]', 'a, i, j, k = tuple(thousand), 0, 999, 10', 989),
        grows('x = a[i:j]', 'x = a[i:k]', 'a, i, j, k = "x" * 2000, 0, 1000, 10', 990),
    ],
    'slice': [
        value('a[i:j]', 'a, i, j = thousand, 3, 7', 3, minus={'slice-element': 4}),
        value('a[i:j]', 'a, i, j = "x" * 2000, 3, 7', 3),
        value('a[i:]', 'a, i = thousand, 996', 2, minus={'slice-element': 4, 'constant': 1}),
    ],
    'store-slice': [
        probe('a[i:j] = v', setup='a, i, j, v = thousand, 3, 7, [1, 2, 3, 4]', minus=local(4, slice_element=4)),
    ],
    # Calls
    'call-python-function': [
        probe('f()', setup='f = empty', minus=local(1 + POP)),
        probe('f()', setup='f = constant', minus=local(1 + POP)),
    ],
    'argument': [
        probe('f(p, q, r, s)', baseline='g()', setup='f, g = four, empty\np, q, r, s = 1.5, 2.5, 3.5, 4.5', per=4, minus=local(1)),
    ],
    'keyword-argument': [
        probe('f(a=p, b=q, c=r, d=s)', baseline='g()', setup='f, g = four, empty\np, q, r, s = 1.5, 2.5, 3.5, 4.5', per=4,
              minus=local(1)),
    ],
    'call-python-method': [probe('o.method()', setup='o = Plain()', minus=local(1 + POP))],
    'call-class': [probe('f()', setup='f = WithInit', minus=local(1 + POP)), retained('f()', 'f = WithInit')],
    'call-class-plain': [probe('f()', setup='f = Bare', minus=local(1 + POP)), retained('f()', 'f = Bare')],
    'call-operator-method': [
        value('a + b', 'a, b = Plain(), Plain()', 2),
        value('a < b', 'a, b = Plain(), Plain()', 2),
        value('a[b]', 'a, b = Plain(), 1', 2),
        value('a.computed', 'a = Plain()', 1),
    ],
    'call-back': [
        loop('consume(map(f, l))', baseline='consume(l)', setup='f, l = identity, thousand', minus=local(1)),
        loop('consume(filter(f, l))', baseline='consume(l)', setup='f, l = identity, thousand', minus=local(1)),
    ],
    'call-c-function': [
        probe('f(o)', setup=f'f, o = {name}, {argument}', minus=local(2 + POP, argument=1))
        for name, argument in (('len', 'thousand'), ('callable', '1'), ('abs', '1'), ('math.fabs', '1.5'), ('ord', '"a"'))
    ],
    'call-c-method': [
        probe('o.isascii()', setup='o = "text"', minus=local(1 + POP)),
        probe('o.clear()', setup='o = []', minus=local(1 + POP)),
        probe('o.is_integer()', setup='o = 1.5', minus=local(1 + POP)),
        probe('o.get(k)', setup='o, k = {1: 2}, 1', minus=local(2 + POP, argument=1)),
    ],
    'super-lookup': [probe('super().method()', baseline='self.method()', scope='method')],
    'star-arguments': [
        probe('f(*t)', setup='f, t = four, (1, 2, 3, 4)', minus=local(2 + POP, call_python_function=1)),
        probe('f(**t)', setup='f, t = four, dict(a=1, b=2, c=3, d=4)', minus=local(2 + POP, call_python_function=1)),
        probe('f(p, p)', setup='f, p = rest, 1', minus=local(3 + POP, call_python_function=1, argument=2)),
    ],
    'star-arguments-element': [grows('f(*big)', 'f(*small)', SIZES + '\nf = rest', 990)],
    # Unpacking comes before the loops that unpack
    'unpack': [
        probe('a, b = t', setup='t = 1, 2', minus=local(1, 2)),
        probe('a, b, c = t', setup='t = 1, 2, 3', minus=local(1, 3)),
        probe('a, b, c = t', setup='t = [1, 2, 3]', minus=local(1, 3)),
    ],
    'unpack-star': [probe('a, *b = t', setup='t = 1, 2, 3, 4', minus=local(1, 2, slice_element=3))],
    # Loops
    'for-setup': [
        probe('for x in e: pass', setup='e = []', minus=local(1)),
        probe('for x in e: pass', setup='e = ()', minus=local(1)),
        probe('for x in e: pass', setup='e = {}', minus=local(1)),
    ],
    'for-iteration-range': [loop('for x in r: pass', setup='r = range(1000, 2000)', minus=local(0, 1))],
    'for-iteration-list': [
        loop('for x in l: pass', minus=local(0, 1)),
        loop('for x in t: pass', minus=local(0, 1)),
    ],
    'for-iteration-dict-items': [
        loop('for x, y in d.items(): pass', setup='d = dict.fromkeys(words)', minus=local(0, 2, unpack=1)),
    ],
    'for-iteration-enumerate': [
        loop('for x, y in enumerate(l): pass', minus=local(0, 2, unpack=1)),
    ],
    'for-iteration-zip': [
        loop('for x, y in zip(l, t): pass', minus=local(0, 2, unpack=1)),
    ],
    'for-iteration-iterator': [
        loop('for x in s: pass', setup=setup, minus=local(0, 1))
        for setup in ('s = set(words)', 's = dict.fromkeys(words)', "s = 'x' * 1000", 's = collections.deque(words)')
    ] + [loop('for x in itertools.chain(l): pass', minus=local(0, 1))],
    'while-iteration': [
        probe('i = n\nwhile i: i -= 1', baseline='i = n' + '\nif i: i -= 1' * 10, setup='n = 10', per=10, unroll=4),
    ],
    # Comprehensions and generators
    'list-build': [
        value('[]', '', loads=0),
        value('[a, b]', INTS, 2),
        retained('[a, b]', INTS, 2),
    ],
    'comprehension-setup': [
        value('[v for v in e]', 'e = []', minus={'for-setup': 1, 'list-build': 1}),
    ],
    'comprehension-list-element': [loop('x = [v for v in l]', minus=local(1, 1, for_iteration_list=1))],
    'comprehension-set-element': [
        loop('x = {v for v in l}', minus=local(1, 1, for_iteration_list=1)),
        loop('x = {v for v in words}', minus=local(1, 1, for_iteration_list=1)),
    ],
    'comprehension-dict-element': [
        loop('x = {v: v for v in l}', minus=local(2, 1, for_iteration_list=1)),
        loop('x = {v: v for v in words}', minus=local(2, 1, for_iteration_list=1)),
    ],
    'generator-creation': [
        value('(v for v in e)', 'e = []', minus={'for-setup': 1}),
        value('f(e)', 'f, e = count, []', 2, minus={'call-python-function': 1, 'argument': 1}),
    ],
    'yield': [
        loop('for x in f(l): pass', setup='f, l = count, thousand', minus=local(1, 2, for_iteration_list=2)),
        loop('consume(v for v in l)', minus=local(1, 1, for_iteration_list=1)),
    ],
    'await': [
        probe('await f()', setup='f = nothing', scope='async', minus=local(1 + POP, call_python_function=1)),
    ],
    'async-for-iteration': [
        loop('async for x in f(l): pass', setup='f, l = async_count, thousand', scope='async',
             minus=local(1, 2, for_iteration_list=1, **{'yield': 1})),
    ],
    # Displays
    'tuple-build': [value('(a, b)', INTS, 2), retained('(a, b)', INTS, 2)],
    'set-element': [
        probe('x = {a, b, c, d}', baseline='x = {a}', setup='a, b, c, d = 1, 2, 3, 4', per=3, minus=local(1)),
    ],
    'set-build': [value('{a}', 'a = 1', minus={'set-element': 1})],
    'dict-item': [
        probe('x = {a: a, b: b, c: c, d: d}', baseline='x = {a: a}', setup='a, b, c, d = "pqrs"', per=3, minus=local(2)),
    ],
    'dict-build': [
        value('{}', '', loads=0),
        value('{a: a}', 'a = "p"', 2, minus={'dict-item': 1}),
        retained('{}', '', 0),
    ],
    'fstring-part': [
        probe("x = f'a{v}b{v}c{v}d{v}'", baseline="x = f'a{v}'", setup=f'v = {text}', per=3, minus=local(1))
        for text in ("'text'", '123', '1.5')
    ],
    'fstring': [
        # Four strings of one part each and one string of four parts differ by three strings.
        probe("x = f'a{v}'\nx = f'b{v}'\nx = f'c{v}'\nx = f'd{v}'", baseline="x = f'a{v}b{v}c{v}d{v}'", setup="v = 'text'",
              per=3, minus=local(0, 1)),
    ],
    'fstring-spec': [
        probe(f"x = f'a{{v:{spec}}}b{{v:{spec}}}c{{v:{spec}}}d{{v:{spec}}}'", baseline=f"x = f'a{{v:{spec}}}'",
              setup=f'v = {text}', per=3, minus=local(1))
        for text, spec in (('1.5', '.2f'), ('123', '5d'), ("'text'", '>10'))
    ],
    'string-format': [
        # In place of an f-string with the same parts.
        probe(f"x = 'a{spec}b{spec}' % (v, w)", baseline="x = f'a{v}b{w}'", setup=f'v, w = {text}',
              minus={'fstring': -1})
        for text, spec in (("'text', 'word'", '%s'), ('123, 456', '%d'))
    ],
    # Statements
    'with': [
        probe('with m: pass', setup='m = threading.Lock()', minus=local(1)),
        probe('with m: pass', setup='m = threading.RLock()', minus=local(1)),
    ],
    'async-with': [probe('async with m: pass', setup='m = Async()', scope='async', minus=local(1))],
    'try-enter': [probe('try: x = a\nexcept ValueError: pass', baseline='x = a', setup='a = 1')],
    'raise-and-catch': [
        probe('try: raise e\nexcept ValueError: pass', setup='e = ValueError', minus=local(1, try_enter=1)),
        probe('try: raise ValueError("text")\nexcept ValueError: pass', minus={'try-enter': 1}),
        probe('try: d[k]\nexcept KeyError: pass', setup='d, k = {}, 1', minus=local(2, try_enter=1)),
    ],
    'import-in-function': [
        probe('import math', minus=local(0, 1)),
        probe('import os.path', minus=local(0, 1)),
    ],
    'import-from-in-function': [
        probe('from math import pi', minus=local(0, 1, import_in_function=1)),
        probe('from math import pi, e, tau', per=3, baseline='import math', minus=local(0, 1)),
    ],
    'function-creation': [
        probe('def q(): pass', minus=local(0, 1)),
        value('lambda v: v', '', loads=0),
        value('lambda v=1: v', '', loads=0),
    ],
    'class-creation': [
        probe('class Q: pass', minus=local(0, 1)),
        probe('class Q:\n def f(self): pass\n def g(self): pass', minus=local(0, 1, function_creation=2)),
    ],
    'match-value': [
        probe('match a:\n case 1: pass\n case 2: pass\n case 3: pass\n case 4: pass', setup='a = 5', per=4,
              since=(3, 10)),
    ],
    'match-sequence': [
        probe('match t:\n case [a, b]: pass', setup='t = 1, 2', minus=local(1, 2), since=(3, 10)),
    ],
    'match-mapping': [
        probe('match d:\n case {"k": v}: pass', setup='d = {"k": 1}', minus=local(1, 1), since=(3, 10)),
    ],
    'match-class': [
        probe('match o:\n case Plain(value=v): pass', setup='o = Plain()', minus=local(1, 1, load_attribute=1),
              since=(3, 10)),
    ],
}
