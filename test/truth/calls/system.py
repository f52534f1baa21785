"""Probes of calls that wait for the system, timed on the wall with warm caches in a temporary directory.

The form is that of sized.py. `file` is a file with the `n` bytes of the data, `folder` holds `n` files, `absent` is a path
where nothing is. Real files are often not in the cache and not on a local disk: the cost table allows for that, except where
`steady=yes` says that neither matters.
"""

SYSTEM = '''
open | call | binary | $(file).close()
io.open | call | binary | $(file).close()
io.TextIOWrapper.read | byte | btext | f.@() | f = open(file) | base=f.seek(0);of=result
io.TextIOWrapper.{readlines} | byte | btext | f.@() | f = open(file) | base=f.seek(0);of=result
io.TextIOWrapper.readline | call | manylines | f.@() or f.seek(0) | f = open(file) | steady=yes
io.TextIOWrapper.write | byte | text | f.@(d) | f = open(absent, 'w') | base=f.seek(0)
io.TextIOWrapper.flush | call | text | f.write('x'); f.@() | f = open(absent, 'w')
io.BufferedReader.read | byte | binary | f.@() | f = open(file, 'rb') | base=f.seek(0);of=result
io.BufferedReader.readline | call | manylines | f.@() or f.seek(0) | f = open(file, 'rb') | steady=yes
io.BufferedWriter.write | byte | binary | f.@(d) | f = open(absent, 'wb') | base=f.seek(0)
io.BufferedWriter.flush | call | binary | f.write(b'x'); f.@() | f = open(absent, 'wb')
pathlib.Path.{read_text} | byte | btext | p.@() | import pathlib; p = pathlib.Path(file) | of=result
pathlib.Path.{read_bytes} | byte | btext | p.@() | import pathlib; p = pathlib.Path(file) | of=result
pathlib.Path.write_text | byte | text | p.@(d) | import pathlib; p = pathlib.Path(absent)
pathlib.Path.write_bytes | byte | binary | p.@(d) | import pathlib; p = pathlib.Path(absent)
pathlib.Path.{exists,is_file,is_dir,stat,lstat,is_symlink} | call | binary | p.@() | import pathlib; p = pathlib.Path(file)
pathlib.Path.absolute | call | binary | p.@() | import pathlib; p = pathlib.Path(file) | steady=yes
pathlib.Path.resolve | call | binary | p.@() | import pathlib; p = pathlib.Path(file)
pathlib.Path.open | call | binary | p.@().close() | import pathlib; p = pathlib.Path(file)
pathlib.Path.touch | call | binary | p.@() | import pathlib; p = pathlib.Path(file)
pathlib.Path.iterdir | element | entries | list(p.@()) | import pathlib; p = pathlib.Path(folder) | of=result;small=10;large=500
pathlib.Path.{glob,rglob} | element | entries | list(p.@('*.txt')) | import pathlib; p = pathlib.Path(folder) | of=result;small=10;large=500
os.{stat,lstat} | call | binary | $(file)
os.getcwd | call | binary | $() | | steady=yes
os.access | call | binary | $(file, 4)
os.path.{exists,isfile,isdir,getsize,getmtime,islink,lexists,getctime,getatime} | call | binary | $(file)
os.path.realpath | call | binary | $(file)
os.path.samefile | call | binary | $(file, file)
os.open | call | binary | os.close($(file, 0)) | import os
os.close | call | binary | $(f) | import os | base=f = os.open(file, 0)
os.{read} | byte | binary | $(f, n) | import os; f = os.open(file, 0) | base=os.lseek(f, 0, 0);of=result
os.{write} | byte | binary | $(f, d) | import os; f = os.open(absent, os.O_WRONLY + os.O_CREAT) | base=os.lseek(f, 0, 0);argument=1
os.{listdir} | element | entries | $(folder) | | of=result;small=10;large=500
os.scandir | element | entries | list($(folder)) | | of=result;small=10;large=500
os.walk | element | entries | list($(folder)) | | of=result;small=10;large=500
glob.glob | element | entries | $(folder + '/*.txt') | | of=result;small=10;large=500
os.{mkdir,makedirs} | call | binary | $(absent); os.rmdir(absent) | import os
os.{remove,unlink} | call | binary | $(absent) | | base=open(absent, 'w').close()
os.{rename,replace} | call | binary | $(file, absent); os.rename(absent, file) | import os
os.utime | call | binary | $(file)
os.chmod | call | binary | $(file, 0o644)
os.fsync | call | binary | f.write('x'); f.flush(); $(f.fileno()) | f = open(absent, 'w')
os.pipe | call | binary | a, b = $(); os.close(a); os.close(b) | import os | steady=yes
os.isatty | call | binary | $(1) | | steady=yes
shutil.{copyfile,copy,copy2} | byte | binary | $(file, absent) | | small=1000;large=1000000
shutil.which | call | binary | $('python3')
shutil.disk_usage | call | binary | $(file)
tempfile.{mkstemp} | call | binary | f, p = $(); os.close(f); os.remove(p) | import os
tempfile.NamedTemporaryFile | call | binary | $().close()
tempfile.TemporaryDirectory | call | binary | $().cleanup()
linecache.getline | call | btext | $(file, 1)
filecmp.cmp | byte | binary | $(file, other, shallow=False) | import filecmp, shutil; other = absent; shutil.copyfile(file, other) | base=filecmp.clear_cache();small=1000;large=1000000
mmap.mmap | call | binary | $(f.fileno(), 0).close() | f = open(file, 'r+b')
mmap.mmap.read | byte | binary | m.@() | import mmap; f = open(file, 'r+b'); m = mmap.mmap(f.fileno(), 0) | base=m.seek(0);of=receiver;steady=yes
mmap.mmap.find | byte | btext | m.@(b'\\xff') | import mmap; f = open(file, 'r+b'); m = mmap.mmap(f.fileno(), 0) | of=receiver;steady=yes
gzip.open | call | binary | $(file).close()
zipfile.ZipFile | call | zipped | $(file).close()
tarfile.open | call | tarred | $(file).close()
sqlite3.connect | call | binary | $(absent).close()
sqlite3.Cursor.fetchone | call | binary | c.@() | import sqlite3; c = sqlite3.connect(absent) .cursor(); c.execute('with recursive t(i) as (select 1 union all select i + 1 from t) select i, i from t') | steady=yes
sqlite3.Connection.commit | call | binary | c.execute('insert into t values (1)'); c.@() | import sqlite3; c = sqlite3.connect(absent); c.execute('create table if not exists t (a)')
socket.socket | call | binary | $().close() | | steady=yes
socket.socketpair | call | binary | a, b = $(); a.close(); b.close() | | steady=yes
socket.socket.{settimeout} | call | binary | s.@(5) | import socket; s = socket.socket() | steady=yes
socket.socket.{getsockname} | call | binary | s.@() | import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)) | steady=yes
socket.gethostname | call | binary | $() | | steady=yes
subprocess.Popen | call | binary | p = $(['true']); p.wait()
select.epoll | call | binary | $().close() | | steady=yes
selectors.DefaultSelector | call | binary | $().close() | | steady=yes
os.fork | call | binary | p = $(); os._exit(0) if p == 0 else os.waitpid(p, 0) | import os | steady=yes;slow=5
threading.Thread.start | call | binary | t = threading.Thread(target=len, args=('',)); t.@(); t.join() | import threading | steady=yes;slow=5
concurrent.futures.ThreadPoolExecutor.submit | call | binary | e.@(len, '').result() | import concurrent.futures; e = concurrent.futures.ThreadPoolExecutor(1) | steady=yes;slow=5
multiprocessing.Process.start | call | binary | p = multiprocessing.get_context('fork').Process(target=len, args=('',)); p.@(); p.join() | import multiprocessing | steady=yes;slow=5
multiprocessing.{Queue,Lock,Event,Pipe} | call | binary | $() | import gc | steady=yes;slow=5
multiprocessing.connection.Connection.send | byte | binary | a.@(d); b.recv() | import multiprocessing; a, b = multiprocessing.Pipe() | small=100;large=20000;steady=yes;slow=5
logging.FileHandler.emit | call | binary | h.@(r) | import logging; h = logging.FileHandler(absent); r = logging.LogRecord('a', 20, 'f', 1, 'hello %s', (1,), None)
asyncio.run | call | binary | $(main()) | async def main(): pass | steady=yes
ssl.create_default_context | call | binary | $() | | steady=yes
hashlib.file_digest | byte | binary | $(f, 'sha256') | f = open(file, 'rb') | base=f.seek(0);small=1000;large=1000000
getpass.getuser | call | binary | $() | | steady=yes
pwd.getpwuid | call | binary | $(0) | | steady=yes
'''
