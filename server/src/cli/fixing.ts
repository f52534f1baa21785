/** `check --fix`: applies fixes to one file, analyses again, and goes on until nothing more can be fixed. */
import { isRewrite, type Finding, type Fix } from '../core/model/finding';
import type { ModuleReport } from '../core/gilscope';
import { applyFixes } from './edits';
import type { Project, ProjectFile } from './project';

/** Fixes that make new findings which make new fixes end somewhere. */
const MAX_ROUNDS = 10;

export interface FixedFile {
  readonly file: ProjectFile;
  /** Of the text as it is now. */
  readonly report: ModuleReport;
  readonly fixed: number;
}

/** Rewrites of a finding, blocked ones too; not the comment that silences it. */
export function rewritesOf(project: Project, file: ProjectFile, finding: Finding): readonly Fix[] {
  return project.gilscope.fixes(file.source, finding).filter(isRewrite);
}

/** Fixes a text; nothing is written. A round that would break the syntax is taken back and reported. */
export function fixFile(project: Project, original: ProjectFile, unsafe: boolean): FixedFile {
  let current: FixedFile = { file: original, report: project.gilscope.analyze(original.source), fixed: 0 };
  const seen = new Set([original.source.text]);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { file, report } = current;
    const fixes = report.findings.flatMap((finding) => applicable(project, file, finding, unsafe) ?? []);
    const { text, applied } = applyFixes(file.source.text, fixes);
    if (applied === 0 || seen.has(text)) break;
    seen.add(text);
    const next = project.withText(file, text);
    const nextReport = project.gilscope.analyze(next.source);
    if (nextReport.problems.length > report.problems.length) {
      const titles = fixes.map((fix) => fix.title).join(', ');
      project.fail({
        path: file.source.path,
        message: `a fix would break the file and was not applied: ${titles}`,
      });
      project.withText(file, file.source.text);
      break;
    }
    current = { file: next, report: nextReport, fixed: current.fixed + applied };
  }
  return current;
}

/** The first fix that may be applied unasked and stays within the file. */
function applicable(project: Project, file: ProjectFile, finding: Finding, unsafe: boolean): Fix | undefined {
  return rewritesOf(project, file, finding).find(
    (fix) =>
      fix.blocked === undefined &&
      fix.edits.length > 0 &&
      (unsafe || fix.applicability === 'safe') &&
      fix.edits.every((edit) => edit.at.path === file.source.path),
  );
}
