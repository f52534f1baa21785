import { checkCli } from './support/runCli';

describe('facts', () => {
  it('prints effect, condition, source and how sure it is', () =>
    checkCli(
      {},
      ['facts', 'zlib.crc32'],
      `
      exit 0
      zlib.crc32
        effect  native: C code that has released the GIL
        when    buffer > 5120 bytes (1024*5)
        known   read in the library's source
        source  Modules/zlibmodule.c:zlib_crc32_impl (CPython 3.8.10, 3.12.5, 3.13.0a6+, main of 2025-05-30)
      `,
    ));

  it('prints JSON', () =>
    checkCli(
      {},
      ['facts', 'time.sleep', '--format', 'json'],
      `
      exit 0
      {
        "version": 1,
        "name": "time.sleep",
        "facts": [
          {
            "name": "time.sleep",
            "effect": "wait",
            "condition": "always, even sleep(0)",
            "since": null,
            "confidence": "source",
            "source": "Modules/timemodule.c:time_sleep -> pysleep (CPython 3.8.10, 3.12.5, 3.13.0a6+, main of 2025-05-30)"
          }
        ]
      }
      `,
    ));

  it('leaves out what a Python does not have', async () => {
    const facts = ['facts', 'zlib._ZlibDecompressor.decompress', '--python-version'];
    await checkCli(
      {},
      [...facts, '3.11'],
      'exit 1\n! gilscope: nothing is known of zlib._ZlibDecompressor.decompress; near: lzma.LZMADecompressor.decompress, zlib.Decompress.decompress, bz2.BZ2Decompressor.decompress',
    );
  });

  it('offers names that are near', () =>
    checkCli(
      {},
      ['facts', 'zlib.compres'],
      'exit 1\n! gilscope: nothing is known of zlib.compres; near: zlib.compress, zlib.decompress',
    ));

  it('refuses what is no Python version', () =>
    checkCli(
      {},
      ['facts', 'x', '--python-version', 'new'],
      `exit 2\n! gilscope: --python-version: expected a Python version such as "3.13" or "3.14t", found "new"`,
    ));
});
