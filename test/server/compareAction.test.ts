/** Which rewrites offer to be compared with the code as it is, and with which mode. */
import assert from 'node:assert/strict';
import type { Finding, Fix } from '../../server/src/core/model/finding';
import { compareAction } from '../../server/src/lsp/compareAction';

const FINDING: Finding = {
  ...{ code: 'GIL102', rule: 'cpu-bound-thread-pool', message: 'crunch holds the GIL' },
  ...{ severity: 'warning', confidence: 'high', evidence: [], prediction: undefined, site: 'a.py:30' },
  at: { path: 'a.py', line: 3, column: 1, endLine: 3, endColumn: 9 },
};

/** `id` for a fix that can be applied, `id: reason` for one that cannot. */
function fixes(...ids: readonly string[]): readonly Fix[] {
  return ids.map((text) => {
    const [id = '', blocked] = text.split(': ');
    return {
      ...{ id, title: id, applicability: 'unsafe', edits: [], notes: [] },
      ...(blocked === undefined ? {} : { blocked }),
    };
  });
}

function checkAction(offered: readonly Fix[], finding: Finding, expected: string | undefined): void {
  const action = compareAction('file:///a.py', finding, offered, []);
  const told =
    action &&
    `${action.title} → ${action.command?.command ?? ''} ${(action.command?.arguments ?? []).join(' ')}`;
  assert.equal(told, expected);
}

describe('the action that compares before and after', () => {
  it('shows what the first possible rewrite would make of the site', () => {
    checkAction(
      fixes('swap-pool', 'swap-pool-interpreters', 'run-sequentially', 'suppress'),
      FINDING,
      'Simulate before and after: processes → gilscope.simulateSite file:///a.py a.py:30 processes',
    );
    checkAction(
      fixes('swap-pool: a lambda cannot be pickled', 'run-sequentially'),
      FINDING,
      'Simulate before and after: one after another → gilscope.simulateSite file:///a.py a.py:30 sequential',
    );
  });

  it('is not offered where nothing changes or no site is named', () => {
    checkAction(fixes('threads-to-pool', 'suppress'), FINDING, undefined);
    checkAction(fixes('swap-pool'), { ...FINDING, site: undefined }, undefined);
  });
});
