/** Findings for people, in the form of Ruff's concise output with the evidence below each finding. */
import pc from 'picocolors';
import type { Location } from '../../core/base/text';
import type { Fix, Severity } from '../../core/model/finding';
import type { CheckedFinding, CheckResult } from '../checkResult';
import { printable } from '../printable';
import { counted } from './words';

type Colors = ReturnType<typeof pc.createColors>;

export interface TextOptions {
  readonly color: boolean;
  /** Only the findings, without the closing lines. */
  readonly quiet: boolean;
}

export function checkText(result: CheckResult, options: TextOptions): string {
  const colors = pc.createColors(options.color);
  const lines = result.findings.flatMap((found) => findingLines(found, colors));
  return [...lines, ...(options.quiet ? [] : closingLines(result, colors))]
    .map((line) => `${line}\n`)
    .join('');
}

function findingLines({ finding, fixes }: CheckedFinding, colors: Colors): string[] {
  const code = severityColor(finding.severity, colors)(finding.code);
  return [
    `${place(finding.at, colors)} ${code} ${printable(finding.message)}`,
    ...finding.evidence.map(({ at, message }) => `    ${place(at, colors)} ${printable(message)}`),
    ...fixLines(fixes, colors).map((line) => `    ${line}`),
  ];
}

function place(at: Location, colors: Colors): string {
  const separator = colors.dim(':');
  return `${colors.bold(printable(at.path))}${separator}${at.line}${separator}${at.column}${separator}`;
}

function severityColor(severity: Severity, colors: Colors): (text: string) => string {
  switch (severity) {
    case 'error':
      return colors.red;
    case 'warning':
      return colors.yellow;
    case 'information':
      return colors.blue;
    case 'hint':
      return colors.cyan;
  }
}

/** What can be applied; where nothing can, why the first rewrite cannot. Titles say themselves what is unsafe. */
function fixLines(fixes: readonly Fix[], colors: Colors): string[] {
  const usable = fixes.filter((fix) => fix.blocked === undefined);
  if (usable.length > 0) return usable.map((fix) => colors.green(`fix: ${printable(fix.title)}`));
  return fixes.slice(0, 1).map((fix) => colors.dim(`no fix: ${printable(fix.blocked ?? '')}`));
}

function closingLines(result: CheckResult, colors: Colors): string[] {
  const found = result.findings.length;
  const files = counted(result.files, 'file');
  if (result.fixed > 0) {
    return [
      `Fixed ${counted(result.fixed, 'finding')}, ${found} left in ${files}.`,
      ...fixableLines(result, colors),
    ];
  }
  if (found === 0) return [`No findings in ${files}.`];
  return [`Found ${counted(found, 'finding')} in ${files}.`, ...fixableLines(result, colors)];
}

/** How many of the findings left could be fixed, and with what option. */
function fixableLines(result: CheckResult, colors: Colors): string[] {
  const usable = result.findings.map(({ fixes }) => fixes.filter((fix) => fix.blocked === undefined));
  const safe = usable.filter((fixes) => fixes.some((fix) => fix.applicability === 'safe')).length;
  const unsafe = usable.filter((fixes) => fixes.length > 0).length - safe;
  if (safe === 0 && unsafe === 0) return [];
  const parts = [
    ...(safe === 0 ? [] : [`${safe} fixable with --fix`]),
    ...(unsafe === 0 ? [] : [`${unsafe} fixable with --fix --unsafe-fixes`]),
  ];
  return [colors.dim(`${parts.join(', ')}.`)];
}

/** `--statistics`: how often each rule spoke, the most frequent first. */
export function statisticsText(result: CheckResult): string {
  const rows = statistics(result);
  const width = Math.max(0, ...rows.map((row) => String(row.count).length));
  return rows.map((row) => `${String(row.count).padStart(width)}  ${row.code}  ${row.rule}\n`).join('');
}

export function statistics(result: CheckResult): { code: string; rule: string; count: number }[] {
  const rows = new Map<string, { code: string; rule: string; count: number }>();
  for (const { finding } of result.findings) {
    const row = rows.get(finding.code) ?? { code: finding.code, rule: finding.rule, count: 0 };
    rows.set(finding.code, { ...row, count: row.count + 1 });
  }
  return [...rows.values()].sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}
