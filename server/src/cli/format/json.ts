/** The public JSON forms of findings, sites and profiles. Lines and columns from 1, columns in UTF-16 units. */
import type { Location } from '../../core/base/text';
import type { Finding, Fix, Problem } from '../../core/model/finding';
import type { Evidence, Prediction, SpawnSite } from '../../core/model/site';
import type { CheckResult } from '../checkResult';

export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

export function checkJson(result: CheckResult): string {
  return jsonText({
    version: 1,
    findings: result.findings.map(({ finding, fixes }) => findingJson(finding, fixes)),
    files: result.files,
    errors: result.errors.map(problemJson),
  });
}

function findingJson(finding: Finding, fixes: readonly Fix[]): unknown {
  return {
    code: finding.code,
    rule: finding.rule,
    message: finding.message,
    severity: finding.severity,
    confidence: finding.confidence,
    ...placeJson(finding.at),
    evidence: finding.evidence.map(evidenceJson),
    prediction: predictionJson(finding.prediction),
    fixes: fixes
      .filter((fix) => fix.blocked === undefined)
      .map((fix) => ({
        title: fix.title,
        applicability: fix.applicability,
        edits: fix.edits.map((edit) => ({ ...placeJson(edit.at), newText: edit.newText })),
      })),
  };
}

/** `flagged` lists the codes of the findings about the site. */
export function siteJson(site: SpawnSite, flagged: readonly string[]): unknown {
  const { held, native, io, wait } = site.perTask;
  return {
    ...placeJson(site.at),
    api: site.api,
    kind: site.kind,
    target: site.target,
    targetDefinition: site.targetDefinition ?? null,
    resolution: site.resolution,
    workers: site.workers,
    verdict: site.verdict,
    confidence: site.confidence,
    perTask: { held, native, io, wait },
    prediction: predictionJson(site.prediction),
    flagged,
    evidence: site.evidence.map(evidenceJson),
  };
}

export function problemJson(problem: Problem): unknown {
  const { path, message, line } = problem;
  return line === undefined ? { path, message } : { path, message, line };
}

function placeJson({ path, line, column, endLine, endColumn }: Location): object {
  return { path, line, column, endLine, endColumn };
}

function evidenceJson({ at, message }: Evidence): unknown {
  return { path: at.path, line: at.line, column: at.column, message };
}

function predictionJson(prediction: Prediction | undefined): unknown {
  return prediction ?? null;
}
