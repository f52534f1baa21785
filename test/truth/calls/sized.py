"""Probes of calls whose cost grows with their data.

A line is `name | per | kinds of data | statement | setup | options`. `d` is the data of kind `KIND` and size `n`; `$` and
`@` are as in constant.py. Options: `of=` whose size counts, `argument=` which argument's size counts (from 0), `small=` and
`large=` the two sizes, `base=` a statement that the call needs beforehand and whose time does not count, `unit=` the number
of units where it is not `n`, `import=` what `unit` needs, `slow=` how much slower it is on processors without an instruction
for it.
"""

SIZED = '''
{min,max} | element | ints floats | $(d)
sum | element | ints floats | $(d)
{any,all} | element | ones | $(d) if NAME == 'all' else $(z) | z = [0] * n
sorted | element-log | shuffled strings | $(d)
list.sort | element-log | shuffled strings | x.@() | | base=x = d[:];of=receiver
{list,tuple,set,frozenset} | element | ints strings | $(d)
dict | element | pairs | $(d)
dict.fromkeys | element | ints strings | $(d)
repr | element | ints | $(d)
list.{copy,reverse} | element | ints | d.@() | | of=receiver
list.{count,index} | element | ints | d.@(-1) if NAME == 'list.count' else d.index(d[-1]) | | of=receiver
list.extend | element | ints | x.@(d) | | base=x = []
list.insert | element | ints | d.@(0, 1); d.pop() | | of=receiver
list.remove | element | ints | d.@(d[-1]); d.append(n) | | of=receiver
dict.{copy} | element | mapping | d.@() | | of=receiver
dict.update | element | mapping | x.@(d) | | base=x = {}
set.{copy} | element | members | d.@() | | of=receiver
set.{union,intersection,difference,issubset} | element | members | d.@(d) | | of=argument
set.update | element | members | x.@(d) | | base=x = set()
str.{upper,lower,casefold,swapcase,title,capitalize} | byte | text | d.@() | | of=receiver
str.{split,rsplit,splitlines} | byte | text lines | d.@() | | of=receiver
str.{strip,lstrip,rstrip} | byte | spaces | d.@() | | of=receiver
str.replace | byte | text | d.@('e', 'ee') | | of=receiver
str.{find,rfind,count} | byte | text | d.@('\\x00') | | of=receiver
{str.index} | byte | text | x.@('\\x00') | x = d + '\\x00' | of=receiver
str.join | element | strings | ','.@(d)
str.encode | byte | text accents | d.@('utf-8') | | of=receiver
str.translate | byte | text | d.@(t) | t = str.maketrans('abc', 'xyz') | of=receiver
str.{isalnum,isprintable} | byte | letters | d.@() | | of=receiver
str.expandtabs | byte | text | d.@() | | of=receiver
{bytes,bytearray} | byte | binary | $(x) | x = bytearray(d)
bytes.join | element | byteses | b','.@(d)
bytes.decode | byte | btext baccents | d.@('utf-8') | | of=receiver
bytes.{upper,lower,hex} | byte | btext | d.@() | | of=receiver
bytes.{split,splitlines} | byte | btext | d.@() | | of=receiver
bytes.replace | byte | btext | d.@(b'e', b'ee') | | of=receiver
bytes.{find,count} | byte | btext | d.@(b'\\xff') | | of=receiver
bytes.fromhex | byte | hextext | $(d)
bytes.translate | byte | btext | d.@(t) | t = bytes(range(256)) | of=receiver
bytearray.extend | byte | binary | x.@(d) | | base=x = bytearray()
memoryview.tobytes | byte | binary | x.@() | x = memoryview(d) | of=receiver
memoryview.tolist | byte | binary | x.@() | x = memoryview(d) | of=receiver
{math.fsum,math.prod} | element | smallfloats | $(d)
statistics.{mean,fmean,median,stdev,variance,pstdev,mode} | element | smallfloats | $(d) | | small=200;large=5000
statistics.quantiles | element | smallfloats | $(d)
random.shuffle | element | ints | $(d)
random.sample | element | ints | $(d, n // 2)
random.choices | element | ints | $(d, k=n)
random.randbytes | byte | size | $(n)
functools.reduce | element | ints | $(add, d) | from operator import add | argument=1
collections.Counter | element | strings few | $(d)
collections.Counter.most_common | element-log | counter | d.@() | | of=receiver
collections.Counter.update | element | strings | x.@(d) | import collections; x = collections.Counter()
collections.deque | element | ints | $(d)
collections.deque.extend | element | ints | x.@(d) | import collections; x = collections.deque(maxlen=1000)
collections.deque.rotate | element | ints | x.@(n // 2) | import collections; x = collections.deque(d) | of=receiver
heapq.heapify | element | shuffled | $(x) | | base=x = d[:]
heapq.{nlargest,nsmallest} | element | shuffled | $(10, d) | | argument=1
heapq.merge | element | ints | for _ in $(d, d): pass
bisect.{insort,insort_left,insort_right} | element | ints | $(d, n // 2); d.pop()
array.array | element | ints | $('q', d) | | argument=1
array.array.{tobytes,tolist,byteswap} | element | arrays | d.@() | | of=receiver
array.array.{frombytes} | byte | packed | x.@(d) | | base=import array; x = array.array('b')
json.dumps | byte | records | $(d) | | unit=len(json.dumps(d));import=json;small=50;large=2000;of=result
json.loads | byte | jsontext | $(d) | | unit=len(d);small=50;large=2000
json.dump | byte | records | $(d, f) | import io; f = io.StringIO() | unit=len(json.dumps(d));import=json;small=50;large=2000;of=result
json.load | byte | jsontext | $(f) | import io | unit=len(d);base=f = io.StringIO(d);small=50;large=2000;of=result
pickle.dumps | byte | records floats strings | $(d) | | unit=len(pickle.dumps(d));import=pickle;small=50;large=2000;of=result
pickle.loads | byte | pickled | $(d) | | unit=len(d);small=50;large=2000
marshal.dumps | byte | records | $(d) | | unit=len(marshal.dumps(d));import=marshal;small=50;large=2000;of=result
marshal.loads | byte | marshalled | $(d) | | unit=len(d);small=50;large=2000
copy.deepcopy | element | records ints nested | $(d) | | small=20;large=400
copy.copy | element | ints mapping | $(d)
pprint.pformat | element | records | $(d) | | small=10;large=100
re.{match,fullmatch} | byte | text | $(r'(?s)(?:\\w+\\W+)*', d) | | argument=1
re.search | byte | text lines | $(p[KIND], d) | p = {'text': r'zq\\d+', 'lines': r'[a-z]+\\s\\d+x'} | argument=1
re.{findall,finditer} | byte | text lines | list($(p[KIND], d)) | p = {'text': r'\\w+', 'lines': r'[A-Z]\\w+'} | argument=1
re.{sub,subn} | byte | text lines | $(p[KIND], 'x', d) | p = {'text': r'\\d+|e', 'lines': r'[A-Z]\\w+'} | argument=2
re.split | byte | text lines | $(p[KIND], d) | p = {'text': r'\\W+', 'lines': r'\\n'} | argument=1
re.Pattern.search | byte | text lines | p.@(d) | import re; p = re.compile({'text': r'zq\\d+', 'lines': r'[a-z]+\\s\\d+x'}[KIND])
re.Pattern.{match,fullmatch} | byte | text | p.@(d) | import re; p = re.compile(r'(?s)(?:\\w+\\W+)*')
re.Pattern.{findall,finditer} | byte | text lines | list(p.@(d)) | import re; p = re.compile({'text': r'\\w+', 'lines': r'[A-Z]\\w+'}[KIND])
re.Pattern.{sub,subn} | byte | text lines | p.@('x', d) | import re; p = re.compile({'text': r'\\d+|e', 'lines': r'[A-Z]\\w+'}[KIND]) | argument=1
re.Pattern.split | byte | text lines | p.@(d) | import re; p = re.compile({'text': r'\\W+', 'lines': r'\\n'}[KIND])
csv.reader | byte | csvlines | list($(d)) | | unit=sum(map(len, d))
csv.DictReader | byte | csvlines | list($(d)) | | unit=sum(map(len, d));small=20;large=1000
csv.writer.writerow | element | row | w.@(d) | import csv, io; w = csv.writer(io.StringIO()) | small=5;large=200
csv.writer.writerows | element | rows | w.@(d) | import csv, io; w = csv.writer(io.StringIO()) | small=50;large=2000
csv.DictWriter.writerow | element | mapping | w.@(d) | import csv, io; w = csv.DictWriter(io.StringIO(), list(d)) | small=5;large=200
struct.iter_unpack | byte | packed | list($('<q', d)) | | argument=1
base64.{b64encode,standard_b64encode,urlsafe_b64encode,b16encode,encodebytes} | byte | binary | $(d)
base64.{b64decode,standard_b64decode,urlsafe_b64decode} | byte | b64 | $(d)
base64.{b32encode,b85encode,a85encode} | byte | binary | $(d) | | small=1000;large=10000
base64.b32decode | byte | b32 | $(d) | | unit=len(d);small=1000;large=10000
binascii.{hexlify,b2a_hex,b2a_base64} | byte | binary | $(d)
binascii.{unhexlify,a2b_hex} | byte | bhex | $(d)
binascii.a2b_base64 | byte | b64 | $(d)
{zlib.crc32,zlib.adler32,binascii.crc32} | byte | binary | $(d)
zlib.compress | byte | btext binary zeros | $(d) | | small=10000;large=200000
zlib.decompress | byte | zlibtext zlibbinary | $(d) | | unit=len(d);small=10000;large=200000
gzip.compress | byte | btext binary | $(d) | | small=10000;large=200000
gzip.decompress | byte | gziptext | $(d) | | unit=len(d);small=10000;large=200000
bz2.compress | byte | btext binary | $(d) | | small=10000;large=200000
bz2.decompress | byte | bz2text | $(d) | | unit=len(d);small=10000;large=200000
lzma.compress | byte | btext binary | $(d) | | small=10000;large=200000
lzma.decompress | byte | lzmatext | $(d) | | unit=len(d);small=10000;large=200000
zlib.Compress.compress | byte | btext binary | c.@(d) | import zlib; c = zlib.compressobj() | small=10000;large=200000
zlib.Decompress.decompress | byte | zlibtext | c.@(d) | import zlib | base=c = zlib.decompressobj();unit=len(d);small=10000;large=200000
bz2.BZ2Compressor.compress | byte | btext | c.@(d) | import bz2; c = bz2.BZ2Compressor() | small=10000;large=200000
lzma.LZMACompressor.compress | byte | btext | c.@(d) | import lzma; c = lzma.LZMACompressor() | small=10000;large=200000
zipfile.ZipFile.writestr | byte | btext | z.@('a', d) | import zipfile, io, warnings; warnings.simplefilter('ignore'); z = zipfile.ZipFile(io.BytesIO(), 'w', zipfile.ZIP_DEFLATED) | small=10000;large=200000;argument=1
hashlib.{sha1,sha224,sha256} | byte | binary | $(d) | | slow=5
hashlib.{md5,sha384,sha512,sha3_224,sha3_256,sha3_384,sha3_512,blake2b,blake2s,shake_128,shake_256} | byte | binary | $(d)
hashlib.new | byte | binary | $('sha256', d) | | argument=1;slow=5
hashlib.HASH.update | byte | binary | h.@(d) | import hashlib; h = hashlib.sha256() | slow=5
{hashlib.blake2b,hashlib.blake2s}.update | byte | binary | h.@(d) | import hashlib; h = getattr(hashlib, NAME.split('.')[1])()
hmac.new | byte | binary | $(b'key', d, 'sha256') | | argument=1;slow=5
hmac.digest | byte | binary | $(b'key', d, 'sha256') | | argument=1;slow=5
hmac.HMAC.update | byte | binary | h.@(d) | import hmac; h = hmac.new(b'key', b'', 'sha256') | slow=5
hashlib.pbkdf2_hmac | element | size | $('sha256', b'password', b'salt', n) | | small=100;large=10000;argument=3;slow=5
hmac.compare_digest | byte | binary | $(d, d)
secrets.token_bytes | byte | size | $(n)
os.urandom | byte | size | $(n)
io.BytesIO.{read,getvalue} | byte | binary | x.@() | import io; x = io.BytesIO(d) | of=receiver;base=x.seek(0)
io.BytesIO.write | byte | binary | x.@(d) | import io; x = io.BytesIO() | base=x.seek(0)
io.StringIO.{read,getvalue} | byte | text | x.@() | import io; x = io.StringIO(d) | of=receiver;base=x.seek(0)
io.StringIO.write | byte | text | x.@(d) | import io; x = io.StringIO() | base=x.seek(0)
html.escape | byte | text | $(d)
html.unescape | byte | htmltext | $(d)
html.parser.HTMLParser.feed | byte | htmltext | p.@(d) | from html.parser import HTMLParser; p = HTMLParser() | small=2000;large=20000
urllib.parse.{quote,quote_plus} | byte | text | $(d)
urllib.parse.{unquote,unquote_plus} | byte | quoted | $(d) | | unit=len(d)
textwrap.{wrap,fill} | byte | text | $(d) | | small=1000;large=20000
textwrap.{dedent,indent} | byte | indented | $(d) if NAME.endswith('dedent') else $(d, '  ')
difflib.SequenceMatcher.ratio | byte | text | SequenceMatcher(None, d, e).@() | from difflib import SequenceMatcher; e = d[::2] + d[1::2] | small=200;large=1000;of=receiver
difflib.get_close_matches | element | strings | $('appel', d) | | small=200;large=2000;argument=1
difflib.unified_diff | element | strings | list($(d, d[::2])) | | small=100;large=1000
unicodedata.normalize | byte | text accents | $('NFC', d) | | argument=1
xml.etree.ElementTree.fromstring | byte | xmltext | $(d) | | unit=len(d);small=50;large=1000
xml.etree.ElementTree.XML | byte | xmltext | $(d) | | unit=len(d);small=50;large=1000
xml.etree.ElementTree.tostring | element | xmltree | $(d) | | unit=sum(1 for _ in d.iter());small=50;large=1000
xml.etree.ElementTree.Element.{iter} | element | xmltree | list(d.@()) | | of=receiver;small=50;large=1000
xml.etree.ElementTree.Element.findall | element | xmltree | d.@('item') | | of=receiver;small=50;large=1000
xml.dom.minidom.parseString | byte | xmltext | $(d) | | unit=len(d);small=20;large=200
ast.parse | byte | source | $(d) | | unit=len(d);small=20;large=500
compile | byte | source | $(d, 'f', 'exec') | | unit=len(d);small=20;large=500
ast.literal_eval | byte | literal | $(d) | | unit=len(d);small=50;large=1000
ast.walk | element | tree | list($(d)) | | import=ast;unit=sum(1 for _ in ast.walk(d));small=20;large=200
ast.unparse | element | tree | $(d) | | import=ast;unit=sum(1 for _ in ast.walk(d));small=20;large=200
tokenize.generate_tokens | byte | source | list($(io.StringIO(d).readline)) | import io | unit=len(d);small=20;large=200
configparser.ConfigParser.read_string | byte | initext | configparser.ConfigParser().@(d) | import configparser | unit=len(d);small=20;large=200
email.message_from_string | byte | mailtext | $(d) | | unit=len(d);small=20;large=500
plistlib.loads | byte | plist | $(d) | | unit=len(d);small=20;large=200
fnmatch.filter | element | strings | $(d, '*1*')
dataclasses.asdict | element | instances | $(d[0]) | | small=1;large=50
sqlite3.Cursor.fetchall | element | table | c.@() | | base=c = d.execute('select a, b from t');of=result;small=100;large=5000
sqlite3.Cursor.executemany | element | pairs | c.@('insert into t values (?, ?)', d) | import sqlite3; c = sqlite3.connect(':memory:').cursor(); c.execute('create table t (a, b)') | argument=1;small=100;large=5000
math.factorial | element | size | $(n) | | small=100;large=1000
int.__pow__ | element | size | pow(3, n) | | small=100;large=2000
'''
