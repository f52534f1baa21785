import assert from 'node:assert/strict';
import type { Fact } from '../../server/src/core/model/fact';
import { createKnowledgeBase } from '../../server/src/core/kb/lookup';
import { checkCli } from './support/runCli';

/** The fact as the knowledge base has it today: its words may change, how it is printed may not. */
function known(name: string): Fact {
  const fact = createKnowledgeBase().lookup(name);
  assert.ok(fact, name);
  return fact;
}

describe('facts', () => {
  it('prints effect, condition, source and how sure it is', () =>
    checkCli(
      {},
      ['facts', 'zlib.crc32'],
      `
      exit 0
      zlib.crc32
        effect  native: C code that has released the GIL
        when    ${known('zlib.crc32').condition}
        known   read in the library's source
        source  ${known('zlib.crc32').source}
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
            "condition": "${known('time.sleep').condition}",
            "since": null,
            "confidence": "source",
            "source": "${known('time.sleep').source}"
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
