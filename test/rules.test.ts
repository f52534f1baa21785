/**
 * Runs the pages of the rules: every program on them is analysed, and its findings are compared with the comments in it;
 * anything unlisted fails. `UPDATE=1` writes what was found into the pages, and the diff is the review.
 */
import { strict as assert } from 'node:assert';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseConfigFile } from '../server/src/core/config/parse';
import { mergeConfig } from '../server/src/core/config/merge';
import { DEFAULT_CONFIG } from '../server/src/core/model/config';
import { RULES } from '../server/src/core/rules';
import { applyEdits } from './support/edits';
import { readCases, type Block, type Case } from './support/fixture';
import { gilscopeWith } from './support/gilscope';
import { readMarkers, writeMarkers } from './support/markers';

const UPDATE = process.env['UPDATE'] === '1';

for (const { slug } of RULES) {
  describe(`page of ${slug}`, () => {
    const file = `server/src/core/rules/${slug}.md`;
    const page = readFileSync(file, 'utf8');
    const corrections: { readonly block: Block; readonly text: string }[] = [];
    for (const program of readCases(page)) {
      it(program.title, async () => {
        for (const { block, text } of await analyse(program)) {
          if (UPDATE) corrections.push({ block, text });
          else assert.equal(text, block.text);
        }
      });
    }
    after(() => {
      if (UPDATE) writeFileSync(file, correct(page, corrections));
    });
  });
}

/** What each block of a case should say. */
async function analyse({ program, settings, files, fixes }: Case): Promise<{ block: Block; text: string }[]> {
  const parsed = parseConfigFile('gilscope.toml', settings, { rules: RULES });
  assert.deepEqual(parsed.problems, []);
  const config = mergeConfig(DEFAULT_CONFIG, parsed.config);
  const gilscope = await gilscopeWith(files);
  const marked = readMarkers(program.text);
  const source = { path: 'page.py', text: marked.code, config };
  const { findings, problems } = gilscope.analyze(source);
  assert.deepEqual(problems, []);
  const blocks = [{ block: program, text: writeMarkers(marked, findings) }];
  for (const { id, after: block } of fixes) {
    const [finding] = findings;
    const fix = finding && gilscope.fixes(source, finding).find((offered) => offered.id === id);
    assert.ok(fix, `no fix ${id} is offered`);
    assert.equal(fix.blocked, undefined);
    blocks.push({ block, text: applyEdits(marked.code, fix.edits) });
  }
  return blocks;
}

function correct(
  page: string,
  corrections: readonly { readonly block: Block; readonly text: string }[],
): string {
  let text = page;
  for (const { block, text: corrected } of [...corrections].sort((a, b) => b.block.start - a.block.start)) {
    text = text.slice(0, block.start) + corrected + text.slice(block.end);
  }
  return text;
}
