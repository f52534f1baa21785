"""Lists the public callables of the standard library of the interpreter that runs this script, a line for each module.

    python3.13 test/truth/callables.py > test/core/kb/callables-3.13.txt

Functions, classes and the methods that a class itself defines, by the name users write: `json: dumps JSONEncoder
JSONEncoder.encode`. Left out are exceptions, private names, special methods, names that a module only imports, and modules
that are programs or tests. Python 3.10 and later.
"""

import importlib
import inspect
import pkgutil
import sys
import warnings

#: Nobody calls these: tests, programs, an installer, tables, and modules that the documentation does not name.
LEFT_OUT = """
    antigravity ensurepip idlelib lib2to3 nt nturl2path opcode posix pydoc_data rlcompleter sre_compile sre_constants
    sre_parse test this turtledemo
    asyncio.base_subprocess asyncio.format_helpers asyncio.proactor_events asyncio.selector_events asyncio.sslproto
    asyncio.staggered asyncio.trsock asyncio.windows_events asyncio.windows_utils asyncio.base_events asyncio.unix_events
    ctypes.macholib ctypes.wintypes distutils email.base64mime email.quoprimime email.feedparser multiprocessing.dummy
    multiprocessing.forkserver multiprocessing.heap multiprocessing.popen_fork multiprocessing.popen_forkserver
    multiprocessing.popen_spawn_posix multiprocessing.reduction multiprocessing.resource_sharer
    multiprocessing.resource_tracker multiprocessing.spawn multiprocessing.util tkinter.dialog tkinter.dnd unittest.util
    xml.dom.expatbuilder xml.dom.minicompat xml.dom.xmlbuilder xml.etree.ElementPath xml.etree.ElementInclude
    xml.sax.expatreader
""".split()

#: These differ from the module users import only by name.
PRIVATE_HOMES = {'posixpath': 'os.path', 'ntpath': 'os.path', 'genericpath': 'os.path'}


def main():
    warnings.simplefilter('ignore')
    for module in sorted(stdlib_modules()):
        names = sorted(set(callables(module)))
        if names:
            print(module + ': ' + ' '.join(names))


def stdlib_modules():
    for root in sys.stdlib_module_names:
        if root.startswith('_') or root in LEFT_OUT or root in PRIVATE_HOMES:
            continue
        yield root
        path = getattr(imported(root), '__path__', None)
        for info in pkgutil.walk_packages(path, root + '.', onerror=lambda _: None) if path else ():
            if not any(part.startswith('_') or part in ('tests', 'test') for part in info.name.split('.')):
                # The codecs are one family with one interface.
                if not info.name.startswith(('encodings.', *(name + '.' for name in LEFT_OUT))):
                    if info.name not in LEFT_OUT:
                        yield info.name
    yield 'os.path'


def imported(name):
    try:
        return importlib.import_module(name)
    except Exception:  # of another platform, or without its library
        return None


def callables(name):
    module = imported(name)
    for attribute, value in vars(module).items() if module else ():
        if attribute.startswith('_') or not callable(value) or not belongs(attribute, value, name, module):
            continue
        if is_taken_from_above(value, attribute, name):
            continue
        if not inspect.isclass(value):
            yield attribute
        elif not issubclass(value, BaseException):
            yield attribute
            yield from (attribute + '.' + method for method in methods(value))


def belongs(attribute, value, name, module):
    """Whether users are meant to take the callable from this module."""
    home = getattr(value, '__module__', None)
    if getattr(module, '__all__', None) is not None:
        listed = attribute in module.__all__
        return listed and (home is None or home == name or is_private(home, name))
    return home == name or (home is not None and is_private(home, name)) or (home is None and not inspect.isclass(value))


def is_taken_from_above(value, attribute, name):
    """Whether a package above exports the same object: users write `asyncio.Queue`, not `asyncio.queues.Queue`."""
    parts = name.split('.')
    above = (imported('.'.join(parts[:end])) for end in range(1, len(parts)))
    return any(getattr(module, attribute, None) is value for module in above)


def is_private(home, name):
    """`_io` gives its names to `io`, and `concurrent.futures._base` to `concurrent.futures`."""
    if home in PRIVATE_HOMES:
        return PRIVATE_HOMES[home] == name
    if home in ('posix', 'nt'):
        return name == 'os'
    public = '.'.join(part for part in home.split('.') if not part.startswith('_')) or home.lstrip('_')
    return name == public or home.startswith(name + '.') or home.lstrip('_').startswith(name.replace('.', '_'))


def methods(cls):
    for attribute, value in vars(cls).items():
        if not attribute.startswith('_') and (callable(value) or isinstance(value, (classmethod, staticmethod))):
            if not inspect.isclass(value):
                yield attribute


if __name__ == '__main__':
    main()
