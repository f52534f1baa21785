"""The Python that every probe runs in: functions, classes and data that statements use."""

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
    def __init__(self):
        self.first = 1
        self.second = 2
class Async:
    async def __aenter__(self): pass
    async def __aexit__(self, *details): pass
consume = collections.deque(maxlen=0).extend
thousand = list(range(1000, 2000))
words = [f'word{i}' for i in range(1000)]
'''
