/**
 * What Gilscope says of every program in `examples/`: its sites, then its findings. Times are left out: they change with
 * every calibration, and the truth tests hold them against a real Python. `UPDATE=1` writes the texts in `expected/`,
 * and the diff is the review.
 */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { ModuleReport } from '../../server/src/core/gilscope';
import { DEFAULT_CONFIG } from '../../server/src/core/model/config';
import type { SpawnSite } from '../../server/src/core/model/site';
import { gilscopeWith } from '../support/gilscope';

const EXAMPLES = 'examples';
const EXPECTED = 'test/examples/expected';

const programs = readdirSync(EXAMPLES).filter((name) => name.endsWith('.py'));

describe('examples', () => {
  for (const name of programs) {
    it(name, async () => {
      const gilscope = await gilscopeWith();
      const text = readFileSync(`${EXAMPLES}/${name}`, 'utf8');
      const said = describeReport(gilscope.analyze({ path: name, text, config: DEFAULT_CONFIG }));
      const file = `${EXPECTED}/${name.replace('.py', '.txt')}`;
      if (process.env['UPDATE'] === '1') writeFileSync(file, said);
      assert.equal(said, readFileSync(file, 'utf8'));
    });
  }

  it('have one expected text each', () => {
    assert.deepEqual(
      readdirSync(EXPECTED),
      programs.map((name) => name.replace('.py', '.txt')),
    );
  });

  it('show each of the ten facts, which their first line names', () => {
    const facts = new Set<string>();
    for (const name of programs) {
      const first = readFileSync(`${EXAMPLES}/${name}`, 'utf8').split('\n')[0] ?? '';
      const fact = /^"""Fact (\d+): /.exec(first)?.[1];
      if (fact === undefined) continue;
      assert.ok(name.startsWith(`${fact.padStart(2, '0')}_`), `${name} says fact ${fact}`);
      facts.add(fact);
    }
    assert.deepEqual([...facts], ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
  });

  it('fit on a screen', () => {
    const long = programs.filter(
      (name) => readFileSync(`${EXAMPLES}/${name}`, 'utf8').split('\n').length > 60,
    );
    assert.deepEqual(long, []);
  });
});

/** Sites, findings and problems as text, a line each. */
function describeReport({ sites, findings, problems }: ModuleReport): string {
  const lines = [
    ...sites.map(describeSite),
    '',
    ...findings.map(
      ({ at, code, severity, message }) =>
        `${at.line}:${at.column} ${code} ${severity}: ${withoutFigures(message)}`,
    ),
    ...problems.map(({ line, message }) => `${line ?? '-'}: ${message}`),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function describeSite({ at, api, target, verdict, confidence, role, workers }: SpawnSite): string {
  const count = `${workers.count} at once (${workers.basis})`;
  return `${at.line}:${at.column} ${api} runs ${target}: ${verdict} (${confidence}), ${role}, ${count}`;
}

/** `0.9 s`, `57 ms to 0.3 s` and `3.8 times` become `_ s` and `_ times`. */
function withoutFigures(message: string): string {
  const duration = String.raw`\d[\d.]*(?: (?:µs|ms|s|min|h)\b)?`;
  return message
    .replace(new RegExp(`(?:${duration} to )?\\d[\\d.]* (?:µs|ms|s|min|h)\\b`, 'g'), '_ s')
    .replace(/\d[\d.]* times/g, '_ times');
}
