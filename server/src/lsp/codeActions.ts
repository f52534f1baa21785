/**
 * Code actions: the fixes of findings, recomputed for the current version. Safe ones may be preferred and applied
 * together; unsafe ones say so, carry what was checked and what was not, and are applied one at a time.
 */
import {
  CodeActionKind,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { isRewrite, type Edit, type Finding, type Fix } from '../core/model/finding';
import type { Analysis } from '../workspace/derived';
import { compareAction } from './compareAction';
import { findingIdOf, fromPosition, touches } from './fromLsp';
import type { Session } from './session';
import { DIAGNOSTIC_SOURCE, findingId } from './toLsp';
import { toWorkspaceEdit } from './workspaceEdit';

export const REWRITE_KIND = `${CodeActionKind.RefactorRewrite}.gilscope`;
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.gilscope`;
export const CODE_ACTION_KINDS: readonly string[] = [CodeActionKind.QuickFix, REWRITE_KIND, FIX_ALL_KIND];

export function registerCodeActions(session: Session): void {
  const { connection, guard, derived } = session;
  connection.onCodeAction(
    guard.request('textDocument/codeAction', [], async (params) => {
      const analysis = await derived.open(params.textDocument.uri);
      if (analysis === undefined) return [];
      const { only } = params.context;
      const actions: CodeAction[] = [];
      if (wanted(CodeActionKind.QuickFix, only)) actions.push(...quickFixes(analysis, params, session));
      // A rewrite is the same change under another heading, so it is offered only to those who ask for that heading.
      if (only !== undefined && wanted(REWRITE_KIND, only))
        actions.push(...rewrites(analysis, params, session));
      if (only !== undefined && wanted(FIX_ALL_KIND, only)) actions.push(...fixAll(analysis, session));
      return actions;
    }),
  );
}

function wanted(kind: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
}

function quickFixes(analysis: Analysis, params: CodeActionParams, session: Session): CodeAction[] {
  return findingsAt(analysis, params).flatMap((finding) => {
    const fixes = fixesOf(analysis, finding);
    const diagnostics = diagnosticsFor(finding, params);
    const compare =
      session.options.commands === true
        ? compareAction(analysis.uri, finding, fixes, diagnostics)
        : undefined;
    return [
      ...fixes.map((fix) => fixAction(fix, CodeActionKind.QuickFix, analysis, session, diagnostics)),
      compare,
    ].filter((action) => action !== undefined);
  });
}

function rewrites(analysis: Analysis, params: CodeActionParams, session: Session): CodeAction[] {
  return findingsAt(analysis, params).flatMap((finding) =>
    fixesOf(analysis, finding)
      .filter(isRewrite)
      .map((fix) => fixAction(fix, REWRITE_KIND, analysis, session, []))
      .filter((action) => action !== undefined),
  );
}

/** One action that applies the first safe fix of every finding, as far as they do not overlap. */
function fixAll(analysis: Analysis, session: Session): CodeAction[] {
  const edits: Edit[] = [];
  for (const finding of analysis.report.findings) {
    const fix = fixesOf(analysis, finding).find(isSafeRewrite);
    if (fix !== undefined && !fix.edits.some((edit) => edits.some((taken) => overlap(edit, taken))))
      edits.push(...fix.edits);
  }
  if (edits.length === 0) return [];
  return [
    {
      title: 'Apply all safe fixes of Gilscope',
      kind: FIX_ALL_KIND,
      edit: toWorkspaceEdit(edits, undefined, analysis, session),
    },
  ];
}

/** Undefined for a blocked fix where the client cannot show a disabled action. */
function fixAction(
  fix: Fix,
  kind: string,
  analysis: Analysis,
  session: Session,
  diagnostics: Diagnostic[],
): CodeAction | undefined {
  const title = titleOf(fix);
  const common = { title, kind, ...(diagnostics.length > 0 ? { diagnostics } : {}) };
  if (fix.blocked !== undefined)
    return session.abilities.disabledActions ? { ...common, disabled: { reason: fix.blocked } } : undefined;
  const annotation =
    fix.applicability === 'unsafe' ? { label: title, description: fix.notes.join(' ') } : undefined;
  const edit: WorkspaceEdit = toWorkspaceEdit(fix.edits, annotation, analysis, session);
  return { ...common, edit, ...(isSafeRewrite(fix) ? { isPreferred: true } : {}) };
}

/** Unsafe fixes say so; most already say why: `… (unsafe: arguments are pickled)`. */
function titleOf({ title, applicability }: Fix): string {
  return applicability === 'safe' || title.includes('(unsafe') ? title : `${title} (unsafe)`;
}

function isSafeRewrite(fix: Fix): boolean {
  return fix.applicability === 'safe' && fix.blocked === undefined && isRewrite(fix);
}

function fixesOf({ project, source }: Analysis, finding: Finding): readonly Fix[] {
  return project.gilscope.fixes(source, finding);
}

/** The findings that the range touches, and those whose diagnostics the client has sent along. */
function findingsAt(analysis: Analysis, params: CodeActionParams): readonly Finding[] {
  return analysis.report.findings.filter(
    (finding) => touches(finding.at, params.range) || diagnosticsFor(finding, params).length > 0,
  );
}

function diagnosticsFor(finding: Finding, params: CodeActionParams): Diagnostic[] {
  const id = findingId(finding);
  return params.context.diagnostics.filter(
    (diagnostic) => diagnostic.source === DIAGNOSTIC_SOURCE && idOf(diagnostic) === id,
  );
}

/** Clients that drop `data` still send code and range, which say the same. */
function idOf(diagnostic: Diagnostic): string {
  const { line, column } = fromPosition(diagnostic.range.start);
  return findingIdOf(diagnostic) ?? `${String(diagnostic.code)}@${line}:${column}`;
}

function overlap(a: Edit, b: Edit): boolean {
  if (a.at.path !== b.at.path) return false;
  const startsBeforeEnd = (x: Edit, y: Edit): boolean =>
    x.at.line < y.at.endLine || (x.at.line === y.at.endLine && x.at.column < y.at.endColumn);
  const samePlace = a.at.line === b.at.line && a.at.column === b.at.column;
  return samePlace || (startsBeforeEnd(a, b) && startsBeforeEnd(b, a));
}
