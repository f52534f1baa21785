/**
 * Top-level modules of the standard library (`sys.stdlib_module_names` of CPython 3.13, and those that 3.9 to 3.12 still
 * had). A file of the workspace with such a name does not hide the library: editors open whole trees, not scripts' folders.
 */
export const STDLIB_MODULES: ReadonlySet<string> = new Set(
  (
    '__future__ _io _thread abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit ' +
    'base64 bdb binascii bisect builtins bz2 cProfile calendar cgi cmath cmd code codecs codeop ' +
    'collections colorsys compileall concurrent configparser contextlib contextvars copy copyreg csv ' +
    'ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ' +
    'ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc ' +
    'genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib ' +
    'imaplib imp importlib inspect io ipaddress itertools json keyword linecache locale logging lzma ' +
    'mailbox marshal math mimetypes mmap modulefinder msvcrt multiprocessing netrc nt ntpath nturl2path ' +
    'numbers opcode operator optparse os pathlib pdb pickle pickletools pkgutil platform plistlib poplib ' +
    'posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue ' +
    'quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve ' +
    'shlex shutil signal site smtpd smtplib socket socketserver sqlite3 sre_compile sre_constants ' +
    'sre_parse ssl stat statistics string stringprep struct subprocess symtable sys sysconfig syslog ' +
    'tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit tkinter token ' +
    'tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest ' +
    'urllib uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xml xmlrpc zipapp zipfile ' +
    'zipimport zlib zoneinfo'
  ).split(' '),
);
