/**
 * `npm run accuracy -- --tricky DIR`: scores what Gilscope says of prepared files against DIR/expected.json
 * (`file → [{ line, label, should_flag, why }]`, label `none`: looks like a spawn but starts nothing).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createGilscope } from '../../server/src/core/service';
import { DEFAULT_CONFIG } from '../../server/src/core/model/config';
import { pythonParser } from '../support/parser';

interface Expectation {
  readonly line: number;
  readonly label: string;
  readonly should_flag: boolean;
  readonly why: string;
}

const { values } = parseArgs({ options: { tricky: { type: 'string' }, only: { type: 'string' } } });
if (values.tricky === undefined) {
  console.error('usage: npm run accuracy -- --tricky DIR');
  process.exit(2);
}
const folder = values.tricky;
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expectation[]>;
const gilscope = createGilscope({ parser: await pythonParser(), host: { read: () => undefined } });

let right = 0;
let total = 0;
for (const [file, expectations] of Object.entries(expected)) {
  if (values.only !== undefined && !file.includes(values.only)) continue;
  const text = readFileSync(join(folder, file), 'utf8');
  const report = gilscope.analyze({ path: file, text, config: DEFAULT_CONFIG });
  const listed = new Set<string>();
  for (const { line, label, should_flag, why } of expectations) {
    total++;
    const site = report.sites.find((candidate) => candidate.at.line === line);
    if (site !== undefined) listed.add(site.key);
    const flagged = report.findings.some((finding) => finding.site === site?.key && site !== undefined);
    const said = site?.verdict ?? 'none';
    const same = said === label || (said === 'wait' && label === 'io') || (said === 'io' && label === 'wait');
    if (same && flagged === should_flag) right++;
    else {
      console.log(`${file}:${line}: said ${said}${flagged ? ', flagged' : ''} (${site?.confidence ?? '-'}, ${site?.role ?? '-'}); expected ${label}${should_flag ? ', flagged' : ''}: ${why}`);
    }
  }
  for (const site of report.sites) {
    if (!listed.has(site.key)) console.log(`${file}:${site.at.line}: site nobody expected (${site.api}, ${site.verdict})`);
  }
}
console.log(`${right} of ${total} expectations hold (${Math.round((100 * right) / total)} %)`);
