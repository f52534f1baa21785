/** Of each file the last versions are kept: few of them, and not many characters. */
import assert from 'node:assert/strict';
import { createVersions } from '../../../server/src/core/reuse/versions';

/** Keeps versions `path:text` one after the other; gives those among them that are found afterwards. */
function check(kept: readonly string[], found: readonly string[], mostFiles = 3): void {
  const versions = createVersions<{ readonly text: string }>(mostFiles);
  for (const name of kept) {
    const [path = '', text = ''] = name.split(':');
    versions.keep(path, { text });
  }
  const isKept = (name: string): boolean => {
    const [path = '', text = ''] = name.split(':');
    return versions.find(path, text, () => true) !== undefined;
  };
  assert.deepEqual([...new Set(kept)].filter(isKept), found);
}

describe('versions of files', () => {
  it('are found again', () => check(['a:1', 'a:2', 'b:1'], ['a:1', 'a:2', 'b:1']));

  it('are kept once', () => check(['a:1', 'a:1', 'a:2', 'a:1'], ['a:1', 'a:2']));

  it('go when there are more than eight', () => {
    const texts = Array.from({ length: 10 }, (_, index) => `a:${String(index)}`);
    check(texts, texts.slice(2));
  });

  it('go with the file that was looked at least lately', () =>
    check(['a:1', 'b:1', 'a:2', 'c:1'], ['a:1', 'a:2', 'c:1'], 2));

  it('go when they are long, but for the newest of each file', () => {
    const long = (name: string): string => name + 'x'.repeat(600_000);
    check(['a:1', long('b:1'), long('b:2'), long('b:3'), 'a:2'], ['a:1', long('b:2'), long('b:3'), 'a:2']);
  });

  it('do not count any more where someone says so', () => {
    const versions = createVersions<{ readonly text: string }>(1);
    versions.keep('a', { text: '1' });
    assert.equal(
      versions.find('a', '1', () => false),
      undefined,
    );
    assert.deepEqual(versions.newest('a'), { text: '1' });
  });

  it('are forgotten when the file is closed, but for the newest', () => {
    const versions = createVersions<{ readonly text: string }>(1);
    for (const text of ['1', '2']) versions.keep('a', { text });
    versions.forgetOlder('a');
    assert.equal(
      versions.find('a', '1', () => true),
      undefined,
    );
    assert.deepEqual(versions.newest('a'), { text: '2' });
  });
});
