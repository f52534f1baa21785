/** Code, page, list, README and changelog speak of the same rules. */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { RULES } from '../../server/src/core/rules';

const FOLDER = 'server/src/core/rules';

/** The published part of every page, in this order (docs/architecture.md: rules). */
const SECTIONS = [
  'What it finds',
  'Why it costs time',
  'Example',
  'Instead',
  'Fix safety',
  'When to leave it',
  'What the analysis cannot see',
];

describe('rules', () => {
  it('are listed once each, by code', () => {
    const codes = RULES.map(({ code }) => code);
    assert.deepEqual(codes, [...new Set(codes)].sort());
    const slugs = RULES.map(({ slug }) => slug);
    assert.deepEqual(slugs, [...new Set(slugs)]);
  });

  it('are pairs of files with the name of the rule', () => {
    const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));
    assert.deepEqual(pages.sort(), RULES.map(({ slug }) => `${slug}.md`).sort());
    const files = readdirSync(FOLDER);
    assert.deepEqual(
      RULES.filter(({ slug }) => !files.includes(`${slug}.ts`)).map(({ slug }) => slug),
      [],
    );
  });

  it('have codes and names that comments and settings can use', () => {
    for (const { code, slug } of RULES) {
      assert.match(code, /^GIL\d{3}$/);
      assert.match(slug, /^[a-z]+(-[a-z]+)*$/);
    }
  });

  it('are stable or in preview since a version that was or will be released', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    for (const { slug, since } of RULES) assert.ok(compare(since, version) <= 0, `${slug}: since ${since}`);
  });

  for (const { code, slug, page, fixes } of RULES) {
    describe(slug, () => {
      it('has a page with every section', () => {
        assert.equal(page.split('\n')[0], `# ${code}: ${slug}`);
        assert.deepEqual(
          [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title),
          SECTIONS,
        );
      });
      it('has test cases, which are not published', () => {
        const whole = readFileSync(`${FOLDER}/${slug}.md`, 'utf8');
        assert.match(whole, /^## Cases$[\s\S]*^```python$/m);
        assert.ok(!page.includes('## Cases'));
        assert.ok(whole.startsWith(page.trimEnd()));
      });
      it('shows the finding in its example', () => {
        assert.ok(section(page, 'Example').includes(`[${slug}]`));
      });
      it('says on its page whether fixes are safe', () => {
        assert.match(section(page, 'Fix safety'), fixes === 'never' ? /no fix/i : /safe/);
      });
      it('has a line in the changelog', () => {
        assert.match(readFileSync('CHANGELOG.md', 'utf8'), new RegExp(`${code} \`${slug}\``));
      });
      it('has a row in the README', () => {
        const rows = readFileSync('README.md', 'utf8')
          .split('\n')
          .filter((line) => line.startsWith('|'));
        assert.ok(rows.some((row) => row.includes(code) && row.includes(slug)));
      });
    });
  }
});

function section(page: string, title: string): string {
  return page.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '';
}

/** Negative where version `a` is before `b`. */
function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  const differences = (left ?? []).map((part, index) => part - (right?.[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
