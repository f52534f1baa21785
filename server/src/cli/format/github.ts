/** Workflow commands of GitHub Actions: findings become annotations of the changed lines. */
import type { Severity } from '../../core/model/finding';
import type { CheckResult } from '../checkResult';

export function checkGithub(result: CheckResult): string {
  return result.findings
    .map(({ finding }) => {
      const { path, line, column, endLine, endColumn } = finding.at;
      const properties = {
        title: `Gilscope (${finding.code})`,
        file: path,
        line,
        // Columns only make sense to GitHub within one line.
        ...(endLine === line ? { col: column, endColumn } : {}),
        endLine,
      };
      const head = Object.entries(properties)
        .map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
        .join(',');
      const text = [
        `${path}:${line}:${column}: ${finding.code} ${finding.message}`,
        ...finding.evidence.map(({ at, message }) => `${at.path}:${at.line}:${at.column}: ${message}`),
      ].join('\n');
      return `::${levelOf(finding.severity)} ${head}::${escapeData(text)}\n`;
    })
    .join('');
}

function levelOf(severity: Severity): string {
  switch (severity) {
    case 'error':
    case 'warning':
      return severity;
    case 'information':
    case 'hint':
      return 'notice';
  }
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
