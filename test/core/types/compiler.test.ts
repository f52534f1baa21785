/** How stubs are compiled to the table of library types: a stub and what the table says of it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { compileTypeshed, TABLE } from '../../tasks/typeshed/compile';
import { readStubs } from '../../tasks/typeshed/stubs';
import { printTable } from '../../tasks/typeshed/table';
import { installTypeshed } from '../../tasks/setup.mjs';
import { pythonParser } from '../../support/parser';
import { trimmed } from '../../support/trimmed';

/** What every stub may refer to. */
const SURROUNDINGS: Readonly<Record<string, string>> = {
  builtins:
    'class object: ...\nclass str: ...\nclass bytes: ...\nclass int: ...\nclass float: ...\nclass bool: ...\nclass list: ...\nclass tuple: ...\nclass dict: ...\nclass type: ...\nclass Exception: ...\n',
  typing:
    'class TypeVar: ...\nAny = object()\nUnion: Any\nOptional: Any\nLiteral: Any\nCallable: Any\nSelf: Any\nGeneric: Any\nclass Iterable: ...\nclass Iterator: ...\nclass Mapping: ...\nclass Generator: ...\nclass IO: ...\n',
};

async function checkTable(modules: Readonly<Record<string, string>>, expected: string): Promise<void> {
  const sources = { ...SURROUNDINGS, ...modules };
  const files = new Map(
    Object.entries(sources).map(([name, text]) => {
      const isPackage = Object.keys(sources).some((other) => other.startsWith(`${name}.`));
      return [name, { isPackage, read: () => text }];
    }),
  );
  const printed = printTable(readStubs(await pythonParser(), files), (name) => name in modules);
  assert.equal(printed, trimmed(expected));
}

const check = (title: string, stub: string, expected: string): void => {
  it(title, () => checkTable({ m: stub }, `=m\n${trimmed(expected)}`));
};

describe('the compiler of stubs: functions', () => {
  check(
    'plain types and containers; names of one type share a line, what says nothing is left out',
    `
from typing import Any, Iterable, Mapping
def a() -> str: ...
def b() -> list[int]: ...
def c() -> Mapping[str, list[Any]]: ...
def d() -> str: ...
def e() -> Any: ...
def f() -> tuple[int, str]: ...
def g() -> tuple[int, ...]: ...
def h() -> None: ...
def _i() -> str: ...
`,
    `
    (str a d
    (list[int] b g
    (dict[str,list] c
    (tuple[int,str] f
    (none h
    `,
  );
  check(
    'of alternatives the first that is a value',
    `
from typing import Optional, Union, Literal
def a() -> str | None: ...
def b() -> Optional[bytes]: ...
def c() -> Union[None, int, str]: ...
def d() -> Literal["x"]: ...
`,
    '(str a d\n(bytes b\n(int c',
  );
  check(
    'type variables of a function: an argument, its elements, what it returns, a bound',
    `
from typing import TypeVar, Iterable, Callable
T = TypeVar("T")
N = TypeVar("N", bound=int)
S = TypeVar("S", str, bytes)
def a(n: int, x: T) -> T: ...
def b(xs: Iterable[T]) -> list[T]: ...
def c(f: Callable[[int], T]) -> T: ...
def d() -> N: ...
def e() -> S: ...
`,
    `
    (argument[1] a
    (list[argument-element[0]] b
    (argument-result[0] c
    (int d
    (str e
    `,
  );
  check(
    'overloads: the plain call, or by mode where the literals tell text from bytes',
    `
from typing import overload, Literal, IO
class Text: ...
class Reader: ...
class Writer: ...
Modes = Literal["r", "w"]
@overload
def run(*, text: Literal[True]) -> str: ...
@overload
def run(*, text: bool = False) -> bytes: ...
@overload
def open(path: str, mode: Modes = "r") -> Text: ...
@overload
def open(path: str, mode: Literal["rb"]) -> Reader: ...
@overload
def open(path: str, mode: Literal["wb"]) -> Writer: ...
`,
    `
    (bytes run
    (by-mode[.Text,.Reader,.Writer] open
    .Text
    .Reader
    .Writer
    `,
  );
  check(
    'the branches of this version and platform win, those of others are kept',
    `
import sys
if sys.version_info >= (3, 9):
    def a() -> str: ...
else:
    def a() -> bytes: ...
    def b() -> bytes: ...
if sys.platform == "win32":
    def c() -> bytes: ...
else:
    def c() -> str: ...
`,
    '(str a c\n(bytes b',
  );
  check(
    'coroutines and context managers',
    `
from typing import Iterator
from contextlib import contextmanager
async def a() -> str: ...
@contextmanager
def b() -> Iterator[int]: ...
`,
    '(awaitable[str] a\n(contextlib.AbstractContextManager[int] b',
  );
});

describe('the compiler of stubs: classes', () => {
  check(
    'bases, methods, properties, attributes, special methods, nested classes',
    `
from typing import Self, Callable
class A:
    x: int
    hook: Callable[[], str]
    def __init__(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __len__(self) -> int: ...
    @property
    def p(self) -> bytes: ...
    @classmethod
    def make(cls) -> Self: ...
    def close(self) -> None: ...
    class B(Exception):
        y: str
class C(A):
    def read(self) -> A.B: ...
    readAll = read
`,
    `
    .A
    (str hook
    (self __enter__
    (.A make
    :int x
    :bytes p
    .A.B Exception
    :str y
    .C .A
    (.A.B read readAll
    `,
  );
  check(
    'type arguments, given by a base, by a type and by nobody',
    `
from typing import Generic, TypeVar
K = TypeVar("K")
V = TypeVar("V")
class Box(Generic[K, V]):
    def key(self) -> K: ...
    def values(self) -> list[V]: ...
class Names(Box[str, int]):
    pass
def names() -> Box[str, int]: ...
`,
    `
    (.Box[str,int] names
    .Box
    (parameter[0] key
    (list[parameter[1]] values
    .Names .Box
    (str key
    (list[int] values
    `,
  );
  check(
    'private classes count where somebody names them',
    `
class _Idle: ...
class _Used:
    def read(self) -> str: ...
def f() -> _Used: ...
`,
    '(._Used f\n._Used\n(str read',
  );
});

describe('the compiler of stubs: modules', () => {
  it('a class has the name of the package that hands it on; other names of it lead there', () =>
    checkTable(
      {
        p: 'from .core import Job as Job\nfrom ._low import *\n',
        'p.core': 'class Job:\n    def result(self) -> str: ...\ndef run() -> Job: ...\n',
        'p._low': 'def low() -> int: ...\n',
        q: 'import p\nfrom p import Job as Work\n__all__ = ["Work"]\n',
      },
      `
      =p
      *._low
      .Job
      (str result
      =p._low
      (int low
      =p.core
      @p Job
      (p.Job run
      =q
      @p Work:Job
      `,
    ));
});

describe('the table of library types', () => {
  const table = readFileSync(TABLE, 'utf8');
  it('is what npm run typeshed makes', async function () {
    this.timeout(300_000);
    const compiled = compileTypeshed(await pythonParser(), await installTypeshed());
    assert.ok(compiled === table, `${TABLE} differs from what the stubs give; run: npm run typeshed`);
  });
  it('is small', () => {
    assert.ok(table.length <= 400_000, `${TABLE} has ${table.length} characters`);
  });
});
