/** docs/protocol.md names every request, message and field of core/protocol.ts, and no request that is not there. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const source = readFileSync(join(ROOT, 'server', 'src', 'core', 'protocol.ts'), 'utf8');
const page = readFileSync(join(ROOT, 'docs', 'protocol.md'), 'utf8');
/** Every word that the page sets as code. */
const named = new Set(
  [...page.matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => code.match(/[\w/-]+/g) ?? []),
);

function all(pattern: RegExp): string[] {
  return [...new Set([...source.matchAll(pattern)].map((match) => match[1] ?? ''))].sort();
}

describe('docs/protocol.md', () => {
  it('has every request, and no other', () => {
    const requests = all(/'(gilscope\/\w+)'/g);
    assert.deepEqual([...named].filter((word) => word.startsWith('gilscope/')).sort(), requests);
  });

  it('has every message of the simulation view, and every command it carries out', () => {
    const messages = all(/type: '([\w-]+)'/g);
    const commands = [...(/type ViewCommand = ([^;]+);/.exec(source)?.[1] ?? '').matchAll(/'([\w-]+)'/g)];
    const missing = [...messages, ...commands.map((match) => match[1] ?? '')].filter(
      (word) => !named.has(word),
    );
    assert.deepEqual(missing, []);
  });

  it('has every field', () => {
    const fields = all(/readonly (\w+)\??:/g).filter((field) => field !== 'type');
    // Parts of LSP's own types.
    const ofLsp = ['line', 'character', 'uri'];
    assert.deepEqual(
      fields.filter((field) => !named.has(field) && !ofLsp.includes(field)),
      [],
    );
  });
});
