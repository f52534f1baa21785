import assert from 'node:assert/strict';
import { FACT_TABLES } from '../../../server/src/core/kb/data/facts';
import { expandBraces } from '../../../server/src/core/kb/braces';
import { createKnowledgeBase } from '../../../server/src/core/kb/lookup';
import { checkLines, factText, pythonVersion } from './support';

const kb = createKnowledgeBase();

/** Every row of every table: its names, and its group. */
const ROWS = FACT_TABLES.flat().flatMap((group) =>
  group.rows.map((row) => ({ group, row, names: expandBraces(row[0]) })),
);

/** Holds facts, each on a line `name → effect, detail (condition) [confidence]`. */
function checkFacts(expected: string): void {
  checkLines(expected, (name) => factText(kb.lookup(name)));
}

/** Holds facts under a Python version: `name on 3.10 → …`. */
function checkVersions(expected: string): void {
  checkLines(expected, (input) => {
    const [name = '', version = ''] = input.split(' on ');
    return factText(kb.lookup(name, pythonVersion(version)));
  });
}

/** Holds the size below which a call keeps the GIL: `name → 2047 bytes`. */
function checkThresholds(expected: string): void {
  checkLines(expected, (name) => {
    const threshold = kb.lookup(name)?.threshold;
    return threshold === undefined ? 'none' : `${threshold.above} ${threshold.of}, below ${threshold.below}`;
  });
}

describe('knowledge base: fact tables', () => {
  it('no name has two facts', () => {
    const seen = new Set<string>();
    const twice = ROWS.flatMap(({ names }) => names).filter((name) => seen.size === seen.add(name).size);
    assert.deepEqual(twice, []);
  });

  it('every name is a dotted name, at most with a wildcard at its end', () => {
    const odd = ROWS.flatMap(({ names }) => names).filter(
      (name) => !/^[A-Za-z_]\w*(?:\.\w+)*(?:\.\*|\(nogil=True\))?$/.test(name),
    );
    assert.deepEqual(odd, []);
  });

  it('every fact is found under its own name, with a source', () => {
    const lost = ROWS.flatMap(({ names }) => names)
      .filter((name) => !name.endsWith('.*'))
      .filter((name) => {
        const fact = kb.lookup(name);
        return fact?.name !== name || fact.source.trim() === '';
      });
    assert.deepEqual(lost, []);
  });

  it('older behaviour has the version that ended it, and differs from the newer', () => {
    const odd = ROWS.filter(({ row: [, effect, , more] }) => {
      if (more?.since !== undefined && !/^\d+\.\d+(?:\.\d+)?$/.test(more.since)) return true;
      return more?.before !== undefined && (more.since === undefined || more.before === effect);
    });
    assert.deepEqual(
      odd.map(({ row }) => row[0]),
      [],
    );
  });

  it('media, kinds of waiting and cores are said only of effects that have them', () => {
    const odd = ROWS.filter(({ row: [, effect, , more = {}] }) => {
      if (more.medium !== undefined && effect !== 'io') return true;
      if (more.how !== undefined && effect !== 'wait') return true;
      return more.threads !== undefined && effect !== 'native';
    });
    assert.deepEqual(
      odd.map(({ row }) => row[0]),
      [],
    );
  });

  it('every I/O fact says what it waits for, and every wait how', () => {
    const silent = ROWS.filter(({ group, row: [, effect, , more = {}] }) => {
      if (effect === 'io') return (more.medium ?? group.medium) === undefined;
      return effect === 'wait' && (more.how ?? group.how) === undefined;
    });
    assert.deepEqual(
      silent.map(({ row }) => row[0]),
      [],
    );
  });

  it('every size in the condition of a native call can be read by the machine', () => {
    const unread = ROWS.filter(
      ({ row: [, effect, , more] }) =>
        effect === 'native' && /[<>]=? ?\d|more than \d/.test(more?.when ?? ''),
    )
      .flatMap(({ names }) => names)
      .filter((name) => kb.lookup(name)?.threshold === undefined);
    assert.deepEqual(unread, []);
  });

  it('facts read as they should', () => {
    checkFacts(`
      open → io, disk (open(2)/fstat(2) without the GIL; building the buffered/text layers holds it) [source]
      os.stat → io, disk (one release per call: pays up to one switch interval beside a busy thread) [source]
      os.path.exists → io, disk [source]
      os.urandom → io, other (getrandom(2) without the GIL) [source]
      os.fork → held (the whole fork() runs with the GIL and the import lock held; the child keeps only the forking thread) [source]
      print → io, other (str() of the arguments holds the GIL; released only when the file flushes) [source]
      io.TextIOWrapper.read → io, disk (the raw read releases, decoding the whole text holds the GIL) [source]
      io.BytesIO.read → held (memcpy) [source]
      pathlib.Path.read_text → io, disk (decoding holds the GIL) [source]
      zlib.compress → native (always, whatever the size) [source]
      zlib.crc32 → native (buffer > 5120 bytes) [source]
      gzip.GzipFile.read → native (inflate without the GIL; crc32 without it above 5120 bytes; file read releases) [source]
      hashlib.sha256 → native (initial data > 2047 bytes; else held) [source]
      hashlib.HASH.update → native (buffer > 2047 bytes; after the first large update every update takes the lock of the object) [source]
      hashlib.pbkdf2_hmac → native (always) [source]
      hmac.new → native (msg > 2047 bytes) [source]
      time.sleep → wait, sleep (always, even sleep(0)) [source]
      time.time → held (constant cost) [source]
      threading.Lock.acquire → wait, lock (tries first with the GIL held; released only if the lock is taken) [source]
      threading.Thread.start → wait, event (waits until the new thread has run its bootstrap: costs one GIL hand-over) [source]
      threading.Thread.join → wait, join [source]
      threading.Event.wait → wait, event (returns at once when set) [source]
      queue.Queue.get → wait, queue (released only while empty) [source]
      concurrent.futures.Future.result → wait, join [source]
      multiprocessing.Process.join → io, process (waitpid (or sentinel wait with timeout)) [source]
      multiprocessing.pool.Pool.map → wait, join (arguments pickled by the task-handler thread, results unpickled by the result thread, both holding the GIL) [source]
      subprocess.run → io, process [source]
      socket.socket.recv → io, network (released also for non-blocking sockets; with a timeout poll() runs first) [source]
      socket.getaddrinfo → io, network (DNS; older BSD and macOS builds serialise calls with a lock of their own) [source]
      ssl.SSLSocket.read → io, network (network wait and decryption without the GIL) [source]
      select.select → io, network (always, even timeout 0) [source]
      urllib.request.urlopen → io, network (DNS, connect, TLS and read without the GIL; header parsing pure Python) [source]
      asyncio.run → io, network (the loop thread holds the GIL while callbacks run and releases it in select) [source]
      asyncio.sleep → python (suspends the task, does not block the thread) [source]
      curses.napms → held (sleeps with the GIL held; time.sleep releases it) [source]
      list.sort → held (never yields unless key or __lt__ is Python code) [source]
      sum → held (consumes a C iterator (range, list) without ever yielding) [source]
      str.join → held [source]
      bytes.join → native (total size >= 1 MiB and every item exactly bytes: the copy runs without the GIL; else held) [source]
      int.__pow__ → held (checks signals, never releases) [source]
      re.Pattern.search → held [source]
      json.dumps → held (one C call for the whole tree; with indent= a Python generator up to 3.12) [source]
      json.dump → python (uses the streaming pure-Python encoder, not the C one; writes per chunk) [source]
      pickle.dumps → held (Python __reduce__ hooks yield in their frames) [source]
      copy.deepcopy → python (pure Python recursion) [source]
      random.shuffle → python (pure-Python loop) [source]
      math.sqrt → held (constant cost) [source]
      gc.collect → held (whole collection in the calling thread; finalizers and weakref callbacks run Python code) [source]
      logging.FileHandler.emit → io, disk [source]
      numpy.add → native (> 500 elements, non-object dtype) [source]
      numpy.dot → native, many threads (float and complex through BLAS (multi-threaded by itself); integers also released; object dtype held) [source]
      numpy.array → held (from a Python list or nested sequence; from an ndarray it copies as ndarray.copy) [inferred]
      numpy.linalg.svd → native, many threads (total problem size > 500 elements) [source]
      scipy.linalg.svd → held [source]
      pandas.read_csv → native (engine="c": tokenizing releases; building object (str) columns, date parsing and the Python engine hold the GIL) [source]
      pandas.DataFrame.apply → python [inferred]
      PIL.Image.Image.resize → native [source]
      cv2.GaussianBlur → native, many threads [source]
      torch.Tensor.matmul → native, many threads (released while the operation runs; parsing arguments holds; a tiny operation still pays for giving the GIL away) [source]
      sklearn.ensemble.RandomForestClassifier.fit → native (n_jobs uses joblib threads; validation and bootstrapping hold) [documentation]
      polars.LazyFrame.collect → native, many threads (own rayon thread pool; Python UDFs (map_elements) retake the GIL) [source]
      lxml.etree.parse → native (file name or URL: read and parsed without the GIL; a Python file object retakes it per 32 KiB) [source]
      orjson.loads → held [documentation]
      yaml.safe_load → python [inferred]
      bcrypt.hashpw → native [source]
      regex.search → native (str and bytes subjects unless concurrent=False; bytearray and mmap only with concurrent=True) [source]
      requests.get → io, network [inferred]
      redis.Redis.get → io, network [inferred]
      psycopg2.extensions.cursor.execute → io, network (client-side cursor: the whole result is received without the GIL; the connection lock makes other threads on it wait) [source]
      numba.njit → held (compilation and calls hold the GIL unless nogil=True) [documentation]
      numba.njit(nogil=True) → native (compilation holds) [documentation]
    `);
  });

  it('a wildcard answers for functions of a module and any method of a class', () => {
    checkFacts(`
      ctypes.CDLL.Sleep → native (any foreign function of a CDLL, WinDLL or OleDLL: released for the whole C call; converting arguments and callbacks hold it) [source]
      cv2.bilateralFilter → native, many threads [inferred]
      cv2.Stitcher → nothing
      redis.Redis.hgetall → io, network [inferred]
      requests.exceptions.HTTPError → nothing
      botocore.client.BaseClient.list_buckets → io, network [inferred]
      torch.einsum → native, many threads [inferred]
      multiprocessing.managers.DictProxy.keys → io, process (every proxy method is a round trip to the server process) [inferred]
      multiprocessing.managers.DictProxy.__init__ → nothing
      my_module.function → nothing
      os.nothing_like_this → nothing
    `);
  });

  it('the name in a wildcard answer is the one asked for', () => {
    checkLines('torch.einsum → torch.einsum', (name) => kb.lookup(name)?.name ?? 'nothing');
  });

  it('older Pythons behave as they did, or have no such function', () => {
    checkVersions(`
      os.isatty on 3.8 → held (before 3.9) [source]
      os.isatty on 3.9 → io, other [source]
      os.sched_yield on 3.9 → held (before 3.10) [source]
      os.sched_yield on 3.13 → wait, other (gives the processor away without the GIL) [source]
      os.DirEntry.stat on 3.10 → held (before 3.11) [source]
      binascii.crc32 on 3.10 → held (before 3.11) [source]
      binascii.crc32 on 3.11 → native (buffer > 5120 bytes) [source]
      bytes.join on 3.8 → held (before 3.9) [source]
      termios.tcdrain on 3.9 → held (before 3.10) [source]
      socket.getnameinfo on 3.10 → held (before 3.11) [source]
      winreg.QueryValueEx on 3.13 → held (before 3.14) [source]
      winreg.QueryValueEx on 3.14 → io, other (Windows) [source]
      hashlib.file_digest on 3.10 → nothing
      hashlib.file_digest on 3.11 → native (256 KiB blocks: file read and hash update both without the GIL) [source]
      os.timerfd_create on 3.12 → nothing
      tomllib.loads on 3.10 → nothing
      compression.zstd.ZstdCompressor.compress on 3.13 → nothing
      compression.zstd.ZstdCompressor.compress on 4.0 → native (always) [source]
      concurrent.futures.InterpreterPoolExecutor on 3.13 → nothing
      os.stat on 2.7 → io, disk (one release per call: pays up to one switch interval beside a busy thread) [source]
    `);
  });

  it('versions of packages are not compared with those of Python', () => {
    checkVersions(`
      pandas.Series.value_counts on 3.8 → native (numeric dtype; object held) [documentation]
      numpy.strings.find on 3.8 → native (> 500 elements) [inferred]
    `);
  });

  it('sizes below which the GIL is kept', () => {
    checkThresholds(`
      hashlib.sha256 → 2047 bytes, below held
      hashlib.sha256().update → 2047 bytes, below held
      hmac.new → 2047 bytes, below held
      zlib.crc32 → 5120 bytes, below held
      zlib.compress → none
      bytes.join → 1048575 bytes, below held
      numpy.add → 500 elements, below held
      numpy.matmul → 500 elements, below held
      numpy.ndarray.__getitem__ → 500 elements, below held
      numpy.linalg.inv → 500 elements, below held
      gzip.GzipFile.read → none
      fcntl.ioctl → none
      cryptography.hazmat.primitives.ciphers.aead.AESGCM.encrypt → none
    `);
  });
});
