/** The core behind its façade: wires analysis, rules, fixes and predictions together by hand. */
import { analyse, createUnit, type Analysis, type AnalysisContext } from './analysis';
import { createModuleLoader } from './bind/moduleLoader';
import { activeRules, severityOf } from './config/selection';
import { parseSuppressions } from './config/suppressions';
import { hoverAt } from './features/hover';
import { verdictSentence } from './features/sentence';
import { fixesFor } from './fixes';
import type { Layout } from './fixes/layout';
import { indexModule } from './fixes/moduleIndex';
import type { FunctionQuery, Gilscope, ModuleReport, Source, SourceHost, Subject } from './gilscope';
import { createKnowledgeBase } from './kb/lookup';
import { measurePlan } from './measure/plan';
import type { Config } from './model/config';
import type { Finding, Problem } from './model/finding';
import type { WorkProfile } from './model/profile';
import type { Confidence, SpawnSite } from './model/site';
import { RULES } from './rules';
import { scenarioOf } from './sim/fromProfile';
import { modesOf } from './sim/modes';
import { createSpawnApis } from './spawn/apis';
import { isWorthParsing } from './spawn/scan';
import { createParsedTexts, type ParsedTexts, parseText } from './syntax/parsedTexts';
import type { PythonParser } from './syntax/parser';

export interface Dependencies {
  readonly parser: PythonParser;
  readonly host: SourceHost;
  /** Parse every file, also those whose text says that nothing can come of it: to hold the scan against. */
  readonly parseAll?: boolean;
  /** Files whose last analysis is kept; by default as many as an editor shows. */
  readonly keptFiles?: number;
}

/** Makes the core. `host` gives the text of imported modules. */
export function createGilscope({
  parser,
  host,
  parseAll = false,
  keptFiles = KEPT_FILES,
}: Dependencies): Gilscope {
  const kb = createKnowledgeBase();
  const context: AnalysisContext = {
    kb,
    spawnApis: createSpawnApis((name) => kb.canonicalName(name)),
  };
  const latest = createMemo(createAnalyser(parser, context), host, keptFiles);
  return Object.freeze({
    analyze: (source) =>
      parseAll || isWorthParsing(source.text) ? latest(source).report : nothingToSay(source.path),
    fixes(source, finding) {
      const { layout, report } = latest(source);
      return fixesFor(
        {
          ...layout,
          path: source.path,
          site: report.sites.find((site) => site.key === finding.site),
          sites: report.sites,
          config: source.config,
        },
        finding,
      );
    },
    profile: (source, query) => profileFor(latest(source).analysis, query),
    subject: (source, site) => subjectOf(source.config, site, latest(source).report.sites),
    hover(source, line, column, beside) {
      const { analysis, report } = latest(source);
      const explained = new Set(beside === 'findings' ? report.findings.map(({ site }) => site) : []);
      const isExplained = ({ key }: SpawnSite): boolean => explained.has(key);
      return hoverAt({ analysis, config: source.config, isExplained }, line, column);
    },
    measurePlan(source, site) {
      const { layout, report } = latest(source);
      return measurePlan(layout, site, report.sites, context.spawnApis.call(site.api)?.shape);
    },
    facts: (name, python) => kb.search(name, python).facts,
    rules: RULES,
  } satisfies Gilscope);
}

function nothingToSay(path: string): ModuleReport {
  return { path, sites: [], findings: [], problems: [] };
}

interface Entry {
  readonly text: string;
  readonly config: Config;
  readonly analysis: Analysis;
  readonly report: ModuleReport;
  /** Of the text that was analysed, for fixes. */
  readonly layout: Layout;
  /** What was read of other files, by path: while all of it is the same, so is the analysis. */
  readonly reads: ReadonlyMap<string, string | undefined>;
}

/** Files whose last analysis is kept: those an editor shows. */
const KEPT_FILES = 64;

/** Analyses a file whatever is known of it; `host` gives the modules it imports. */
type Analyser = (host: SourceHost, source: Source) => Analysis;

function createMemo(analyseSource: Analyser, host: SourceHost, keptFiles: number): (source: Source) => Entry {
  const entries = new Map<string, Entry>();
  const isGood = (entry: Entry, { text, config }: Source): boolean =>
    entry.text === text &&
    entry.config === config &&
    [...entry.reads].every(([path, read]) => host.read(path) === read);
  return (source) => {
    const known = entries.get(source.path);
    if (known !== undefined && isGood(known, source)) return known;
    const reads = new Map<string, string | undefined>();
    const recording: SourceHost = {
      read(path) {
        const text = host.read(path);
        reads.set(path, text);
        return text;
      },
    };
    const analysis = analyseSource(recording, source);
    const { text, config } = source;
    const { ast, lines } = analysis.unit;
    const layout = { text, ast: indexModule(ast), lines };
    const entry = { text, config, analysis, report: reportOf(source, analysis), layout, reads };
    entries.delete(source.path);
    entries.set(source.path, entry);
    const oldest = entries.size > keptFiles ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
    return entry;
  };
}

function createAnalyser(parser: PythonParser, context: AnalysisContext): Analyser {
  const parsedTexts = createParsedTexts(parser);
  return (host, { path, text, config }) => {
    // A file that imports itself in a roundabout way is there twice, as a script and as a module.
    const parse: ParsedTexts['get'] = (imported, content) =>
      imported === path ? parseText(parser, content) : parsedTexts.get(imported, content);
    const loader = createModuleLoader(
      host,
      (imported, name, content) => createUnit(imported, name, parse(imported, content)).unit,
    );
    return analyse(context, config, path, parsedTexts.get(path, text), loader);
  };
}

const CONFIDENCE_ORDER: readonly Confidence[] = ['low', 'medium', 'high'];

function reportOf({ path, config }: Source, analysis: Analysis): ModuleReport {
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
  if (unit.ast.firstError !== undefined) {
    const line = unit.lines.lineAt(unit.ast.firstError.start);
    problems.push({
      path,
      line,
      message: 'the code does not parse here; results are limited to the parts that do',
    });
  }
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

/** A finding that is milder than its rule keeps that, unless the settings name a severity. */
function statedSeverity(config: Config, rule: (typeof RULES)[number], finding: Finding): Finding['severity'] {
  const stated = severityOf(config, rule);
  return stated === rule.severity ? finding.severity : stated;
}

function profileFor(analysis: Analysis, query: FunctionQuery): WorkProfile | undefined {
  const { functions, unit } = analysis;
  if ('name' in query) {
    const exact = functions.filter((func) => func.name === query.name);
    const byEnding = functions.filter((func) => func.name.endsWith(`.${query.name}`));
    const found = exact.at(-1) ?? (byEnding.length === 1 ? byEnding[0] : undefined);
    return found === undefined ? undefined : analysis.profileOf(found.def);
  }
  const around = functions.filter(({ def }) => {
    return unit.lines.lineAt(def.start) <= query.line && query.line <= unit.lines.lineAt(def.end);
  });
  const innermost = around.sort((a, b) => a.def.end - a.def.start - (b.def.end - b.def.start))[0];
  return innermost === undefined ? undefined : analysis.profileOf(innermost.def);
}

function subjectOf(config: Config, site: SpawnSite, sites: readonly SpawnSite[]): Subject {
  return {
    site,
    scenario: scenarioOf(site, sites, config),
    sentence: verdictSentence(site, config),
    modes: modesOf(site, config),
  };
}
