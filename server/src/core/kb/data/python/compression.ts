/** Facts about `zlib`, `gzip`, `bz2`, `lzma`, `zipfile`, `tarfile`. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';
import { EVERY, LIB, MAIN, NO_RELEASE, SINCE_312 } from '../readings';

// prettier-ignore
export const compressionFacts: readonly FactGroup[] = [
  {
    from: 'Modules/zlibmodule.c:', read: EVERY,
    rows: [
      ['zlib.compress', 'native', 'zlib_compress_impl', { when: 'always, whatever the size' }],
      ['zlib.decompress', 'native', 'zlib_decompress_impl', { when: 'always, whatever the size' }],
      ['zlib.Compress.compress', 'native', 'zlib_Compress_compress_impl', { when: 'always' }],
      ['zlib.Compress.flush', 'native', 'zlib_Compress_flush_impl', { when: 'always' }],
      ['zlib.Decompress.decompress', 'native', 'zlib_Decompress_decompress_impl', { when: 'always' }],
      ['zlib.Decompress.flush', 'native', 'zlib_Decompress_flush_impl', { when: 'always' }],
      ['zlib.crc32', 'native', 'zlib_crc32_impl', { when: 'buffer > 5120 bytes' }],
      ['zlib.adler32', 'native', 'zlib_adler32_impl', { when: 'buffer > 5120 bytes' }],
      ['zlib.Compress.copy', 'held', 'zlib_Compress_copy_impl'],
    ],
  },
  {
    from: 'Modules/_bz2module.c:', read: EVERY,
    rows: [
      ['bz2.BZ2Compressor.compress', 'native', '_bz2_BZ2Compressor_compress_impl -> compress', { when: 'always' }],
      ['bz2.BZ2Compressor.flush', 'native', '_bz2_BZ2Compressor_flush_impl -> compress', { when: 'always' }],
      ['bz2.BZ2Decompressor.decompress', 'native', '_bz2_BZ2Decompressor_decompress_impl -> decompress', { when: 'always' }],
    ],
  },
  {
    from: 'Modules/_lzmamodule.c:', read: EVERY,
    rows: [
      ['lzma.LZMACompressor.compress', 'native', '_lzma_LZMACompressor_compress_impl -> compress', { when: 'always' }],
      ['lzma.LZMACompressor.flush', 'native', '_lzma_LZMACompressor_flush_impl -> compress', { when: 'always' }],
      ['lzma.LZMADecompressor.decompress', 'native', '_lzma_LZMADecompressor_decompress_impl -> decompress', { when: 'always' }],
    ],
  },
  {
    from: 'Modules/', read: MAIN,
    rows: [
      ['compression.zstd.ZstdCompressor.compress', 'native', '_zstd/compressor.c:_zstd_ZstdCompressor_compress_impl -> compress_lock_held', { when: 'always', since: '3.14' }],
      ['compression.zstd.ZstdCompressor.flush', 'native', '_zstd/compressor.c:_zstd_ZstdCompressor_flush_impl -> compress_lock_held', { when: 'always', since: '3.14' }],
      ['compression.zstd.ZstdDecompressor.decompress', 'native', '_zstd/decompressor.c:_zstd_ZstdDecompressor_decompress_impl -> stream_decompress_lock_held', { when: 'always', since: '3.14' }],
      ['compression.zstd.train_dict', 'native', '_zstd/_zstdmodule.c:_zstd_train_dict_impl', { when: 'always', since: '3.14' }],
      ['compression.zstd.finalize_dict', 'native', '_zstd/_zstdmodule.c:_zstd_finalize_dict_impl', { when: 'always', since: '3.14' }],
    ],
  },
  {
    from: 'Lib/', read: LIB, medium: 'disk',
    rows: [
      ['gzip.open', 'io', 'gzip.py:open -> GzipFile'],
      ['gzip.GzipFile.read', 'native', 'gzip.py:_GzipReader.read -> _decompressor', { when: 'inflate without the GIL; crc32 without it above 5120 bytes; file read releases' }],
      ['gzip.GzipFile.write', 'native', 'gzip.py:GzipFile._write_raw -> compress', { when: 'deflate without the GIL' }],
      ['gzip.compress', 'native', 'gzip.py:compress -> zlib.compress'],
      ['gzip.decompress', 'native', 'gzip.py:decompress -> zlib'],
      ['bz2.compress', 'native', 'bz2.py:compress -> BZ2Compressor', { when: 'always' }],
      ['bz2.decompress', 'native', 'bz2.py:decompress -> BZ2Decompressor', { when: 'always' }],
      ['bz2.open', 'io', 'bz2.py:open -> BZ2File'],
      ['bz2.BZ2File.read', 'native', 'bz2.py:BZ2File.read -> _buffer', { when: 'file read (io) plus decompression, both without the GIL' }],
      ['bz2.BZ2File.write', 'native', 'bz2.py:BZ2File.write -> compress'],
      ['lzma.compress', 'native', 'lzma.py:compress -> LZMACompressor', { when: 'always' }],
      ['lzma.decompress', 'native', 'lzma.py:decompress -> LZMADecompressor', { when: 'always' }],
      ['lzma.open', 'io', 'lzma.py:open -> LZMAFile'],
      ['lzma.LZMAFile.read', 'native', 'lzma.py:LZMAFile.read -> _buffer'],
      ['lzma.LZMAFile.write', 'native', 'lzma.py:LZMAFile.write -> compress'],
      ['zipfile.ZipFile', 'io', 'zipfile/__init__.py:ZipFile._RealGetContents -> struct.unpack', { when: 'the central directory is parsed in pure Python' }],
      ['zipfile.ZipFile.read', 'native', 'zipfile/__init__.py:ZipFile.read -> fp.read', { when: 'inflate and crc32 without the GIL; legacy ZipCrypto decryption is pure Python', given: { pwd: 'python' } }],
      ['zipfile.ZipFile.write', 'native', 'zipfile/__init__.py:ZipFile.write -> copyfileobj', { when: 'ZIP_STORED: io; else deflate without the GIL' }],
      ['zipfile.ZipFile.writestr', 'native', 'zipfile/__init__.py:ZipFile.writestr -> dest.write'],
      ['zipfile.ZipFile.extractall', 'native', 'zipfile/__init__.py:ZipFile.extractall -> _extract_member', { when: 'plus file writes; with a password, decryption is pure Python', given: { pwd: 'python' } }],
      ['zipfile.ZipFile.extract', 'native', 'zipfile/__init__.py:ZipFile.extract -> _extract_member', { when: 'with a password, decryption is pure Python', given: { pwd: 'python' } }],
      ['tarfile.TarFile.extractall', 'io', 'tarfile.py:TarFile.extractall -> _extract_one', { when: 'decompression native, headers pure Python' }],
      ['tarfile.TarFile.add', 'io', 'tarfile.py:TarFile.add -> gettarinfo'],
      ['tarfile.TarFile.getmembers', 'python', 'tarfile.py:TarFile.getmembers -> _load', { when: 'reads every header' }],
      ['zipfile.ZipFile.{namelist,infolist,getinfo}', 'python', 'zipfile/__init__.py', { when: 'constant cost' }],
      ['tarfile.TarFile.{getnames,getmember}', 'python', 'tarfile.py', { when: 'reads every header' }],
    ],
  },
  {
    from: 'Lib/', read: LIB, confidence: 'inferred', medium: 'disk',
    rows: [
      ['tarfile.open', 'io', 'tarfile.py:TarFile.open', { when: 'header parsing is pure Python' }],
      ['zipimport.zipimporter.load_module', 'io', 'zipimport.py:zipimporter.load_module', { when: 'zip directory parsed in pure Python' }],
      ['{gzip.GzipFile,bz2.BZ2File,lzma.LZMAFile}', 'io', 'gzip.py, bz2.py, lzma.py over open'],
      ['gzip.GzipFile.{readline,readlines,readinto,read1}', 'native', '_compression.py over read', { when: 'decompression without the GIL; splitting lines holds it' }],
      ['bz2.BZ2File.{readline,readlines,readinto,read1}', 'native', '_compression.py over read', { when: 'decompression without the GIL; splitting lines holds it' }],
      ['lzma.LZMAFile.{readline,readlines,readinto,read1}', 'native', '_compression.py over read', { when: 'decompression without the GIL; splitting lines holds it' }],
      ['{gzip.GzipFile,bz2.BZ2File}.{flush,close}', 'native', 'gzip.py, bz2.py, lzma.py', { when: 'the rest is compressed and written without the GIL' }],
      ['lzma.LZMAFile.{flush,close}', 'native', 'gzip.py, bz2.py, lzma.py', { when: 'the rest is compressed and written without the GIL' }],
      ['zipfile.ZipFile.{open,close,testzip}', 'io', 'zipfile/__init__.py'],
      ['zipfile.ZipExtFile.read', 'native', 'zipfile/__init__.py:ZipExtFile.read', { when: 'inflate and crc32 without the GIL' }],
      ['zipfile.is_zipfile', 'io', 'zipfile/__init__.py'],
      ['tarfile.TarFile.{extract,extractfile,next}', 'io', 'tarfile.py', { when: 'decompression native, headers pure Python' }],
      ['tarfile.TarFile.{addfile,close}', 'io', 'tarfile.py'],
      ['tarfile.is_tarfile', 'io', 'tarfile.py'],
    ],
  },
  {
    read: SINCE_312,
    rows: [
      ['zlib._ZlibDecompressor.decompress', 'native', 'Modules/zlibmodule.c:zlib_ZlibDecompressor_decompress_impl -> decompress', { when: 'always', since: '3.12' }],
    ],
  },
  {
    read: NO_RELEASE,
    rows: [
      ['{zlib.compressobj,zlib.decompressobj}', 'held', 'Modules/zlibmodule.c', { when: 'constant cost' }],
      ['{bz2.BZ2Compressor,bz2.BZ2Decompressor,lzma.LZMACompressor}', 'held', 'Modules/_bz2module.c and _lzmamodule.c', { when: 'allocates tables' }],
      ['lzma.LZMADecompressor', 'held', 'Modules/_bz2module.c and _lzmamodule.c', { when: 'allocates tables' }],
    ],
  },
];
