/** SARIF 2.1.0, as GitHub code scanning and other dashboards read it. */
import { createHash } from 'node:crypto';
import type { Location } from '../../core/base/text';
import type { RuleInfo } from '../../core/gilscope';
import type { Finding, Fix, Problem, Severity } from '../../core/model/finding';
import type { CheckedFinding, CheckResult } from '../checkResult';
import { ruleUrl } from '../../core/config/ruleUrl';
import { jsonText } from './json';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

export interface SarifOptions {
  readonly version: string;
  readonly rules: readonly RuleInfo[];
}

export function checkSarif(result: CheckResult, options: SarifOptions): string {
  const rules = options.rules.filter((rule) =>
    result.findings.some(({ finding }) => finding.code === rule.code),
  );
  const occurrences = new Map<string, number>();
  return jsonText({
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Gilscope',
            semanticVersion: options.version,
            informationUri: ruleUrl(),
            rules: rules.map(ruleJson),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: result.findings.map((found) => resultJson(found, rules, occurrences)),
        invocations: [
          {
            executionSuccessful: !result.failed,
            toolExecutionNotifications: result.errors.map(notificationJson),
          },
        ],
      },
    ],
  });
}

function ruleJson(rule: RuleInfo): unknown {
  return {
    id: rule.code,
    name: rule.slug,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.title },
    help: { text: rule.page, markdown: rule.page },
    helpUri: ruleUrl(rule),
    defaultConfiguration: { level: levelOf(rule.severity) },
    properties: { tags: ['performance', 'concurrency'] },
  };
}

function resultJson(
  found: CheckedFinding,
  rules: readonly RuleInfo[],
  occurrences: Map<string, number>,
): unknown {
  const { finding, fixes } = found;
  const usable = fixes.filter((fix) => fix.blocked === undefined);
  return {
    ruleId: finding.code,
    ruleIndex: rules.findIndex((rule) => rule.code === finding.code),
    level: levelOf(finding.severity),
    message: { text: finding.message },
    locations: [locationJson(finding.at)],
    ...(finding.evidence.length === 0 ? {} : { codeFlows: [codeFlowJson(finding)] }),
    partialFingerprints: { primaryLocationLineHash: fingerprint(found, occurrences) },
    ...(usable.length === 0 ? {} : { fixes: usable.map(fixJson) }),
    properties: { confidence: finding.confidence, prediction: finding.prediction ?? null },
  };
}

/** The chain from the place that starts the work to what it does there. */
function codeFlowJson(finding: Finding): unknown {
  const steps = [{ at: finding.at, message: finding.message }, ...finding.evidence];
  return {
    threadFlows: [
      {
        locations: steps.map(({ at, message }) => ({
          location: { ...locationJson(at), message: { text: message } },
        })),
      },
    ],
  };
}

function fixJson(fix: Fix): unknown {
  const paths = [...new Set(fix.edits.map((edit) => edit.at.path))];
  return {
    description: { text: fix.title },
    artifactChanges: paths.map((path) => ({
      artifactLocation: artifactJson(path),
      replacements: fix.edits
        .filter((edit) => edit.at.path === path)
        .map((edit) => ({ deletedRegion: regionJson(edit.at), insertedContent: { text: edit.newText } })),
    })),
  };
}

function notificationJson({ path, message, line }: Problem): unknown {
  const region = line === undefined ? {} : { region: { startLine: line } };
  return {
    level: 'warning',
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: artifactJson(path), ...region } }],
  };
}

function locationJson(at: Location): object {
  return { physicalLocation: { artifactLocation: artifactJson(at.path), region: regionJson(at) } };
}

/** Relative paths are relative to the root of the checkout, which is where CI runs the tool. */
function artifactJson(path: string): unknown {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  if (path.startsWith('/')) return { uri: `file://${uri}` };
  if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${uri.replace('%3A', ':')}` };
  return { uri, uriBaseId: '%SRCROOT%' };
}

function regionJson(at: Location): unknown {
  return { startLine: at.line, startColumn: at.column, endLine: at.endLine, endColumn: at.endColumn };
}

function levelOf(severity: Severity): string {
  switch (severity) {
    case 'error':
    case 'warning':
      return severity;
    case 'information':
    case 'hint':
      return 'note';
  }
}

/** Survives edits on other lines: hash of rule, path and line text, with a number where such a line comes again. */
function fingerprint({ finding, lineText }: CheckedFinding, occurrences: Map<string, number>): string {
  const hash = createHash('sha256')
    .update(`${finding.code}\0${finding.at.path}\0${lineText.trim()}`)
    .digest('hex')
    .slice(0, 16);
  const occurrence = (occurrences.get(hash) ?? 0) + 1;
  occurrences.set(hash, occurrence);
  return `${hash}:${occurrence}`;
}
