/** Where broken text is said to be broken: at the innermost place, not where an outer construct began. */
import { strict as assert } from 'node:assert';
import { parseWithRecovery } from '../../../server/src/core/syntax/recovery';
import { pythonParser } from '../../support/parser';

async function checkFirstError(text: string, expected: string | undefined): Promise<void> {
  const { firstError } = parseWithRecovery((await pythonParser()).parse, text);
  const line = firstError === undefined ? undefined : text.slice(0, firstError.start).split('\n').length;
  assert.equal(line === undefined ? undefined : text.split('\n')[line - 1], expected);
}

describe('recovery', () => {
  it('finds nothing in whole text', () => checkFirstError('import a\n\n\ndef f():\n    pass\n', undefined));
  it('names the line that is broken', () => checkFirstError('import a\nx = = 3\ny = 4\n', 'x = = 3'));
  it('names the inner line where the parser lost its way around it', () =>
    checkFirstError('x = (\n    1,\n    2 +* 3,\nclass A:\n    pass\n', '    2 +* 3,'));
});
