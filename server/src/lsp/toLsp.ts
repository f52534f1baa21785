/** From the core's plain data to LSP's. Lines and columns count from 1 in the core and from 0 in LSP; units agree. */
import {
  DiagnosticSeverity,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  type Range,
  type TextEdit,
} from 'vscode-languageserver';
import { unreachable } from '../core/base/assert';
import type { Location } from '../core/base/text';
import type { Edit, Finding, Severity } from '../core/model/finding';
import type { Evidence } from '../core/model/site';

/** `source` of every diagnostic. */
export const DIAGNOSTIC_SOURCE = 'gilscope';

/** What a diagnostic carries for later requests: an id, never places or edits, which would be outdated by then. */
export interface DiagnosticData {
  readonly finding: string;
}

export function toRange(at: Location): Range {
  return {
    start: { line: at.line - 1, character: at.column - 1 },
    end: { line: at.endLine - 1, character: at.endColumn - 1 },
  };
}

export function toSeverity(severity: Severity): DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return DiagnosticSeverity.Error;
    case 'warning':
      return DiagnosticSeverity.Warning;
    case 'information':
      return DiagnosticSeverity.Information;
    case 'hint':
      return DiagnosticSeverity.Hint;
    default:
      return unreachable(severity);
  }
}

/** Tells findings of one version of a document apart. */
export function findingId(finding: Finding): string {
  return `${finding.code}@${finding.at.line}:${finding.at.column}`;
}

export function toDiagnostic(
  finding: Finding,
  toUri: (path: string) => string,
  linkOf: (finding: Finding) => string,
): Diagnostic {
  const data: DiagnosticData = { finding: findingId(finding) };
  return {
    range: toRange(finding.at),
    severity: toSeverity(finding.severity),
    code: finding.code,
    codeDescription: { href: linkOf(finding) },
    source: DIAGNOSTIC_SOURCE,
    message: finding.message,
    relatedInformation: finding.evidence.map((evidence) => toRelated(evidence, toUri)),
    data,
  };
}

/** A mistake in what people tell Gilscope, in a comment or in a configuration file. It has no rule, so no code. */
export function toProblemDiagnostic(at: Location, message: string): Diagnostic {
  return { range: toRange(at), severity: DiagnosticSeverity.Warning, source: DIAGNOSTIC_SOURCE, message };
}

function toRelated(evidence: Evidence, toUri: (path: string) => string): DiagnosticRelatedInformation {
  return {
    location: { uri: toUri(evidence.at.path), range: toRange(evidence.at) },
    message: evidence.message,
  };
}

export function toTextEdit(edit: Edit): TextEdit {
  return { range: toRange(edit.at), newText: edit.newText };
}
