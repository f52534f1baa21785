"""Probes of calls whose cost does not depend on the size of their data.

A line is `name | statement | setup | baseline`; the baseline runs before the statement and its time does not count. Braces
in the name stand for several probes. In the statement `$` is the function of that name, fetched beforehand, and `@` the last
part of the name, for methods of an object made in the setup.
"""

CONSTANT = '''
abs | $(-5)
{bin,hex,oct,str} | $(12345)
chr | $(0x4e00)
{bool,complex} | $(1.5)
{int,float} | $('12345')
callable | $(len)
{dir} | $(x) | x = object()
divmod | $(17, 5)
enumerate | $(x) | x = [1]
{filter,map} | $(str, x) | x = []
{format} | $(3.14159, '.2f')
getattr | $('', 'upper')
hasattr | $('', 'upper')
{hash,id,type} | $(12345678)
{isinstance} | $(5, int)
{issubclass} | $(bool, int)
{iter,reversed} | $(x) | x = [1, 2]
len | $(x) | x = [1, 2]
next | $(x, None) | x = iter(())
ord | $('a')
pow | $(3, 5)
range | $(100)
round | $(3.14159, 2)
setattr | $(x, 'a', 1) | import types; x = types.SimpleNamespace()
slice | $(1, 2)
{vars} | $(x) | import types; x = types.SimpleNamespace()
zip | $(x, x) | x = []
object | $()
property | $(len)
memoryview | $(b'abc')
int.bit_length | (12345).@()
int.to_bytes | (12345).@(4, 'big')
int.from_bytes | $(b'abcd', 'big')
float.{hex,is_integer,as_integer_ratio} | (2.5).@()
float.fromhex | $('0x1.8p1')
list.append | x.@(1) | x = []
list.pop | x.@() | x = [1] * 20_000_000
dict.{get} | x.@('a') | x = {'a': 1}
dict.{setdefault} | x.@('a', 1) | x = {'a': 1}
dict.pop | x.@('b', 1) | x = {'a': 1}
dict.{keys,values,items} | x.@() | x = {'a': 1}
set.{add,discard} | x.@(5) | x = {1, 2}
str.{isidentifier,isupper,islower,isspace,isdigit,isalpha,isnumeric,isdecimal,isascii,istitle} | x.@() | x = 'hello'
str.{startswith,endswith} | x.@('he') | x = 'hello world'
{str.format} | x.@(1, 'two') | x = '{} and {}'
str.{removeprefix,removesuffix} | x.@('he') | x = 'hello world'
{str.partition,str.rpartition} | x.@(' ') | x = 'hello world'
{str.zfill,str.center,str.ljust,str.rjust} | x.@(20) | x = 'hello'
bytes.{startswith,endswith} | x.@(b'he') | x = b'hello world'
bytearray.append | x.@(5) | x = bytearray()
math.{acos,asin,atan,acosh,asinh,atanh,cos,cosh,sin,sinh,tan,tanh,exp,expm1,log,log10,log1p,log2,sqrt,fabs,floor,ceil,trunc,erf,erfc,gamma,lgamma,degrees,radians,frexp,modf,isnan,isinf,isfinite,ulp} | $(x) | x = 1.0 if NAME == 'math.acosh' else 0.5
math.{atan2,copysign,fmod,pow,remainder,hypot,nextafter,isclose} | $(1.5, 2.5)
math.ldexp | $(1.5, 2)
math.{gcd,comb,lcm} | $(120, 36)
math.perm | $(20, 5)
math.isqrt | $(20)
math.dist | $((1.0, 2.0), (3.0, 4.0))
cmath.{exp,log,sqrt,sin,cos,phase,polar} | $(1 + 2j)
operator.{add,sub,mul,lt,eq,and_,or_} | $(3, 4)
operator.{neg,not_,truth,index} | $(3)
operator.getitem | $(x, 1) | x = [1, 2]
{operator.itemgetter,operator.attrgetter} | $('a')
itertools.{chain,cycle,tee} | $(x) | x = [1]
itertools.chain.from_iterable | $(x) | x = [[1]]
itertools.{count,repeat} | $(1)
itertools.{islice} | $(x, 1) | x = [1]
itertools.{combinations,permutations} | $(x, 2) | x = [1, 2, 3]
itertools.product | $(x, x) | x = [1, 2, 3]
itertools.{groupby,accumulate,zip_longest} | $(x) | x = [1]
itertools.{starmap,takewhile,dropwhile,filterfalse} | $(len, x) | x = []
functools.partial | $(len, 1)
functools.cmp_to_key | $(len)
functools.{wraps} | $(len)
collections.{deque,Counter,OrderedDict} | $()
collections.defaultdict | $(int)
collections.deque.{append,appendleft} | x.@(1) | import collections; x = collections.deque(maxlen=100)
collections.deque.{pop,popleft} | x.@() | import collections; x = collections.deque([1]) * 5_000_000
collections.namedtuple | $('P', 'x y')
heapq.heappush | $(x, 5) | x = []
heapq.heappop | $(x); push(x, 10**9) | from heapq import heappush as push; x = list(range(100_000))
heapq.{heappushpop,heapreplace} | $(x, 5) | x = list(range(1000))
bisect.{bisect,bisect_left,bisect_right} | $(x, 500) | x = list(range(1000))
random.random | $()
random.{getrandbits} | $(32)
random.{randint,randrange,uniform,triangular} | $(1, 100)
random.{gauss,normalvariate,lognormvariate,gammavariate,betavariate,vonmisesvariate} | $(1.0, 2.0)
random.{expovariate,paretovariate} | $(1.5)
random.choice | $(x) | x = list(range(1000))
random.seed | $(5)
random.Random | $(5)
time.{time,time_ns,perf_counter,perf_counter_ns,monotonic,monotonic_ns,process_time,thread_time,localtime,gmtime,ctime,asctime} | $()
time.strftime | $('%Y-%m-%d %H:%M:%S')
time.strptime | $('2024-01-02', '%Y-%m-%d')
time.mktime | $(x) | import time; x = time.localtime()
datetime.{datetime,date} | $(2024, 1, 2)
datetime.timedelta | $(days=1)
datetime.datetime.{now,utcnow,today} | $()
datetime.datetime.fromtimestamp | $(1.7e9)
datetime.datetime.fromisoformat | $('2024-01-02T03:04:05')
datetime.datetime.strptime | $('2024-01-02 03:04', '%Y-%m-%d %H:%M')
datetime.datetime.{isoformat,timestamp,date,time,weekday,timetuple,replace,ctime,toordinal} | x.@() | import datetime; x = datetime.datetime.now()
datetime.datetime.strftime | x.@('%Y-%m-%d') | import datetime; x = datetime.datetime.now()
datetime.date.today | $()
datetime.date.{isoformat,weekday} | x.@() | import datetime; x = datetime.date.today()
datetime.timedelta.total_seconds | x.@() | import datetime; x = datetime.timedelta(days=1)
zoneinfo.ZoneInfo | $('UTC')
decimal.Decimal | $('3.14159')
decimal.Decimal.sqrt | x.@() | import decimal; x = decimal.Decimal('3.14159')
decimal.Decimal.{__add__,__sub__,__mul__,__truediv__,__lt__} | x.@(x) | import decimal; x = decimal.Decimal('3.14159')
decimal.Decimal.quantize | x.@(y) | import decimal; x = decimal.Decimal('3.14159'); y = decimal.Decimal('0.01')
fractions.Fraction | $(3, 7)
fractions.Fraction.{__add__,__sub__,__mul__,__truediv__,__lt__} | x.@(y) | import fractions; x = fractions.Fraction(3, 70); y = fractions.Fraction(5, 42)
fractions.Fraction.limit_denominator | x.@(1000) | import fractions; x = fractions.Fraction(3141592, 1000000)
uuid.{uuid1,uuid4} | $()
{uuid.uuid3,uuid.uuid5} | $(x, 'name') | import uuid; x = uuid.NAMESPACE_DNS
uuid.UUID | $('12345678123456781234567812345678')
secrets.{token_bytes,token_hex,token_urlsafe} | $(16)
secrets.{randbelow,randbits} | $(100)
secrets.choice | $(x) | x = list(range(1000))
os.urandom | $(16)
os.{getpid,getppid,getuid,cpu_count,times,getloadavg} | $()
os.{fspath,fsencode,fsdecode} | $('a/b')
os.getenv | $('HOME')
os.environ.get | x.get('HOME') | import os; x = os.environ
os.path.{join} | $('a', 'b', 'c.txt')
os.path.{basename,dirname,split,splitext,normpath,isabs,expanduser,expandvars,normcase,abspath} | $('/a/b/../c.txt')
os.path.{commonprefix,commonpath} | $(['/a/b', '/a/c'])
os.path.relpath | $('/a/b/c', '/a/d')
pathlib.{Path,PurePath} | $('/a/b/c.txt')
pathlib.PurePath.{joinpath} | x.@('d') | import pathlib; x = pathlib.PurePath('/a/b')
pathlib.PurePath.{with_name,with_suffix} | x.@('.d') | import pathlib; x = pathlib.PurePath('/a/b.c')
pathlib.PurePath.{as_posix,is_absolute} | x.@() | import pathlib; x = pathlib.PurePath('/a/b.c')
pathlib.PurePath.relative_to | x.@('/a') | import pathlib; x = pathlib.PurePath('/a/b.c')
re.compile | $('a+b')
re.escape | $('a.b*c')
re.Match.{group,groups,start,end,span,groupdict} | x.@() | import re; x = re.match('(?P<a>a)(b)', 'ab')
json.JSONEncoder | $()
struct.{pack} | $('<IHf', 1, 2, 3.0)
struct.unpack | $('<IHf', x) | x = b'0123456789'
struct.Struct.pack | x.@(1, 2, 3.0) | import struct; x = struct.Struct('<IHf')
struct.Struct.{unpack,unpack_from} | x.@(d) | import struct; x = struct.Struct('<IHf'); d = b'0123456789'
struct.unpack_from | $('<I', x, 2) | x = b'0123456789'
struct.{calcsize,Struct} | $('<IHf')
hashlib.HASH.{digest,hexdigest,copy} | x.@() | import hashlib; x = hashlib.sha256(b'abc')
zlib.{compressobj,decompressobj} | $()
{bz2.BZ2Decompressor,lzma.LZMADecompressor} | $()
threading.{Lock,RLock,Event,Condition,Semaphore} | $()
threading.{current_thread,get_ident,active_count,main_thread} | $()
threading.Lock.acquire | x.@(False) | import threading; x = threading.Lock()
threading.RLock.acquire | x.@() | import threading; x = threading.RLock()
threading.Lock.locked | x.@() | import threading; x = threading.Lock()
threading.Event.{is_set,set,clear} | x.@() | import threading; x = threading.Event()
threading.Condition.{notify,notify_all} | x.@() | import threading; x = threading.Condition(); x.acquire()
threading.Semaphore.release | x.@() | import threading; x = threading.Semaphore()
threading.Thread | $(target=len)
queue.{Queue,SimpleQueue,LifoQueue,PriorityQueue} | $()
queue.Queue.put | x.@(1) | import queue; x = queue.Queue()
queue.Queue.get_nowait | x.@() | import queue; x = queue.Queue(); x.queue.extend([1] * 3_000_000)
queue.Queue.{qsize,empty,full} | x.@() | import queue; x = queue.Queue()
queue.SimpleQueue.put | x.@(1) | import queue; x = queue.SimpleQueue()
queue.SimpleQueue.{qsize,empty} | x.@() | import queue; x = queue.SimpleQueue()
concurrent.futures.Future.{done,running,cancelled} | x.@() | import concurrent.futures; x = concurrent.futures.Future()
logging.getLogger | $('a.b')
logging.Logger.debug | x.@('hello %s', 1) | import logging; x = logging.getLogger('quiet'); x.setLevel(logging.ERROR)
logging.Logger.{info,warning,error} | x.@('hello %s', 1) | import io, logging; x = logging.getLogger('loud'); x.propagate = False; x.setLevel(logging.DEBUG); h = logging.StreamHandler(io.StringIO()); h.setFormatter(logging.Formatter('%(asctime)s %(name)s %(levelname)s %(message)s')); x.handlers = [h]
logging.Logger.isEnabledFor | x.@(10) | import logging; x = logging.getLogger('quiet')
urllib.parse.{urlparse,urlsplit} | $('https://example.com:80/a/b?c=d&e=f#g') | from urllib.parse import clear_cache | clear_cache()
urllib.parse.urljoin | $('https://example.com/a/b', '../c') | from urllib.parse import clear_cache | clear_cache()
urllib.parse.{parse_qs,parse_qsl} | $('a=b&c=d&e=f')
urllib.parse.urlencode | $(x) | x = {'a': 'b', 'c': 'd e'}
ipaddress.{ip_address} | $('192.168.0.1')
ipaddress.ip_network | $('192.168.0.0/24')
calendar.{monthrange} | $(2024, 2)
calendar.isleap | $(2024)
calendar.timegm | $(x) | import time; x = time.gmtime()
dataclasses.replace | $(x, a=2) | import dataclasses; x = dataclasses.make_dataclass('D', ['a', 'b'])(1, 2)
dataclasses.asdict | $(x) | import dataclasses; x = dataclasses.make_dataclass('D', ['a', 'b'])(1, 2)
copy.copy | $(x) | x = [1, 2, 3]
types.SimpleNamespace | $(a=1)
weakref.ref | $(x) | x = set()
sys.{getrefcount,getsizeof,intern} | $('abc')
sys.{getrecursionlimit,getswitchinterval,exc_info,_getframe} | $()
gc.{get_count,isenabled} | $()
inspect.{isfunction,isclass,iscoroutinefunction} | $(len)
inspect.signature | $(x) | def x(a, b=1, *c, **d): pass
traceback.format_exc | $()
importlib.import_module | $('os')
platform.{system,machine,python_version} | $()
shlex.split | $('a "b c" d')
shlex.quote | $('a b')
textwrap.dedent | $(x) | x = '    one\\n    two\\n' * 5
string.Template.substitute | x.@(a=1) | import string; x = string.Template('hello $a')
{fnmatch.fnmatch} | $('file.txt', '*.txt')
mimetypes.guess_type | $('a/b.html')
html.{escape} | $('a < b & c')
argparse.ArgumentParser | $()
email.message.EmailMessage | $()
socket.{htons,ntohs} | $(80)
socket.{inet_aton} | $('127.0.0.1')
io.{StringIO,BytesIO} | $()
tempfile.gettempdir | $()
contextlib.{suppress,nullcontext,closing} | $(x) | x = ValueError
warnings.warn | $('x', DeprecationWarning) | import warnings; warnings.simplefilter('ignore')
unicodedata.{category,name,combining} | $('a')
xml.etree.ElementTree.{Element} | $('a')
xml.etree.ElementTree.SubElement | $(x, 'a') | import xml.etree.ElementTree as E; x = E.Element('r')
asyncio.{Lock,Event,Queue} | $()
sqlite3.Connection.cursor | x.@() | import sqlite3; x = sqlite3.connect(':memory:')
multiprocessing.{cpu_count,current_process} | $()
'''
