/** The one way fixes are tested: text before, id of the fix, and the text after or the reason why not. */
import { strict as assert } from 'node:assert';
import { DEFAULT_CONFIG, type Config } from '../../../server/src/core/model/config';
import type { Fix } from '../../../server/src/core/model/finding';
import { applyEdits } from '../../support/edits';
import { gilscopeWith } from '../../support/gilscope';

/** A function that holds the GIL long enough to be found, for the tops of test programs. */
export const CRUNCH = `def crunch(n):
    total = 0
    for i in range(n):
        total += i * i
    return total
`;

export interface FixCase {
  readonly before: string;
  /** `swap-pool`, `suppress` … */
  readonly fix: string;
  readonly config?: Partial<Config>;
  /** Which finding, counted from 0 in the order of the file. */
  readonly finding?: number;
}

/** Applies the fix and compares the whole text; also checks that the finding is gone. */
export async function checkFix(test: FixCase & { readonly after: string }): Promise<Fix> {
  const { fix, code } = await fixOf(test);
  assert.equal(fix.blocked, undefined);
  const after = applyEdits(test.before, fix.edits);
  assert.equal(after, test.after);
  assert.ok(!(await codesOf(after, test.config)).includes(code), `${code} is still found after the fix`);
  return fix;
}

/** Checks that the fix is shown as impossible, with exactly this reason. */
export async function checkBlocked(test: FixCase & { readonly reason: string }): Promise<void> {
  const { fix } = await fixOf(test);
  assert.equal(fix.blocked, test.reason);
  assert.deepEqual(fix.edits, []);
}

/** Checks what is said about what was checked and what was not. */
export async function checkNotes(test: FixCase & { readonly notes: readonly string[] }): Promise<void> {
  const { fix } = await fixOf(test);
  assert.equal(fix.blocked, undefined);
  assert.deepEqual(fix.notes, test.notes);
}

/** Checks which fixes are offered at all, possible or not. */
export async function checkOffered(test: Omit<FixCase, 'fix'>, ids: readonly string[]): Promise<void> {
  assert.deepEqual(
    (await fixesOf(test)).fixes.map(({ id }) => id),
    ids,
  );
}

async function fixOf(test: FixCase): Promise<{ readonly fix: Fix; readonly code: string }> {
  const { fixes, code } = await fixesOf(test);
  const fix = fixes.find(({ id }) => id === test.fix);
  assert.ok(fix, `no fix ${test.fix} among ${fixes.map(({ id }) => id).join(', ')}`);
  assert.equal(fix.applicability, fix.id === 'suppress' ? 'safe' : 'unsafe');
  return { fix, code };
}

async function fixesOf(
  test: Omit<FixCase, 'fix'>,
): Promise<{ readonly fixes: readonly Fix[]; readonly code: string }> {
  const gilscope = await gilscopeWith();
  const source = { path: 'a.py', text: test.before, config: { ...DEFAULT_CONFIG, ...test.config } };
  const { findings } = gilscope.analyze(source);
  const finding = findings[test.finding ?? 0];
  assert.ok(finding, 'nothing is found in the text before');
  return { fixes: gilscope.fixes(source, finding), code: finding.code };
}

async function codesOf(text: string, config: Partial<Config> = {}): Promise<string[]> {
  const gilscope = await gilscopeWith();
  const report = gilscope.analyze({ path: 'a.py', text, config: { ...DEFAULT_CONFIG, ...config } });
  return report.findings.map(({ code }) => code);
}
