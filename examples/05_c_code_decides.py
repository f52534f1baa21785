"""Fact 5: Python code cannot control the GIL, C code can: it may release it while it works for long.

Hashing releases it, so threads run side by side. Parsing JSON keeps it, so they take turns. A function
of your own C extension can be described with a comment.
"""

import ctypes
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor


def stretch(password):
    return hashlib.pbkdf2_hmac("sha256", password, b"salt", 500_000)


def parse(text):
    for _ in range(20):
        json.loads(text)


def render(scene):  # gilscope: native
    ctypes.CDLL(None).usleep(100_000)  # stands in for an extension that releases the GIL


def main():
    text = "[" + "123, " * 200_000 + "0]"
    with ThreadPoolExecutor(max_workers=4) as hashers:
        list(hashers.map(stretch, [b"secret"] * 4))
    with ThreadPoolExecutor(max_workers=4) as parsers:
        list(parsers.map(parse, [text] * 4))
    with ThreadPoolExecutor(max_workers=4) as renderers:
        list(renderers.map(render, ["scene"] * 4))


if __name__ == "__main__":
    main()
