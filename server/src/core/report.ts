/** What an analysis comes to: sites, the findings that settings and comments let through, and problems. */
import type { Analysis } from './analysis';
import type { LineIndex, TextRange } from './base/text';
import { activeRules, severityOf } from './config/selection';
import { parseSuppressions } from './config/suppressions';
import type { ModuleReport, Source } from './gilscope';
import type { Config } from './model/config';
import type { Finding, Problem } from './model/finding';
import type { Confidence } from './model/site';
import { RULES } from './rules';

const CONFIDENCE_ORDER: readonly Confidence[] = ['low', 'medium', 'high'];

export function reportOf({ path, config }: Source, analysis: Analysis): ModuleReport {
  const { unit, module } = analysis;
  const { lines } = unit;
  const comments = unit.ast.comments.map((comment) => ({
    line: lines.lineAt(comment.start),
    text: comment.text,
    at: lines.location(path, comment),
  }));
  const suppressions = parseSuppressions(comments, RULES);
  const problems: Problem[] = suppressions.problems.map(({ line, message }) => {
    const at = comments.find((comment) => comment.line === line)?.at;
    return { path, line, message, ...(at && { at }) };
  });
  problems.push(...syntaxProblems(path, lines, unit.ast.firstError));
  const active = activeRules(config, RULES, path);
  const findings: Finding[] = [];
  for (const rule of RULES) {
    if (!active.has(rule.code) || suppressions.ignoresFile) continue;
    for (const finding of rule.check(module, config)) {
      const sure =
        CONFIDENCE_ORDER.indexOf(finding.confidence) >= CONFIDENCE_ORDER.indexOf(config.minConfidence);
      const { line, endLine } = finding.at;
      if (!sure || suppressions.isSuppressed(rule.code, rule.slug, line, endLine)) continue;
      const severity =
        finding.severity === rule.severity ? severityOf(config, rule) : statedSeverity(config, rule, finding);
      findings.push({ ...finding, severity });
    }
  }
  findings.sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column || a.code.localeCompare(b.code));
  return { path, sites: module.sites, findings, problems };
}

/** Problems without a place of their own: editors mark what does not parse themselves. */
export function syntaxProblems(
  path: string,
  lines: LineIndex,
  firstError: TextRange | undefined,
): readonly Problem[] {
  if (firstError === undefined) return [];
  const message = 'the code does not parse here; results are limited to the parts that do';
  return [{ path, line: lines.lineAt(firstError.start), message }];
}

/** A finding that is milder than its rule keeps that, unless the settings name a severity. */
function statedSeverity(config: Config, rule: (typeof RULES)[number], finding: Finding): Finding['severity'] {
  const stated = severityOf(config, rule);
  return stated === rule.severity ? finding.severity : stated;
}
