/** What people are asked before their code is run. */
import assert from 'node:assert/strict';
import { isJsonArguments, measureQuestion } from '../../client/src/common/measureText';
import { exampleSubject } from '../media/fixtures';

/** In English; `{0}` stands for the first value. */
const inEnglish = (text: string, ...values: readonly (string | number)[]): string =>
  text.replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));

describe('the question before measuring', () => {
  it('names what is run, where, with what and for how long', () =>
    assert.deepEqual(
      measureQuestion(
        { ...exampleSubject(), measurePlan: { kind: 'ready', calls: '[]' } },
        'a.py',
        'python3',
        60,
        inEnglish,
      ),
      {
        message: 'Run crunch with a real Python?',
        detail:
          'python3 imports a.py and runs what line 9 starts: one call after another, in threads and in processes, several times each. Its arguments come from the code.\n\n' +
          'Unsaved changes are saved first. It can be cancelled, and is stopped after 60 seconds.',
      },
    ));

  it('says that arguments will be asked for', () =>
    assert.match(
      measureQuestion(
        { ...exampleSubject(), measurePlan: { kind: 'arguments-needed', reason: 'n is not known.' } },
        'a.py',
        'python3',
        60,
        inEnglish,
      ).detail,
      /You will be asked for its arguments\./,
    ));

  it('takes lists and objects as arguments', () => {
    for (const good of ['[]', '[1, "a"]', '{"n": 1}']) assert.ok(isJsonArguments(good), good);
    for (const bad of ['', '3', '"a"', '[1', 'null']) assert.ok(!isJsonArguments(bad), bad);
  });
});
