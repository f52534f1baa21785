"""Probes of what expressions do: names, attributes, operators, comparisons, subscripts."""

from cost.probe import INTS, POP, SIZES, grows, instead_of_load, local, loop, probe, test, value

NAMES = list('abcdefghijklmnop')
SIXTEEN = f'{", ".join(NAMES)} = [1000.5 + number for number in range(16)]'
SMALL = 'a, b = 3, 4'
#: Above 30 bits CPython needs two digits, where a sum over a long loop soon arrives.
TWO_DIGITS = 'a, b = 5_000_000_000, 1234567'
FLOATS = 'a, b = 1.5, 2.75'
STRINGS = "a, b = 'abcdefgh', 'ijklmnop'"
#: Indices for every element of a list.
MOVING = 'a, r, v = [1.5] * 1000, range(1000), 2.5'

VALUES = {
    # Names and constants
    'load-local': [
        probe(f'x = ({", ".join(NAMES)})', baseline=f'x = ({", ".join(NAMES[:4])})', setup=SIXTEEN, per=12),
    ],
    'store-local': [
        probe(
            f'{", ".join(NAMES)} = t',
            baseline=f'{", ".join(NAMES[:4])} = u',
            setup=f'{SIXTEEN}\nt, u = ({", ".join(NAMES)}), ({", ".join(NAMES[:4])})',
            per=12,
        ),
    ],
    'constant': [
        instead_of_load('f(1000, "text", None, 1.5)', 'f(a, b, c, d)', f'{SIXTEEN}\nf = four', per=4)
    ],
    'load-closure': [instead_of_load('x = c', 'x = a', 'a = 1234', scope='closure')],
    'store-closure': [
        probe('c = a', baseline='x = a', setup='a = 1234', scope='closure', minus={'store-local': -1})
    ],
    'load-global': [
        instead_of_load('x = GLOBAL', 'x = a', 'a = GLOBAL'),
        instead_of_load('x = len', 'x = a', 'a = len'),
    ],
    'store-global': [
        probe(
            'global_name = a',
            baseline='x = a',
            setup='global global_name\na = 1234',
            minus={'store-local': -1},
        ),
    ],
    'load-module-name': [
        probe('GLOBAL', scope='module', minus=local(POP)),
        probe('len', scope='module', minus=local(POP)),
    ],
    'store-module-name': [probe('x = GLOBAL', scope='module', minus={'load-module-name': 1})],
    'delete-name': [probe('x = a\ndel x', baseline='x = a', setup=INTS)],
    # Tests, which the comparisons below stand in
    'branch': [probe('if a: pass', setup=f'a = {text}', minus=local(1)) for text in ('True', 'False', '[1]')],
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
        grows(
            f'x = a {op} c',
            f'x = b {op} d',
            'a, b = set(thousand), set(range(10))\nc, d = set(a), set(b)',
            1980,
        )
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
        grows(
            'x = a == b',
            'x = c == d',
            'a, b = thousand, [v + 0 for v in thousand]\nc, d = a[:10], b[:10]',
            990,
        ),
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
        grows(
            'x = a in b', 'x = a in c', f"a = {needle!r}\nb, c = 'abcdefghij' * 1000, 'abcdefghij' * 10", 9900
        )
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
        # An index that moves.
        loop('for i in r: x = a[i]', baseline='for i in r: pass', setup=MOVING, minus=local(2, 1)),
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
    'store-subscript-list': [
        probe('a[i] = v', setup='a, i, v = [1, 2, 3], 1, 5', minus=local(3)),
        loop('for i in r: a[i] = v', baseline='for i in r: pass', setup=MOVING, minus=local(3)),
    ],
    'store-subscript-dict': [
        probe('a[k] = v', setup='a, k, v = dict.fromkeys(words), "word7", 5', minus=local(3)),
        probe('a[k] = v', setup='a, k, v = dict.fromkeys(thousand), 1500, 5', minus=local(3)),
        # New keys, so that the dictionary grows.
        loop('d = {}\nfor k in l: d[k] = k', baseline='d = {}\nfor k in l: pass', minus=local(3)),
        loop(
            'd = {}\nfor k in l: d[k] = k',
            baseline='d = {}\nfor k in l: pass',
            setup='l = words',
            minus=local(3),
        ),
    ],
    'store-subscript-other': [
        probe('a[i] = v', setup='a, i, v = array.array("d", range(10)), 5, 1.5', minus=local(3)),
        probe('a[i] = v', setup='a, i, v = bytearray(10), 5, 1', minus=local(3)),
        probe('a[i] = v', setup='a, i, v = collections.defaultdict(int), 5, 1', minus=local(3)),
    ],
    'delete-subscript': [
        probe(
            'a[k] = v\ndel a[k]',
            setup='a, k, v = dict.fromkeys(words), "new", 5',
            minus=local(5, store_subscript_dict=1),
        ),
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
        probe(
            'a[i:j] = v', setup='a, i, j, v = thousand, 3, 7, [1, 2, 3, 4]', minus=local(4, slice_element=4)
        ),
    ],
}
