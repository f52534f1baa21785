/** A text that is parsed by parts gives the tree that it gives as a whole, whatever the text. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { ModuleAst } from '../../../server/src/core/syntax/ast';
import { outlineOf } from '../../../server/src/core/syntax/outline';
import { createParsedTexts, parseText } from '../../../server/src/core/syntax/parsedTexts';
import { pythonParser } from '../../support/parser';

const EXAMPLES = join(__dirname, '../../../examples');
const TEXTS = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.py'))
  .map((name) => readFileSync(join(EXAMPLES, name), 'utf8'));

/** More than any of these texts has. */
const MOST_CHARACTERS = 100_000;

/** Enough of a body to be left out. */
const LONG = Array.from({ length: 20 }, (_, at) => `    total_${String(at)} = first(${String(at)})\n`).join(
  '',
);

/** Everything in the tree: what is read late is read now. */
function whole(ast: ModuleAst): unknown {
  return JSON.parse(
    JSON.stringify(ast, (_, value: unknown) => (value instanceof Set ? [...value].sort() : value)),
  );
}

async function checkSame(text: string): Promise<void> {
  const parser = await pythonParser();
  const texts = createParsedTexts(parser, MOST_CHARACTERS);
  let ast = whole(texts.get('a.py', text).ast);
  if (texts.foundErrors()) ast = whole(texts.get('a.py', text).ast);
  assert.equal(texts.foundErrors(), false);
  assert.deepEqual(ast, whole(parseText(parser, text).ast), `differs for ${JSON.stringify(text)}`);
}

/** The bodies that the outline finds, each with its text. */
function checkBodies(text: string, ...expected: readonly string[]): void {
  it(`finds the bodies of ${JSON.stringify(text)}`, async () => {
    const outline = outlineOf(text, 0, text.length);
    assert.deepEqual(
      outline?.bodies.map(({ start, end }) => text.slice(start, end)),
      expected,
    );
    await checkSame(text);
  });
}

/** Texts of which the outline is not sure. */
function checkDoubt(...texts: readonly string[]): void {
  for (const text of texts) {
    it(`is not sure of ${JSON.stringify(text)}`, async () => {
      assert.equal(outlineOf(text, 0, text.length), undefined);
      await checkSame(text);
    });
  }
}

describe('parsing by parts', () => {
  checkBodies('def f():\n    return 1\nx = 2\n', 'return 1');
  checkBodies(
    'def f(): return 1\nasync def g(\n    a,\n):  # why\n    # so\n    x\n\n    y  # z\n',
    'x\n\n    y',
  );
  checkBodies(
    'class A:\n\tdef f(self):\n\t\tdef g():\n\t\t\tpass\n\t\tg()\n\tx = 1\n',
    'def g():\n\t\t\tpass\n\t\tg()',
  );
  checkBodies(
    'def f():\n  """a\nb"""\n  x = (1,\n2)\n  y = \\\n3\ny = 4',
    '"""a\nb"""\n  x = (1,\n2)\n  y = \\\n3',
  );
  checkBodies("def f():\r\n    return '\\''\r\ndefault = 1\r\n", "return '\\''");
  checkDoubt(
    'def f():\nreturn 1\n',
    'def f():\n        x\n    y\n',
    'x = (\n',
    'x = )\n',
    "x = 'a\n",
    'x = """a\n',
    'x = 1\ry = 2\n',
    'x = \\ 1\n',
    'def f():\n',
  );

  it('agrees on programs, and on programs with long bodies', async () => {
    for (const text of TEXTS) {
      await checkSame(text);
      await checkSame(
        text.replace(
          /^( *)(?:async )?def .*:\n/gm,
          (head, indent: string) => head + LONG.replace(/^ {4}/gm, `${indent}    `),
        ),
      );
    }
  });

  it('parses no body before somebody asks', async () => {
    const parser = await pythonParser();
    let parsed = '';
    const parse = (text: string) => ((parsed += text), parser.parse(text));
    const { ast } = createParsedTexts({ ...parser, parse }, MOST_CHARACTERS).get(
      'a.py',
      `def f():\n${LONG}def g():\n    yield\n${LONG}`,
    );
    const [f, g] = ast.body;
    assert.doesNotMatch(parsed, /total_/);
    assert.equal(f?.kind === 'FunctionDef' && f.isGenerator, false);
    assert.deepEqual([...ast.globalsWritten], []);
    assert.doesNotMatch(parsed, /total_/);
    assert.equal(g?.kind === 'FunctionDef' && g.isGenerator, true);
    assert.match(parsed, /total_/);
  });

  it('says when a body that was read does not parse', async () => {
    const text = `def f():\n${LONG}    x = = 1\ndef g():\n${LONG}`;
    const texts = createParsedTexts(await pythonParser(), MOST_CHARACTERS);
    const { body } = texts.get('a.py', text).ast;
    assert.equal(texts.foundErrors(), false);
    for (const statement of body) if (statement.kind === 'FunctionDef') assert.ok(statement.body.length > 0);
    assert.equal(texts.foundErrors(), true);
    const again = texts.get('a.py', text).ast;
    assert.notEqual(again.firstError, undefined);
    assert.equal(texts.foundErrors(), false);
  });

  it('agrees on programs that are being typed', async () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '"',
      "'",
      "'''",
      ':',
      '\n',
      '    ',
      '\t',
      '\\',
      'def ',
      'class A:',
      '#',
      'x = 1\n',
      'f"{a}"',
    );
    const edit = fc.tuple(fc.constantFrom(...TEXTS), fc.nat(), fc.nat({ max: 30 }), piece);
    await fc.assert(
      fc.asyncProperty(edit, async ([text, at, length, inserted]) => {
        const start = at % (text.length + 1);
        await checkSame(text.slice(0, start) + inserted + text.slice(start + length));
      }),
      { numRuns: 400 },
    );
  });
});
