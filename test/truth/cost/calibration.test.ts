import assert from 'node:assert/strict';
import { costTable, measurementFor } from '../../../server/src/core/cost/table';
import { type Operation, OPERATIONS } from '../../../server/src/core/cost/operations';
import { pythonJson, pythonVersion } from './python';

/** Machines and builds differ in what they are good at; an operation off by more than this is priced wrongly. */
const TOLERANCE = 3;

/** Prices below this many nanoseconds overlap with their neighbours and are no ratio to rely on. */
const CLEAR_NANOSECONDS = 3;

interface Report {
  readonly referenceSeconds: number;
  readonly operations: Readonly<Record<string, { readonly mid: number }>>;
}

/** Measures `operations` anew and holds each against the table, after the machine's own speed is taken out. */
async function checkPrices(...operations: readonly Operation[]): Promise<void> {
  const version = await pythonVersion('python3');
  const table = costTable(version);
  const measured = (await pythonJson(
    'python3',
    'calibrate.py',
    '--passes',
    '3',
    '--only',
    operations.join(','),
  )) as Report;
  const machineFactor = measured.referenceSeconds / measurementFor(version).referenceSeconds;
  const off: string[] = [];
  for (const operation of operations) {
    const expected = table[operation].mid * 1e9 * machineFactor;
    assert.ok(expected > CLEAR_NANOSECONDS, `${operation} is too cheap to compare`);
    const actual = measured.operations[operation]?.mid ?? 0;
    const ratio = actual / expected;
    if (ratio > TOLERANCE || ratio < 1 / TOLERANCE) {
      off.push(
        `${operation}: table ${expected.toFixed(1)} ns on this machine, measured ${actual.toFixed(1)} ns`,
      );
    }
  }
  assert.deepEqual(off, []);
}

describe('truth: prices of operations on this Python', function () {
  this.timeout(120_000);

  it('agree for arithmetic and containers', () =>
    checkPrices(
      'binop-int',
      'binop-power',
      'subscript-dict',
      'store-subscript-dict',
      'slice',
      'contains-hash',
    ));

  it('agree for calls', () =>
    checkPrices('call-python-function', 'call-python-method', 'call-class', 'call-back'));

  it('agree for loops and generators', () =>
    checkPrices(
      'for-setup',
      'for-iteration-range',
      'for-iteration-enumerate',
      'yield',
      'generator-creation',
    ));

  it('agree for what grows with size', () =>
    checkPrices('contains-list-element', 'comprehension-dict-element', 'set-operation-element'));

  it('agree for statements', () => checkPrices('unpack-star', 'with', 'function-creation', 'fstring-spec'));

  it('have a probe for every operation', async () => {
    const probed = (await pythonJson('python3', 'calibrate.py', '--list')) as readonly string[];
    assert.deepEqual([...probed].sort(), [...OPERATIONS].sort());
  });
});
