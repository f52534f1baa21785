"""Probes of calls that compute: texts, numbers, containers, hashes, compression, parsers. probe.py says how to read a line."""

COMPUTING = '''
# builtins
sorted | $(numbers)
sum | $(range(4_000_000))
min | $(numbers * 4)
max | $(numbers * 4)
any | $(itertools.repeat(0, 3_000_000)) | import itertools
all | $(itertools.repeat(1, 3_000_000)) | import itertools
len | $(words)
abs | $(-5)
map | collections.deque($(str, numbers), 0)
filter | collections.deque($(None, range(3_000_000)), 0)
zip | collections.deque($(numbers, numbers, numbers), 0)
enumerate | collections.deque($(numbers * 3), 0)
reversed | collections.deque($(many), 0) | many = numbers * 6
list | $(range(1_000_000))
tuple | $(range(1_000_000))
set | $(numbers)
frozenset | $(numbers)
dict | $(zip(numbers, numbers))
hash | $(fresh) | | fresh = words + str(len(words))
repr | $(numbers)
str | $(big) | big = 3 ** 9000; limitless()
int | $(digits) | limitless(); digits = '7' * 15_000
float | $('3.25')
divmod | $(a, b) | a = 3 ** 120_000; b = 7 ** 20_000
pow | $(3, 9 ** 3000, 10 ** 600 + 7)
compile | $(code, 'probe', 'exec')
eval | $('[i * i for i in range(600_000)]')
exec | $('for i in range(2_000_000): pass')
isinstance | $(numbers, list)
bytes | $(blob * 3)
bytearray | $(blob * 3)
format | $(3.14159, '.3f')
list.sort | part.@() | | part = list(numbers)
list.index | numbers.@(-1) | numbers.append(-1)
list.count | numbers.@(-5)
list.reverse | numbers.@()
list.extend | part.@(numbers * 4) | | part = []
list.remove | numbers.@(-1) | | numbers.append(-1)
list.append | part.@(1) | part = []
list.copy | numbers.@()
dict.update | {}.@(mapping) | mapping = dict.fromkeys(numbers)
dict.copy | kept = mapping.@() | mapping = dict.fromkeys(numbers) | kept = None
dict.fromkeys | $(numbers)
set.union | distinct.@(numbers) | distinct = set(numbers)
set.intersection | distinct.@(distinct2) | distinct = set(numbers); distinct2 = set(numbers[::2])
set.difference | distinct.@(numbers) | distinct = set(numbers)
str.join | ' '.@(pieces) | pieces = [str(n) for n in numbers]
str.split | words.@()
str.splitlines | (words * 3).@()
str.replace | words.@('e', 'ee')
str.encode | accents.@() | accents = words.replace('e', 'é') * 3
str.translate | words.@({101: 'x'})
str.upper | (words * 2).@()
str.lower | (words * 2).@()
str.casefold | (words * 2).@()
str.count | words.@('the')
str.find | (words * 5).@('zebra')
str.title | words.@()
str.isalnum | many.@() | many = 'a1' * 4_000_000
str.format | '{} {}'.@(numbers, 1)
bytes.join | b''.@(parts) | parts = [blob[i:i + 64] for i in range(0, len(blob), 64)] * 2
bytes.join(1000 bytes) | b''.@(parts) | parts = [b'0123456789'] * 100
bytes.decode | plain.@() | plain = words.encode() * 8
bytes.split | plain.@() | plain = words.encode()
bytes.replace | plain.@(b'e', b'ee') | plain = words.encode()
bytes.hex | blob.@()
bytes.find | (blob * 4).@(b'not in there')
bytes.fromhex | $(digits) | digits = blob.hex()
bytes.translate | (blob * 4).@(bytes(range(256)))
memoryview.tobytes | memoryview(blob * 4).@()
memoryview.tolist | memoryview(blob).@()
int.__mul__ | a.@(a) | a = 3 ** 300_000
int.__pow__ | (3).@(150_000)
int.to_bytes | a.@(100_000, 'big') | a = 3 ** 300_000
int.from_bytes | $(blob[:100_000], 'big')
int.bit_length | (12345).@()
range | $(10)
print | $('x', file=sink, flush=True) | sink = open(os.devnull, 'w')

# hashes and checksums
hashlib.{md5,sha1,sha224,sha256,sha384,sha512,sha3_256,sha3_512,blake2b,blake2s,shake_128} | $(blob)
hashlib.{md5,sha1,sha224,sha256,sha384,sha512,sha3_256,blake2b,blake2s}(1000 bytes) | $(small)
hashlib.new | $('sha256', blob)
hashlib.HASH.update | h.@(blob) | h = hashlib.sha256()
hashlib.HASH.update(1000 bytes) | h.@(small) | h = hashlib.sha256()
hashlib.HASH.{hexdigest,digest,copy} | h.@() | h = hashlib.sha256(blob)
hashlib.pbkdf2_hmac | $('sha256', b'password', b'salt', 40_000)
hashlib.scrypt | $(b'password', salt=b'salt', n=4096, r=8, p=1)
hmac.new | $(b'key', blob, 'sha256')
hmac.new(1000 bytes) | $(b'key', small, 'sha256')
hmac.digest | $(b'key', blob, 'sha256')
hmac.HMAC.update | h.@(blob) | h = hmac.new(b'key', digestmod='sha256')
hmac.compare_digest | $(blob, blob)
zlib.compress | $(plain) | plain = words.encode()
zlib.decompress | $(packed) | packed = zlib.compress(words.encode() * 3)
zlib.{crc32,adler32} | $(blob * 8)
zlib.{crc32,adler32}(1000 bytes) | $(small)
zlib.Compress.compress | c.@(plain) | plain = words.encode() | c = zlib.compressobj()
zlib.Decompress.decompress | c.@(packed) | packed = zlib.compress(words.encode() * 3) | c = zlib.decompressobj()
binascii.crc32 | $(blob * 8)
binascii.{hexlify,b2a_hex,b2a_base64} | $(blob)
binascii.{unhexlify,a2b_hex} | $(digits) | digits = blob.hex()
binascii.a2b_base64 | $(packed) | packed = binascii.b2a_base64(blob)
bz2.compress | $(plain) | plain = words.encode()[:400_000]
bz2.decompress | $(packed) | packed = bz2.compress(words.encode())
bz2.BZ2Compressor.compress | c.@(plain) | plain = words.encode() | c = bz2.BZ2Compressor()
bz2.BZ2Decompressor.decompress | c.@(packed) | packed = bz2.compress(words.encode()) | c = bz2.BZ2Decompressor()
lzma.compress | $(plain, preset=1) | plain = words.encode()[:300_000]
lzma.decompress | $(packed) | packed = lzma.compress(words.encode())
lzma.LZMACompressor.compress | c.@(plain) | plain = words.encode()[:300_000] | c = lzma.LZMACompressor(preset=1)
lzma.LZMADecompressor.decompress | c.@(packed) | packed = lzma.compress(words.encode()) | c = lzma.LZMADecompressor()
gzip.compress | $(plain) | plain = words.encode()
gzip.decompress | $(packed) | packed = gzip.compress(words.encode() * 2)
base64.{b64encode,b16encode,urlsafe_b64encode,encodebytes} | $(blob)
base64.b32encode | $(blob[:300_000])
base64.{b85encode,a85encode} | $(blob[:600_000])
base64.b64decode | $(packed) | packed = base64.b64encode(blob)
base64.b85decode | $(packed) | packed = base64.b85encode(blob[:200_000])

# data formats
json.dumps | $(objects)
json.loads | $(packed) | packed = json.dumps(objects)
json.dump | $(objects, io.StringIO())
json.load | f.seek(0); $(f) | f = io.StringIO(json.dumps(objects))
json.JSONEncoder.encode | json.JSONEncoder().@(objects)
json.JSONDecoder.decode | json.JSONDecoder().@(packed) | packed = json.dumps(objects)
pickle.dumps | $(objects)
pickle.loads | $(packed) | packed = pickle.dumps(objects)
pickle.Pickler.dump | pickle.Pickler(io.BytesIO()).@(objects)
pickle.Unpickler.load | pickle.Unpickler(io.BytesIO(packed)).@() | packed = pickle.dumps(objects)
marshal.dumps | $(numbers * 4)
marshal.loads | $(packed) | packed = marshal.dumps(numbers * 4)
csv.reader | collections.deque($(rows), 0) | rows = ['a,b,"c d",4,5'] * 60_000
csv.DictReader | collections.deque($(rows), 0) | rows = ['a,b,c,d,e'] + ['a,b,"c d",4,5'] * 30_000
csv.writer.writerows | csv.writer(io.StringIO()).@(rows) | rows = [['a', 'b', 'c d', 4, 5]] * 60_000
csv.DictWriter.writerows | csv.DictWriter(io.StringIO(), ['a', 'b']).@(rows) | rows = [{'a': 1, 'b': 'x'}] * 40_000
csv.Sniffer.sniff | csv.Sniffer().@(rows) | rows = 'a,b,c\\n1,2,3\\n' * 400
configparser.ConfigParser.read_string | configparser.ConfigParser().@(rows) | rows = ''.join('[s%d]\\na = 1\\nb = 2\\n' % i for i in range(2000))
plistlib.dumps | $(objects[:2000])
plistlib.loads | $(packed) | packed = plistlib.dumps(objects[:2000])
struct.pack | $('%dd' % count, *floats) | count = 200_000; floats = [1.5] * count
struct.unpack | $('%dd' % (len(blob) // 8), blob)
struct.iter_unpack | collections.deque($('d', blob), 0)
struct.Struct.pack | s.@(1, 2) | s = struct.Struct('<ii')
array.array | $('l', numbers)
array.array.{tolist,tobytes,byteswap} | a.@() | a = array.array('l', numbers * 4)
array.array.extend | array.array('l').@(a) | a = array.array('l', numbers * 6)
array.array.frombytes | array.array('B').@(blob * 4)
xml.etree.ElementTree.fromstring | $(markup)
xml.etree.ElementTree.XML | $(markup)
xml.etree.ElementTree.parse | $(path) | path = os.path.join(folder, 'a.xml'); open(path, 'w').write(markup)
xml.etree.ElementTree.tostring | $(tree) | tree = xml.etree.ElementTree.fromstring(markup)
xml.etree.ElementTree.iterparse | collections.deque($(io.StringIO(markup)), 0)
xml.etree.ElementTree.XMLParser.feed | xml.etree.ElementTree.XMLParser().@(markup)
xml.etree.ElementTree.Element.iter | collections.deque(tree.@(), 0) | tree = xml.etree.ElementTree.fromstring(markup * 1)
xml.etree.ElementTree.Element.findall | tree.@('.//name') | tree = xml.etree.ElementTree.fromstring(markup)
xml.etree.ElementTree.ElementTree.write | xml.etree.ElementTree.ElementTree(tree).@(io.BytesIO()) | tree = xml.etree.ElementTree.fromstring(markup)
xml.dom.minidom.parseString | $(markup[:markup.index('</row>', 60_000) + 6] + '</table>')
xml.sax.parseString | $(markup.encode(), xml.sax.ContentHandler())
xml.parsers.expat.xmlparser.Parse | xml.parsers.expat.ParserCreate().@(markup * 1, True)
html.parser.HTMLParser.feed | html.parser.HTMLParser().@(markup)
html.escape | $(markup * 15)
html.unescape | $(escaped) | escaped = '&lt;a&gt;&amp;b ' * 20_000
email.message_from_string | $(mail) | mail = 'Subject: x\\n' * 1500 + '\\n' + words[:100_000]
email.message_from_bytes | $(mail) | mail = b'Subject: x\\n' * 1500 + b'\\n' + words[:100_000].encode()
quopri.encodestring | $(words.encode() * 2)
unicodedata.normalize | $('NFD', accents) | accents = words.replace('e', 'é')
unicodedata.category | $('a')
codecs.encode | $(words * 3, 'utf-16')
codecs.decode | $(packed, 'utf-16') | packed = (words * 3).encode('utf-16')
re.search | $('[a-z]+zebra', words[:300_000])
re.match | $('(?:[a-z]+ )*zebra', words[:100_000])
re.findall | $(r'\\w+', words)
re.sub | $('[aeiou]', 'x', words)
re.split | $(r'\\s+', words)
re.finditer | collections.deque($(r'\\w+', words), 0)
re.compile | $(pattern) | | re.purge(); pattern = '|'.join('w%dx[a-f]+' % i for i in range(400))
re.Pattern.{search,findall,split} | p.@(words) | p = re.compile(r'\\w+zebra')
re.Pattern.sub | p.@('x', words) | p = re.compile('[aeiou]')
string.Template.substitute | t.@(name='x') | t = string.Template('a $name ' * 6000)
textwrap.wrap | $(words[:300_000])
textwrap.fill | $(words[:300_000])
textwrap.dedent | $(rows) | rows = '    a line of text\\n' * 30_000
difflib.SequenceMatcher.ratio | difflib.SequenceMatcher(None, words[:1500], words[700:2200]).@()
difflib.unified_diff | collections.deque($(rows, rows[::-1]), 0) | rows = [str(n) for n in numbers[:600]]
difflib.get_close_matches | $('quick', pieces) | pieces = words.split()[:1500]
fnmatch.filter | $(pieces, '*e*') | pieces = words.split()
fnmatch.translate | $('*.py')
shlex.split | $(words[:30_000])
pprint.pformat | $(objects[:500])
tokenize.generate_tokens | collections.deque($(io.StringIO(code).readline), 0)
ast.parse | $(code)
ast.literal_eval | $(text) | text = repr(objects[:3000])
ast.dump | $(tree) | tree = ast.parse(code)
ast.walk | collections.deque($(tree), 0) | tree = ast.parse(code)
dis.dis | $(body, file=io.StringIO()) | body = compile(code, 'probe', 'exec')
urllib.parse.{quote,unquote} | $(words[:300_000])
urllib.parse.urlencode | $(pairs) | pairs = [('key', n) for n in numbers[:10_000]]
urllib.parse.urlparse | $('http://example.org/a?b=c#d')
ipaddress.ip_network | list($('10.0.0.0/17').hosts())
ipaddress.ip_address | $('10.0.0.1')

# numbers, containers, iteration
math.factorial | $(20_000)
math.comb | $(60_000, 30_000)
math.{sin,sqrt,exp,log,floor} | $(2.5)
math.gcd | $(a, b) | a = 3 ** 8000 * 2; b = 7 ** 8000 * 2
math.isqrt | $(a) | a = 3 ** 60_000
math.fsum | $(floats) | floats = [n * 0.1 for n in numbers]
math.dist | $([1.5] * 20, [2.5] * 20)
cmath.sqrt | $(2 + 3j)
decimal.Decimal.__truediv__ | (a / b) | decimal.getcontext().prec = 60_000; a = decimal.Decimal(1); b = decimal.Decimal(7).sqrt()
decimal.Decimal.sqrt | a.@() | decimal.getcontext().prec = 20_000; a = decimal.Decimal(7)
decimal.Decimal | $(digits) | digits = '7' * 400_000
fractions.Fraction.__add__ | total(part) | part = fractions.Fraction(1, 3); total = lambda p: [p + fractions.Fraction(1, i + 1) for i in range(15_000)]
statistics.{mean,median,stdev} | $(numbers[:60_000])
random.{random,getrandbits} | $(*args) | args = () if '$'.endswith('random') else (32,)
random.randint | [$(1, 6) for _ in range(100_000)]
random.shuffle | $(part) | part = list(numbers)
random.sample | $(numbers, 100_000)
random.choices | $(numbers, k=100_000)
random.SystemRandom.random | random.SystemRandom().@()
secrets.token_bytes | $(1_000_000)
secrets.token_hex | $(32)
uuid.uuid4 | $()
uuid.uuid1 | $()
uuid.UUID | $('12345678123456781234567812345678')
copy.deepcopy | $(objects[:4000])
copy.copy | $(numbers * 30)
itertools.{permutations,combinations} | collections.deque($(range(9), 7), 0)
itertools.product | collections.deque($(range(100), range(100), range(100)), 0)
itertools.chain | collections.deque($(numbers, numbers, numbers), 0)
itertools.accumulate | collections.deque($(numbers), 0)
itertools.islice | collections.deque($(range(3_000_000), 2_900_000), 0)
itertools.groupby | collections.deque($(numbers), 0)
functools.reduce | $(operator.add, numbers * 3) | import operator
functools.partial | $(len)
operator.itemgetter | list(map($(1), pairs)) | pairs = [(1, 2)] * 600_000
collections.Counter | $(words)
collections.deque | $(range(2_000_000))
collections.deque.extend | collections.deque().@(range(2_000_000))
collections.deque.rotate | d.@(400_000) | d = collections.deque(range(3_000_000))
collections.OrderedDict | $(zip(numbers, numbers))
collections.defaultdict | $(list)
heapq.heapify | $(part) | | part = list(numbers)
heapq.nlargest | $(1000, numbers)
heapq.heappush | $(heap, 3) | heap = []
heapq.merge | collections.deque($(numbers, numbers), 0)
bisect.bisect_left | $(numbers, 5)
bisect.insort | $(part, 5) | part = list(range(2_000_000))
graphlib.TopologicalSorter.static_order | collections.deque(graphlib.TopologicalSorter({n: {n + 1} for n in range(20_000)}).@(), 0)
datetime.datetime.now | $()
datetime.datetime.strptime | [$('2020-01-02', '%Y-%m-%d') for _ in range(10_000)]
datetime.datetime.strftime | moment.@('%Y-%m-%d') | moment = datetime.datetime(2020, 1, 2)
datetime.datetime.fromisoformat | $('2020-01-02T03:04:05')
time.{time,perf_counter,monotonic,process_time,thread_time} | $()
time.{localtime,gmtime} | $()
time.strptime | [$('2020-01-02', '%Y-%m-%d') for _ in range(10_000)]
time.strftime | $('%Y-%m-%d')
calendar.month | [$(2020, 5) for _ in range(800)]
io.BytesIO.{getvalue,read} | b.@() | | b = io.BytesIO(blob * 4); b.write(b'x'); b.seek(0)
io.BytesIO.write | io.BytesIO().@(blob * 4)
io.StringIO.write | io.StringIO().@(words * 4)
io.StringIO.getvalue | b.@() | | b = io.StringIO(); b.write(words * 4)
io.StringIO.readlines | b.@() | | b = io.StringIO(words * 3)
dataclasses.asdict | $(record) | make = dataclasses.make_dataclass('R', ['a']); record = make([make(i) for i in range(6000)])
dataclasses.make_dataclass | $('R', ['f%d' % i for i in range(60)])
enum.Enum | [$('E%d' % i, 'a b c') for i in range(600)]
inspect.signature | [$(limitless) for _ in range(3000)]
traceback.format_exc | [$() for _ in range(20_000)]
logging.Formatter.format | [logging.Formatter().@(r) for _ in range(10_000)] | r = logging.LogRecord('a', 20, 'f', 1, 'hello %s', (1,), None)
argparse.ArgumentParser.parse_args | [p.@(['--a', '1']) for _ in range(3000)] | p = argparse.ArgumentParser(); p.add_argument('--a')
gc.collect | $() | keep = [[i] for i in range(400_000)]
sys.getsizeof | $(numbers)
sys.intern | $('abc')
threading.get_ident | $()
weakref.ref | $(set)
types.SimpleNamespace | $(a=1)
contextlib.suppress | $(ValueError)
abc.abstractmethod | $(lambda: 0)
timeit.timeit | $('1 + 1', number=1_000_000)
colorsys.rgb_to_hsv | [$(0.2, 0.4, 0.6) for _ in range(60_000)]
ctypes.create_string_buffer | $(5_000_000)
ctypes.string_at | $(address, 60_000_000) | keep = ctypes.create_string_buffer(60_000_000); address = ctypes.addressof(keep)
ctypes.memmove | $(keep, blob, len(blob)) | keep = ctypes.create_string_buffer(len(blob))
ctypes.CDLL.usleep | ctypes.CDLL(None).@(20_000)
ctypes.PyDLL.usleep | ctypes.PyDLL(None).@(20_000)
ctypes.CDLL.qsort | libc.qsort(keep, 1_000_000, 4, compare) | libc = ctypes.CDLL(None); keep = (ctypes.c_int * 1_000_000)(); compare = ctypes.cast(libc.strcmp, ctypes.c_void_p)
'''
