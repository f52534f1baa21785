import { createKnowledgeBase } from '../../../server/src/core/kb/lookup';
import { checkLines, pythonVersion } from './support';

const kb = createKnowledgeBase();

/** Holds how a search went and the first facts it found: `query → how: names`. */
function checkSearch(expected: string, most = 4): void {
  checkLines(expected, (query) => {
    const [name = '', version] = query.split(' on ');
    const { match, facts } = kb.search(name, version === undefined ? undefined : pythonVersion(version));
    const names = facts.slice(0, most).map((fact) => fact.name);
    return `${match}: ${names.join(', ') || 'nothing'}`;
  });
}

describe('knowledge base: search', () => {
  it('by name, in any case and spelling', () => {
    checkSearch(`
      zlib.crc32 → exact: zlib.crc32
      ZLIB.CRC32 → exact: zlib.crc32
      zlib.crc32() → exact: zlib.crc32
      posixpath.exists → exact: os.path.exists
      np.dot → exact: numpy.dot
      pd.read_csv → exact: pandas.read_csv
      hashlib.md5().update → exact: hashlib.HASH.update
      ssl.SSLSocket.settimeout → exact: socket.socket.settimeout
      torch.einsum → exact: torch.einsum
    `);
  });

  it('a class: its own fact first, then its methods', () => {
    checkSearch(`
      threading.Timer → exact: threading.Timer, threading.Timer.cancel, threading.Timer.run
    `);
  });

  it('everything below a module or class', () => {
    checkSearch(`
      zlib → below: zlib.Compress.compress, zlib.Compress.copy, zlib.Compress.flush, zlib.Decompress.decompress
      bz2 → below: bz2.BZ2Compressor, bz2.BZ2Compressor.compress, bz2.BZ2Compressor.flush, bz2.BZ2Decompressor
      os.ScandirIterator → below: os.ScandirIterator.__next__
    `);
  });

  it('a last part anywhere, and slips of the fingers', () => {
    checkSearch(`
      recvmsg → near: socket.socket.recvmsg
      zlib.comprss → near: zlib.compress, zlib.decompress
      time.slepe → near: time.sleep
      nothing.like.this.anywhere → none: nothing
    `);
  });

  it('only what the Python asked for has', () => {
    checkSearch(`
      os.timerfd_create on 3.13 → exact: os.timerfd_create
      tomllib on 3.10 → none: nothing
    `);
  });
});
