import assert from 'node:assert/strict';
import { createKnowledgeBase } from '../../../server/src/core/kb/lookup';
import { committedResults, disagreements, observationOf } from '../../truth/probe/agreement';
import { EXCEPTIONS } from '../../truth/probe/exceptions';

/** Of each file of results, so many calls at least must agree with the table without an excuse. */
const LEAST_AGREEMENT = 0.98;

/** Observations: `released 0.5, longest hold 0.9 → held`. */
function checkObservation(released: number, longestHold: number | undefined, expected: string): void {
  const probed = { seconds: 0.01, released, ...(longestHold !== undefined && { longestHold }) };
  assert.equal(observationOf(probed), expected);
}

describe('knowledge base: what a probe measured', () => {
  const kb = createKnowledgeBase();
  const results = committedResults();

  for (const [file, measured] of results) {
    it(`${file}: every disagreement is explained, and every explanation needed`, () => {
      const excused = EXCEPTIONS.filter((exception) => exception.results.includes(file));
      assert.deepEqual(
        disagreements(kb, measured)
          .map(({ name, observed, stated }) => `${name}: ${observed}, not ${stated ?? 'known'}`)
          .sort(),
        excused
          .flatMap(({ names }) => names)
          .map((name) => {
            const found = disagreements(kb, measured).find((each) => each.name === name);
            return found === undefined
              ? `${name}: agrees`
              : `${name}: ${found.observed}, not ${found.stated ?? 'known'}`;
          })
          .sort(),
      );
    });

    it(`${file}: enough agrees`, () => {
      const calls = Object.keys(measured.calls).length;
      const agreeing = calls - disagreements(kb, measured).length;
      assert.ok(agreeing / calls >= LEAST_AGREEMENT, `${agreeing} of ${calls}`);
    });
  }

  it('has results of several Pythons, with hundreds of calls each', () => {
    const files = [...results.keys()].filter((file) => file.startsWith('cpython'));
    assert.deepEqual(files, ['cpython-3.11', 'cpython-3.13', 'cpython-3.8']);
    for (const file of files) {
      assert.ok(Object.keys(results.get(file)?.calls ?? {}).length >= 500, file);
    }
  });

  it('reads figures as they are meant', () => {
    checkObservation(0.9, undefined, 'released');
    checkObservation(0, 1, 'held');
    checkObservation(0.02, 0.95, 'held');
    checkObservation(0.2, 1, 'between');
    checkObservation(0, 0.4, 'between');
    checkObservation(0.1, undefined, 'between');
    checkObservation(0.01, undefined, 'kept');
  });
});
