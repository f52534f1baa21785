/** The core keeps nothing between questions but what its caller owns: no module of it has state of its own. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const CORE = 'server/src/core';
/** What can change at the top level of a module: variables, and containers that are not declared to be read only. */
const MUTABLE =
  /^(?:export )?(?:let|var) \w+|^(?:export )?const \w+(?:: (?!Readonly)[^=]+)? = new (?:Weak)?(?:Map|Set)\b|^(?:export )?const \w+: (?!readonly\b|Readonly)[^=]+\[\] =/gm;

/** The lines of a text that declare something that can change. */
function declarations(text: string): readonly string[] {
  return [...text.matchAll(MUTABLE)].map(([line]) => line);
}

describe('state', () => {
  it('is told by its declaration', () => {
    const text = [
      'let calls = 0;',
      'export const known = new Map<string, number>();',
      'const names: string[] = [];',
      'const seen: WeakSet<object> = new WeakSet();',
      'const WORDS: ReadonlySet<string> = new Set();',
      'const KINDS: readonly string[] = [];',
      'function count() {',
      '  let calls = 0;',
      '}',
    ].join('\n');
    assert.deepEqual(declarations(text), [
      'let calls',
      'export const known = new Map',
      'const names: string[] =',
      'const seen: WeakSet<object> = new WeakSet',
    ]);
  });

  it('is in no module of the core', () => {
    const found = readdirSync(CORE, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .flatMap((path) =>
        declarations(readFileSync(join(CORE, path), 'utf8')).map((line) => `${path}: ${line}`),
      );
    assert.deepEqual(found, []);
  });
});
