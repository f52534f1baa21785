"""Makers of the data that sized probes run on: name → function of the size. Seeded, so that every run sees the same."""

import array
import base64
import bz2
import collections
import dataclasses
import gzip
import io
import json
import lzma
import marshal
import pickle
import plistlib
import random
import sqlite3
import tarfile
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib

WORDS = (
    'the quick brown fox jumps over a lazy dog while seven wizards quietly box mixed jugs of liquid and think 42 '
    'times about where all the processors have gone'
).split()


def text(n):
    rng = random.Random(1)
    parts = []
    length = 0
    while length < n:
        word = rng.choice(WORDS)
        parts.append(word)
        length += len(word) + 1
    return ' '.join(parts)[:n]


def lines(n):
    return text(n).replace(' the ', '\nthe ')


def btext(n):
    return text(n).encode()


def accents(n):
    return text(n).replace('e', 'é').replace('o', 'ö')


def binary(n):
    return random.Random(2).randbytes(n) if hasattr(random.Random, 'randbytes') else bytes(n)


def records(n):
    rng = random.Random(3)
    return [
        {
            'id': i,
            'name': rng.choice(WORDS),
            'score': rng.random(),
            'tags': [rng.choice(WORDS), rng.choice(WORDS)],
        }
        for i in range(n)
    ]


def source(n):
    return ''.join(f'def f{i}(a, b={i}):\n    return a * b + g(a)[{i}]\n\n' for i in range(n))


def mailtext(n):
    return 'Subject: hello\nFrom: a@example.com\nTo: b@example.com\n\n' + 'a line of the message body\n' * n


def xmltext(n):
    return '<r>' + ''.join(f'<item id="{i}"><name>word {i}</name></item>' for i in range(n)) + '</r>'


def table(n):
    connection = sqlite3.connect(':memory:')
    connection.execute('create table t (a integer, b text)')
    connection.executemany('insert into t values (?, ?)', [(i, f'word {i}') for i in range(n)])
    return connection


def garbage(n):
    """Objects the collector has to look at."""
    return [[i] for i in range(n)]


@dataclasses.dataclass
class Point:
    x: float
    y: float
    name: str


@dataclasses.dataclass
class Cloud:
    points: list


def instances(n):
    return [Cloud([Point(1.0, 2.0, 'p') for _ in range(n)])]


def nested(n):
    """Small objects in three levels, `n` in all."""
    return [[[j for j in range(4)] for _ in range(2)] for _ in range(max(1, n // 10))]


def shuffled(n):
    data = list(range(n))
    random.Random(4).shuffle(data)
    return data


def tree(n):
    import ast

    return ast.parse(source(n))


def zipped(n):
    target = io.BytesIO()
    with zipfile.ZipFile(target, 'w') as archive:
        for i in range(10):
            archive.writestr(f'{i}.txt', text(n))
    return target.getvalue()


def tarred(n):
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode='w') as archive:
        for i in range(10):
            archive.addfile(tarfile.TarInfo(f'{i}.txt'), io.BytesIO(btext(n)))
    return target.getvalue()


MAKERS = {
    'text': text,
    'lines': lines,
    'letters': lambda n: 'a' * n,
    'spaces': lambda n: ' ' * (n // 2) + 'x' + ' ' * (n - n // 2 - 1),
    'accents': accents,
    'indented': lambda n: '    ' + text(n).replace(' the ', '\n    the '),
    'digits': lambda n: '7' * n,
    'btext': btext,
    'baccents': lambda n: accents(n).encode()[: n // 4 * 4].decode(errors='ignore').encode(),
    'binary': binary,
    'zeros': bytes,
    'packed': lambda n: binary(n // 8 * 8),
    'hextext': lambda n: '5a' * (n // 2),
    'bhex': lambda n: b'5a' * (n // 2),
    'b64': lambda n: base64.b64encode(binary(n // 4 * 3)),
    'b32': lambda n: base64.b32encode(binary(n // 8 * 5)),
    'quoted': lambda n: text(n).replace(' ', '%20'),
    'ints': lambda n: list(range(n)),
    'few': lambda n: [i % 100 for i in range(n)],
    'floats': lambda n: [i * 1.25 for i in range(n)],
    'smallfloats': lambda n: [1.0 + i % 7 * 1e-9 for i in range(n)],
    'ones': lambda n: [1] * n,
    'strings': lambda n: [f'word {i * 7919 % n}' for i in range(n)],
    'byteses': lambda n: [b'word' for _ in range(n)],
    'pairs': lambda n: [(i, f'word {i}') for i in range(n)],
    'row': lambda n: [f'word {i}' for i in range(n)],
    'rows': lambda n: [[i, 'word', 2.5] for i in range(n)],
    'mapping': lambda n: {f'key {i}': i for i in range(n)},
    'members': lambda n: set(range(n)),
    'counter': lambda n: collections.Counter({i: i * 7919 % n for i in range(n)}),
    'shuffled': shuffled,
    'arrays': lambda n: array.array('q', range(n)),
    'size': lambda n: n,
    'records': records,
    'nested': nested,
    'instances': instances,
    'garbage': garbage,
    'jsontext': lambda n: json.dumps(records(n)),
    'pickled': lambda n: pickle.dumps(records(n)),
    'marshalled': lambda n: marshal.dumps(records(n)),
    'csvlines': lambda n: ['name,value,text\n'] + [f'{i},{i * 1.5},"word {i}"\n' for i in range(n)],
    'zlibtext': lambda n: zlib.compress(btext(n)),
    'zlibbinary': lambda n: zlib.compress(binary(n)),
    'gziptext': lambda n: gzip.compress(btext(n)),
    'bz2text': lambda n: bz2.compress(btext(n)),
    'lzmatext': lambda n: lzma.compress(btext(n)),
    'htmltext': lambda n: ('<p class="a">one &amp; two</p>\n' * (n // 30 + 1))[:n],
    'xmltext': xmltext,
    'xmltree': lambda n: ElementTree.fromstring(xmltext(n)),
    'source': source,
    'tree': tree,
    'literal': lambda n: repr([(i, f'word {i}') for i in range(n)]),
    'initext': lambda n: ''.join(f'[section{i}]\nkey = value {i}\n' for i in range(n)),
    'mailtext': mailtext,
    'plist': lambda n: plistlib.dumps(records(n)),
    'table': table,
    'manylines': lambda n: b'a line of some length in a file\n' * n,
    'entries': lambda n: n,
    'zipped': zipped,
    'tarred': tarred,
}
