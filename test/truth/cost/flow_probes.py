"""Probes of what moves through the code: calls, loops, comprehensions, displays and statements."""

from cost.probe import INTS, POP, SIZES, filled, grows, local, loop, probe, retained, value

FLOW = {
    # Calls
    'call-python-function': [
        probe('f()', setup='f = empty', minus=local(1 + POP)),
        probe('f()', setup='f = constant', minus=local(1 + POP)),
    ],
    'argument': [
        probe(
            'f(p, q, r, s)',
            baseline='g()',
            setup='f, g = four, empty\np, q, r, s = 1.5, 2.5, 3.5, 4.5',
            per=4,
            minus=local(1),
        ),
    ],
    'keyword-argument': [
        probe(
            'f(a=p, b=q, c=r, d=s)',
            baseline='g()',
            setup='f, g = four, empty\np, q, r, s = 1.5, 2.5, 3.5, 4.5',
            per=4,
            minus=local(1),
        ),
    ],
    'call-python-method': [probe('o.method()', setup='o = Plain()', minus=local(1 + POP))],
    'call-class': [
        probe('f()', setup='f = WithInit', minus=local(1 + POP + 2, constant=2, store_attribute=2)),
        retained('f()', 'f = WithInit', 3, constant=1, store_attribute=2),
    ],
    'call-class-plain': [probe('f()', setup='f = Bare', minus=local(1 + POP)), retained('f()', 'f = Bare')],
    'call-operator-method': [
        value('a + b', 'a, b = Plain(), Plain()', 2),
        value('a < b', 'a, b = Plain(), Plain()', 2),
        value('a[b]', 'a, b = Plain(), 1', 2),
        value('a.computed', 'a = Plain()', 1),
    ],
    'call-back': [
        loop('consume(map(f, l))', baseline='consume(l)', setup='f, l = identity, thousand', minus=local(1)),
        loop(
            'consume(filter(f, l))', baseline='consume(l)', setup='f, l = identity, thousand', minus=local(1)
        ),
    ],
    'call-c-function': [
        probe('f(o)', setup=f'f, o = {name}, {argument}', minus=local(2 + POP, argument=1))
        for name, argument in (
            ('len', 'thousand'),
            ('callable', '1'),
            ('abs', '1'),
            ('math.fabs', '1.5'),
            ('ord', '"a"'),
        )
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
        probe(
            'f(**t)',
            setup='f, t = four, dict(a=1, b=2, c=3, d=4)',
            minus=local(2 + POP, call_python_function=1),
        ),
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
        for setup in (
            's = set(words)',
            's = dict.fromkeys(words)',
            "s = 'x' * 1000",
            's = collections.deque(words)',
        )
    ]
    + [loop('for x in itertools.chain(l): pass', minus=local(0, 1))],
    'while-iteration': [
        probe(
            'i = n\nwhile i: i -= 1',
            baseline='i = n' + '\nif i: i -= 1' * 10,
            setup='n = 10',
            per=10,
            unroll=4,
        ),
    ],
    # Comprehensions and generators
    'list-build': [
        value('[]', '', loads=0),
        value('[a, b]', INTS, 2),
        retained('[]', '', 0),
        retained('[a, b]', INTS, 2),
    ],
    'comprehension-setup': [
        probe('x = [v for v in e]', baseline='x = []\nfor v in e: pass', setup='e = []'),
    ],
    'comprehension-list-element': [
        loop('x = [v for v in l]', minus=local(1, 1, for_iteration_list=1)),
        filled('[v + 7 for v in r]'),
    ],
    'comprehension-set-element': [
        loop('x = {v for v in l}', minus=local(1, 1, for_iteration_list=1)),
        loop('x = {v for v in words}', minus=local(1, 1, for_iteration_list=1)),
        filled('{v + 7 for v in r}'),
    ],
    'comprehension-dict-element': [
        loop('x = {v: v for v in l}', minus=local(2, 1, for_iteration_list=1)),
        loop('x = {v: v for v in words}', minus=local(2, 1, for_iteration_list=1)),
        filled('{v: v + 7 for v in r}'),
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
        loop(
            'async for x in f(l): pass',
            setup='f, l = async_count, thousand',
            scope='async',
            minus=local(1, 2, for_iteration_list=1, **{'yield': 1}),
        ),
    ],
    # Displays
    'tuple-build': [value('(a, b)', INTS, 2), retained('(a, b)', INTS, 2)],
    'set-element': [
        probe('x = {a, b, c, d}', baseline='x = {a}', setup='a, b, c, d = 1, 2, 3, 4', per=3, minus=local(1)),
    ],
    'set-build': [
        value('{a}', 'a = 1', minus={'set-element': 1}),
        retained('{a}', 'a = 1', set_element=1),
    ],
    'dict-item': [
        probe(
            'x = {a: a, b: b, c: c, d: d}',
            baseline='x = {a: a}',
            setup='a, b, c, d = "pqrs"',
            per=3,
            minus=local(2),
        ),
    ],
    'dict-build': [
        value('{}', '', loads=0),
        value('{a: a}', 'a = "p"', 2, minus={'dict-item': 1}),
        retained('{}', '', 0),
        retained('{a: a}', 'a = "p"', 2, dict_item=1),
    ],
    'fstring-part': [
        probe("x = f'a{v}b{v}c{v}d{v}'", baseline="x = f'a{v}'", setup=f'v = {text}', per=3, minus=local(1))
        for text in ("'text'", '123', '1.5')
    ],
    'fstring': [
        # Four strings of one part each and one string of four parts differ by three strings.
        probe(
            "x = f'a{v}'\nx = f'b{v}'\nx = f'c{v}'\nx = f'd{v}'",
            baseline="x = f'a{v}b{v}c{v}d{v}'",
            setup="v = 'text'",
            per=3,
            minus=local(0, 1),
        ),
    ],
    'fstring-spec': [
        probe(
            f"x = f'a{{v:{spec}}}b{{v:{spec}}}c{{v:{spec}}}d{{v:{spec}}}'",
            baseline=f"x = f'a{{v:{spec}}}'",
            setup=f'v = {text}',
            per=3,
            minus=local(1),
        )
        for text, spec in (('1.5', '.2f'), ('123', '5d'), ("'text'", '>10'))
    ],
    'string-format': [
        # In place of an f-string with the same parts.
        probe(
            f"x = 'a{spec}b{spec}' % (v, w)",
            baseline="x = f'a{v}b{w}'",
            setup=f'v, w = {text}',
            minus={'fstring': -1},
        )
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
        probe(
            'match a:\n case 1: pass\n case 2: pass\n case 3: pass\n case 4: pass',
            setup='a = 5',
            per=4,
            since=(3, 10),
        ),
    ],
    'match-sequence': [
        probe('match t:\n case [a, b]: pass', setup='t = 1, 2', minus=local(1, 2), since=(3, 10)),
    ],
    'match-mapping': [
        probe('match d:\n case {"k": v}: pass', setup='d = {"k": 1}', minus=local(1, 1), since=(3, 10)),
    ],
    'match-class': [
        probe(
            'match o:\n case Plain(value=v): pass',
            setup='o = Plain()',
            minus=local(1, 1, load_attribute=1),
            since=(3, 10),
        ),
    ],
}
