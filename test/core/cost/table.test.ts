import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { costTable, measurementFor, operationCost } from '../../../server/src/core/cost/table';
import { type Operation, OPERATIONS } from '../../../server/src/core/cost/operations';
import type { PythonVersion } from '../../../server/src/core/model/config';

const VERSIONS = ['3.8', '3.10', '3.11', '3.12', '3.13', '3.14', '4.0'];

function version(text: string): PythonVersion {
  const [major = 0, minor = 0] = text.split('.').map(Number);
  return { major, minor };
}

function isOperation(name: string): name is Operation {
  return (OPERATIONS as readonly string[]).includes(name);
}

/** Each line `a < b < c` must hold for the middles of every measured version. */
function checkOrder(expected: string): void {
  const wrong: string[] = [];
  for (const line of expected.trim().split('\n')) {
    const names = line.split('<').map((name) => name.trim());
    for (const text of ['3.10', '3.11', '3.12', '3.13']) {
      const table = costTable(version(text));
      for (const [index, name] of names.entries()) {
        assert.ok(isOperation(name), `no such operation: ${name}`);
        const next = names[index + 1];
        if (next === undefined) continue;
        assert.ok(isOperation(next), `no such operation: ${next}`);
        if (table[name].mid >= table[next].mid) {
          wrong.push(`${text}: ${name} ${table[name].mid} is not below ${next} ${table[next].mid}`);
        }
      }
    }
  }
  assert.deepEqual(wrong, []);
}

/** Which measurement stands for which versions, one `version → measured` a line. */
function checkMeasurements(expected: string): void {
  const lines = VERSIONS.map((text) => `${text} → ${measurementFor(version(text)).version}`);
  assert.equal(lines.join('\n'), expected.trim().replace(/\n +/g, '\n'));
}

describe('cost: table', () => {
  it('has an ordered range in seconds for every operation and version', () => {
    const wrong: string[] = [];
    for (const text of VERSIONS) {
      const table = costTable(version(text));
      assert.deepEqual(Object.keys(table).sort(), [...OPERATIONS].sort());
      for (const operation of OPERATIONS) {
        const { low, mid, high } = table[operation];
        // No operation takes a tenth of a millisecond: a figure above that is in the wrong unit.
        const plausible = low >= 0 && low <= mid && mid <= high && high > 0 && mid < 1e-4;
        if (!plausible) wrong.push(`${text} ${operation}: ${low} ${mid} ${high}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('gives one price the same way as the whole table', () => {
    for (const operation of OPERATIONS) {
      const target = version('3.12');
      assert.deepEqual(operationCost(operation, target), costTable(target)[operation]);
    }
  });

  it('has a measurement for every Python', () => {
    checkMeasurements(
      `
      3.8 → 3.10.13
      3.10 → 3.10.13
      3.11 → 3.11.7
      3.12 → 3.12.1
      3.13 → 3.13.0
      3.14 → 3.13.0
      4.0 → 3.13.0`.trimStart(),
    );
  });

  it('orders operations as CPython does', () => {
    checkOrder(`
      load-local < load-module-name
      load-local < load-global < store-subscript-dict
      binop-int < binop-power
      binop-float < binop-complex < call-class
      binop-int < binop-bigint
      compare-number < contains-hash
      subscript-list < subscript-dict
      slice-element < contains-list-element < slice
      string-concat-character < list-concat-element < list-concat
      argument < keyword-argument < call-python-function
      call-c-method < call-python-method < call-class < class-creation
      call-python-function < call-back
      call-class-plain < call-class
      for-iteration-list < for-iteration-range < for-iteration-enumerate < for-setup
      comprehension-list-element < comprehension-dict-element
      fstring < fstring-part < fstring-spec
      try-enter < raise-and-catch
      match-value < match-class
    `);
  });

  it('is explained in the manual', () => {
    const manual = readFileSync(join(__dirname, '../../../docs/cost-model.md'), 'utf8');
    const named = new Set([...manual.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name));
    assert.deepEqual(
      OPERATIONS.filter((operation) => !named.has(operation)),
      [],
    );
  });
});
