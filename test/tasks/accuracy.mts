/**
 * `npm run accuracy`: scores what Gilscope says against labels that people gave.
 *   -- --tricky DIR                 prepared files with DIR/expected.json: file → [{ line, label, should_flag, why }]
 *   -- --labels FILE --src DIR      sites of public code: [{ repo, path, line, label, should_flag, confidence, why }],
 *                                   checked out as DIR/repo
 * Label `none`, or `no_thread_started`: looks like a spawn but starts nothing, so that nothing should be said. Misses
 * are listed with their reason.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ModuleReport } from '../../server/src/core/gilscope';
import { DEFAULT_CONFIG } from '../../server/src/core/model/config';
import type { SpawnSite } from '../../server/src/core/model/site';
import { createGilscope } from '../../server/src/core/service';
import { pythonParser } from '../support/parser';

interface Label {
  readonly line: number;
  readonly label: string;
  readonly should_flag: boolean;
  readonly why: string;
  readonly confidence?: string;
  readonly no_thread_started?: boolean;
}

interface Outcome {
  readonly place: string;
  readonly label: Label;
  readonly site: SpawnSite | undefined;
  readonly flagged: boolean;
}

const { values: options } = parseArgs({
  options: {
    tricky: { type: 'string' },
    labels: { type: 'string' },
    src: { type: 'string' },
    only: { type: 'string' },
  },
});

const gilscope = createGilscope({
  parser: await pythonParser(),
  host: { read: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined) },
});

if (options.tricky !== undefined) scoreTricky(options.tricky);
else if (options.labels !== undefined && options.src !== undefined) scoreLabels(options.labels, options.src);
else {
  console.error(
    'usage: npm run accuracy -- --tricky DIR\n       npm run accuracy -- --labels FILE --src DIR',
  );
  process.exitCode = 2;
}

function scoreTricky(folder: string): void {
  const expected = readJson<Record<string, Label[]>>(join(folder, 'expected.json'));
  const outcomes: Outcome[] = [];
  for (const [file, labels] of Object.entries(expected)) {
    if (options.only !== undefined && !file.includes(options.only)) continue;
    const report = analyse(join(folder, file));
    outcomes.push(...labels.map((label) => outcomeOf(report, file, label)));
    for (const site of labelled(report)) {
      if (labels.some((label) => label.line === site.at.line)) continue;
      console.log(`${file}:${site.at.line}: ${site.api} was not expected (${site.verdict})`);
    }
  }
  const right = outcomes.filter(
    (outcome) => isRight(outcome) && outcome.flagged === outcome.label.should_flag,
  );
  for (const outcome of outcomes) if (!right.includes(outcome)) console.log(missLine(outcome));
  console.log(
    `${right.length} of ${outcomes.length} expectations hold (${percent(right.length, outcomes.length)})`,
  );
}

function scoreLabels(file: string, folder: string): void {
  const labels = readJson<(Label & { repo: string; path: string; id: string })[]>(file);
  const all = labels
    .filter(({ path }) => options.only === undefined || path.includes(options.only))
    .map((label) => (label.no_thread_started === true ? { ...label, label: 'none' } : label))
    .map((label) => {
      const path = join(folder, label.repo, label.path);
      return outcomeOf(analyse(path), `${label.id} ${label.repo}/${label.path}`, label);
    });
  for (const outcome of all) {
    if (!isRight(outcome) || outcome.flagged !== outcome.label.should_flag) console.log(missLine(outcome));
  }
  summary('all labels', all);
  summary(
    'without low',
    all.filter(({ label }) => label.confidence !== 'low'),
  );
}

function summary(title: string, all: readonly Outcome[]): void {
  const nothing = all.filter(({ label }) => label.label === 'none');
  const outcomes = all.filter((outcome) => !nothing.includes(outcome));
  const found = outcomes.filter(({ site }) => site !== undefined);
  const flagged = outcomes.filter((outcome) => outcome.flagged);
  const wanted = outcomes.filter(({ label }) => label.should_flag);
  const hits = flagged.filter(({ label }) => label.should_flag);
  const known = found.filter(({ site }) => site?.verdict !== 'unknown');
  const exact = known.filter(({ site, label }) => site?.verdict === label.label);
  console.log(
    [
      `${title}: ${all.length}, of which ${nothing.length} start nothing`,
      `  nothing said     ${ratio(nothing.filter(isRight).length, nothing.length)} of those`,
      `  sites found      ${ratio(found.length, outcomes.length)}`,
      `  CPU precision    ${ratio(hits.length, flagged.length)}`,
      `  CPU recall       ${ratio(hits.length, wanted.length)}`,
      `  verdict known    ${ratio(known.length, outcomes.length)}`,
      `  verdict exact    ${ratio(exact.length, known.length)}`,
      `  io/wait merged   ${ratio(known.filter(isRight).length, known.length)}`,
      ...(['high', 'medium', 'low'] as const).map((level) => {
        const part = known.filter(({ site }) => site?.confidence === level);
        return `    confidence ${level.padEnd(6)} ${ratio(part.filter(isRight).length, part.length)}`;
      }),
    ].join('\n'),
  );
}

function analyse(path: string): ModuleReport {
  return gilscope.analyze({ path, text: readFileSync(path, 'utf8'), config: DEFAULT_CONFIG });
}

/** Labels are about threads and processes: `none` where coroutines share the thread of an event loop. */
function labelled({ sites }: ModuleReport): readonly SpawnSite[] {
  return sites.filter(({ kind }) => kind !== 'event-loop');
}

function outcomeOf(report: ModuleReport, place: string, label: Label): Outcome {
  const site = labelled(report).find(({ at }) => at.line <= label.line && label.line <= at.endLine);
  const flagged =
    site !== undefined &&
    report.findings.some((finding) => finding.site === site.key && /^GIL[13]0/.test(finding.code));
  return { place: `${place}:${label.line}`, label, site, flagged };
}

function isRight({ site, label }: Outcome): boolean {
  const said = site?.verdict ?? 'none';
  const waits = (verdict: string): boolean => verdict === 'io' || verdict === 'wait';
  return said === label.label || (waits(said) && waits(label.label));
}

function missLine({ place, label, site, flagged }: Outcome): string {
  const said =
    site === undefined
      ? 'nothing'
      : `${site.verdict} (${site.confidence}, ${site.role}, ${site.target}, ${site.resolution})`;
  return `${place}: said ${said}${flagged ? ', flagged' : ''}; labelled ${label.label}${label.should_flag ? ', to flag' : ''}${label.confidence === undefined ? '' : ` (${label.confidence})`}: ${label.why}`;
}

function ratio(part: number, whole: number): string {
  return `${part} of ${whole} (${percent(part, whole)})`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${Math.round((100 * part) / whole)} %`;
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
