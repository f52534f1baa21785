import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKnowledgeBase } from '../../../server/src/core/kb/lookup';

/** Written by test/truth/callables.py: a line for each module, `json: dumps JSONEncoder.encode`. */
const CALLABLES = readFileSync(join(__dirname, 'callables-3.13.txt'), 'utf8')
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [module = '', names = ''] = line.split(': ');
    return names.split(' ').map((name) => (module === 'builtins' ? name : `${module}.${name}`));
  });

describe('knowledge base: public callables of the standard library', () => {
  const kb = createKnowledgeBase();

  it('each has a fact', () => {
    assert.deepEqual(
      CALLABLES.filter((name) => kb.lookup(name, { major: 3, minor: 13 }) === undefined),
      [],
    );
  });
});
