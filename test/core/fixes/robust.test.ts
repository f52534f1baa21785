/** Whatever the text: fixes do not fail, and a program that parses still parses after each of them. */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { createPrng } from '../../../server/src/core/base/prng';
import type { Source } from '../../../server/src/core/gilscope';
import { DEFAULT_CONFIG } from '../../../server/src/core/model/config';
import { lowerModule } from '../../../server/src/core/syntax/lowerStatements';
import { applyEdits } from '../../support/edits';
import { gilscopeWith } from '../../support/gilscope';
import { pythonParser } from '../../support/parser';

const FOLDERS = ['test/truth/fixes/programs', 'examples'];
const VARIANTS = 600;
const MOST_CHANGES = 4;

describe('fixes on damaged programs', () => {
  it('neither fail nor damage what was whole', async () => {
    const gilscope = await gilscopeWith();
    const parser = await pythonParser();
    const isWhole = (text: string): boolean => lowerModule(parser.parse(text)).firstError === undefined;
    const programs = FOLDERS.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.py'))
        .map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
    );
    const random = createPrng(2);
    for (let variant = 0; variant < VARIANTS; variant++) {
      const text = damage(programs[variant % programs.length] ?? '', random);
      const config = { ...DEFAULT_CONFIG, pythonVersion: { major: 3, minor: 14 } };
      const source: Source = { path: 'a.py', text, config };
      const wasWhole = isWhole(text);
      for (const finding of gilscope.analyze(source).findings) {
        for (const fix of gilscope.fixes(source, finding)) {
          const after = applyEdits(text, fix.edits);
          assert.ok(!wasWhole || isWhole(after), `${fix.id} damages\n${text}\nto\n${after}`);
        }
      }
    }
  }).timeout(60_000);
});

/** A few random changes: lines that go, come twice, move, end early, or join with the next. */
function damage(text: string, random: () => number): string {
  const lines = text.split('\n');
  const pick = (): number => Math.floor(random() * lines.length);
  for (let left = Math.floor(random() * MOST_CHANGES); left > 0; left--) {
    const at = pick();
    const line = lines[at] ?? '';
    const kind = Math.floor(random() * 7);
    if (kind === 0) lines.splice(at, 1);
    else if (kind === 1) lines.splice(at, 0, lines[pick()] ?? '');
    else if (kind === 2) lines[at] = `    ${line}`;
    else if (kind === 3) lines[at] = `${line.replace(/\s*#.*/, '')}; pass`;
    else if (kind === 4) lines[at] = line.slice(0, Math.floor(random() * 60));
    else if (kind === 5) lines.splice(at, 2, `${line} ${(lines[at + 1] ?? '').trim()}`);
    else lines[at] = line.replace('(', '(\n        ');
  }
  return lines.join(random() < 0.1 ? '\r\n' : '\n');
}
