/** What the tests of the knowledge base share: facts and types as one line of text. */
import assert from 'node:assert/strict';
import type { PythonVersion } from '../../../server/src/core/model/config';
import type { Fact } from '../../../server/src/core/model/fact';
import type { ValueType } from '../../../server/src/core/kb/types';

/** Holds each line of `expected`, `input → output`, against what `answer` says of the input. */
export function checkLines(expected: string, answer: (input: string) => string): void {
  const lines = expected
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const actual = lines.map((line) => {
    const input = line.slice(0, Math.max(0, line.indexOf(' →')));
    return `${input} → ${answer(input)}`;
  });
  assert.equal(actual.join('\n'), lines.join('\n'));
}

/** `native (buffer > 2047 bytes) [source]`; `nothing` where nothing is known. */
export function factText(fact: Fact | undefined): string {
  if (!fact) return 'nothing';
  const detail = [fact.medium, fact.how, fact.threads === 'many' ? 'many threads' : undefined].find(Boolean);
  const condition = fact.condition === undefined ? '' : ` (${fact.condition})`;
  return `${fact.effect}${detail === undefined ? '' : `, ${detail}`}${condition} [${fact.confidence}]`;
}

export function typeText(type: ValueType | undefined): string {
  if (!type) return '?';
  switch (type.kind) {
    case 'instance':
      return type.args === undefined ? type.of : `${type.of} of ${type.args.map(typeText).join(' and ')}`;
    case 'parameter':
      return `type argument ${type.index}`;
    case 'class':
    case 'module':
      return `${type.kind} ${type.of}`;
    case 'list':
    case 'set':
    case 'iterator':
    case 'awaitable':
      return `${type.kind} of ${typeText(type.of)}`;
    case 'dict':
      return `dict of ${typeText(type.key)} to ${typeText(type.value)}`;
    case 'tuple':
      return `(${type.items.map(typeText).join(', ')})`;
    case 'by-mode':
      return `by mode ${typeText(type.text)}, ${typeText(type.read)}, ${typeText(type.write)}`;
    case 'of-receiver':
      return `its ${type.part}`;
    case 'of-argument':
      return `argument ${type.index} ${type.part}`;
    default:
      return type.kind;
  }
}

export function pythonVersion(text: string): PythonVersion {
  const [major = 0, minor = 0] = text.split('.').map(Number);
  return { major, minor };
}
