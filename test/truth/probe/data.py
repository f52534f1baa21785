"""What the probed calls run on: texts, numbers and files, big enough that a call takes milliseconds."""

import collections
import io
import os
import random
import shutil
import socket
import subprocess
import sys
import time

WORDS = 'the quick brown fox jumps over a lazy dog while seven wizards quietly box mixed jugs of liquid'.split()

_RNG = random.Random(7)
_WORDS = ' '.join(_RNG.choice(WORDS) for _ in range(250_000))
_NUMBERS = list(range(300_000))
_RNG.shuffle(_NUMBERS)
_BLOB = _RNG.getrandbits(8 * 3_000_000).to_bytes(3_000_000, 'big')


def names_for(folder):
    """Fresh names for one probe; `absent` is a path in the folder where nothing is."""
    file, textfile, crowded = (os.path.join(folder, name) for name in ('file', 'textfile', 'crowded'))
    with open(file, 'wb') as out:
        out.write(_BLOB)
    with open(textfile, 'w') as out:
        out.write(_WORDS.replace(' the ', '\n'))
    os.mkdir(crowded)
    for i in range(200):
        open(os.path.join(crowded, '%d.txt' % i), 'w').close()
    return {
        'collections': collections,
        'io': io,
        'os': os,
        'shutil': shutil,
        'socket': socket,
        'sys': sys,
        'time': time,
        'subprocess': subprocess,
        'words': _WORDS,
        'blob': _BLOB,
        'small': _BLOB[:1000],
        'numbers': list(_NUMBERS),
        'objects': [{'id': i, 'name': 'number %d' % i, 'parts': [i, i / 2]} for i in range(20_000)],
        'markup': '<table>%s</table>' % ('<row><name>a</name><size unit="b">12</size></row>' * 8000),
        'code': 'def f(a, b):\n    return [a * i + b for i in range(10) if i > a]\n' * 800,
        'series': 'with recursive t(i) as (select 1 union all select i + 1 from t limit 60000) select i from t order by -i',
        'folder': folder,
        'file': file,
        'textfile': textfile,
        'crowded': crowded,
        'absent': os.path.join(folder, 'absent'),
        'attempt': attempt,
        'limitless': limitless,
    }


def attempt(function, *args, **keywords):
    """Calls the function and forgets what goes wrong: a wait that times out is a wait."""
    try:
        function(*args, **keywords)
    except Exception:
        pass


def limitless():
    """Lets texts of any length become integers, where the interpreter has a limit."""
    if hasattr(sys, 'set_int_max_str_digits'):
        sys.set_int_max_str_digits(0)
