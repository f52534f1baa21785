/** JUnit XML: a suite a file, a failed case a finding, so that every CI server can show findings. */
import type { Problem } from '../../core/model/finding';
import { printableLines } from '../printable';
import type { CheckedFinding, CheckResult } from '../checkResult';

export function checkJunit(result: CheckResult): string {
  const suites = new Map<string, string[]>();
  const add = (path: string, test: string): void => {
    suites.set(path, [...(suites.get(path) ?? []), test]);
  };
  for (const found of result.findings) add(found.finding.at.path, failedCase(found));
  for (const problem of result.errors) add(problem.path, errorCase(problem));
  if (suites.size === 0) add('gilscope', element('testcase', { name: 'no findings', classname: 'gilscope' }));
  const failures = result.findings.length;
  const errors = result.errors.length;
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  lines.push(
    open('testsuites', { name: 'gilscope', tests: Math.max(1, failures + errors), failures, errors }),
  );
  for (const [path, tests] of suites) {
    const failed = result.findings.filter(({ finding }) => finding.at.path === path).length;
    const broken = result.errors.filter((problem) => problem.path === path).length;
    lines.push(
      `  ${open('testsuite', { name: path, tests: tests.length, failures: failed, errors: broken })}`,
    );
    lines.push(...tests.map((test) => `    ${test}`), '  </testsuite>');
  }
  return `${[...lines, '</testsuites>'].join('\n')}\n`;
}

function failedCase({ finding }: CheckedFinding): string {
  const { path, line, column } = finding.at;
  const body = [
    `${path}:${line}:${column}: ${finding.code} ${finding.message}`,
    ...finding.evidence.map(({ at, message }) => `${at.path}:${at.line}:${at.column}: ${message}`),
  ].join('\n');
  const failure = element('failure', { message: finding.message, type: finding.severity }, body);
  return element(
    'testcase',
    { name: `${finding.code} ${finding.rule}`, classname: path, file: path, line },
    failure,
    true,
  );
}

function errorCase({ path, line, message }: Problem): string {
  const error = element('error', { message });
  return element('testcase', { name: 'error', classname: path, file: path, line: line ?? 1 }, error, true);
}

type Attributes = Readonly<Record<string, string | number>>;

function open(name: string, attributes: Attributes): string {
  const words = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  return `<${name}${words.join('')}>`;
}

function element(name: string, attributes: Attributes, content?: string, isXml = false): string {
  if (content === undefined) return open(name, attributes).replace(/>$/, '/>');
  return `${open(name, attributes)}${isXml ? content : escapeXml(content)}</${name}>`;
}

function escapeXml(text: string): string {
  return printableLines(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
