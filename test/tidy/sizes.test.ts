/** No file grows past the point where it holds more than one purpose. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LONGEST = 600;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules') return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(ts|mts|mjs|py)$/.test(path) ? [path] : [];
  });
}

describe('sizes', () => {
  it(`no source file is longer than ${LONGEST} lines`, () => {
    const long = ['server', 'client', 'media', 'test']
      .flatMap(sources)
      .map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length }))
      .filter(({ lines }) => lines > LONGEST)
      .map(({ path, lines }) => `${path}: ${lines} lines`);
    assert.deepEqual(long, []);
  });

  it('every source file opens with what it is for', () => {
    const silent = ['server/src', 'client/src', 'media/src']
      .flatMap(sources)
      .filter((path) => path.endsWith('.ts') && !/^\/(\*\*|\/)/.test(readFileSync(path, 'utf8')));
    assert.deepEqual(silent, []);
  });
});
