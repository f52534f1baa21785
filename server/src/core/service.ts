/** The core behind its façade: wires analysis, rules, fixes and predictions together by hand. */
import { analyse, createUnit, type Analysis, type AnalysisContext } from './analysis';
import { keptForLast } from './base/once';
import { createModuleLoader } from './bind/moduleLoader';
import { hoverAt } from './features/hover';
import { verdictSentence } from './features/sentence';
import { fixesFor } from './fixes';
import type { FunctionQuery, Gilscope, ModuleReport, Source, SourceHost, Subject } from './gilscope';
import type { KnowledgeBase } from './kb/knowledgeBase';
import { createKnowledgeBase } from './kb/lookup';
import { measurePlan } from './measure/plan';
import { createMemo, type MemoParts } from './memo';
import type { Config } from './model/config';
import type { WorkProfile } from './model/profile';
import type { SpawnSite } from './model/site';
import { createKeptRuns } from './predict/keptRuns';
import { RULES } from './rules';
import { scenarioOf } from './sim/fromProfile';
import { modesOf } from './sim/modes';
import { createSpawnApis } from './spawn/apis';
import { isWorthListing, isWorthParsing } from './spawn/scan';
import { createEditedTrees } from './syntax/editedTrees';
import { createParsedTexts, type ParsedText, type ParsedTexts, parseText } from './syntax/parsedTexts';
import type { PythonParser } from './syntax/parser';

export interface Dependencies {
  readonly parser: PythonParser;
  readonly host: SourceHost;
  /** Parse every file, also those whose text says that nothing can come of it: to hold the scan against. */
  readonly parseAll?: boolean;
  /** Each file is looked at once, one after the other, instead of being edited: what others import of it counts. */
  readonly batch?: boolean;
  /** Whether places that hand coroutines to an event loop are sites, too; no rule asks for them. */
  readonly eventLoops?: boolean;
  /** Shared by several cores of one process; each makes its own without it. */
  readonly kb?: KnowledgeBase;
}

/** Makes the core. `host` gives the text of imported modules. */
export function createGilscope(dependencies: Dependencies): Gilscope {
  const { parser, host, parseAll = false, batch = false, eventLoops = true } = dependencies;
  const { kb = createKnowledgeBase() } = dependencies;
  const context: AnalysisContext = {
    kb,
    spawnApis: createSpawnApis((name) => kb.canonicalName(name), eventLoops),
    runs: createKeptRuns(),
  };
  const parsedTexts = createParsedTexts(parser, PARSED);
  const mayMatter = eventLoops ? isWorthListing : isWorthParsing;
  // Whoever has asked what is known of a text asks next for its analysis.
  const isWorth = keptForLast((text) => parseAll || mayMatter(text));
  const memo = createMemo({
    host,
    trees: createEditedTrees(parser),
    // Beside the files that are open, their trees would take most of the memory.
    parse: batch
      ? (path, text, parsed) => parsedTexts.get(path, text, 'itself', parsed)
      : (_, text, parsed) => parsed ?? parseText(parser, text),
    parseWhole: (text) => parseText(parser, text),
    foundErrors: parsedTexts.foundErrors,
    analyse: createAnalyser(parser, context, parsedTexts),
    isWorthParsing: isWorth,
    keptFiles: batch ? KEPT_IN_BATCH : KEPT_FILES,
    isEdited: !batch,
  });
  const reportOn = (source: Source): ModuleReport => memo.recall(source) ?? memo.analysed(source).report;
  const recall = (source: Source): ModuleReport | undefined =>
    memo.recall(source) ?? (isWorth(source.text) ? undefined : memo.nothing(source));
  return Object.freeze({
    analyze: (source) => recall(source) ?? memo.analysed(source).report,
    recall,
    fixes(source, finding) {
      const { layout, report } = memo.analysed(source);
      return fixesFor(
        {
          ...layout(),
          path: source.path,
          site: report.sites.find((site) => site.key === finding.site),
          sites: report.sites,
          config: source.config,
        },
        finding,
      );
    },
    profile: (source, query) => profileFor(memo.analysed(source).analysis, query),
    subject: (source, site) => subjectOf(source.config, site, reportOn(source).sites),
    hover(source, line, column, beside) {
      const { analysis, report } = memo.analysed(source);
      const explained = new Set(beside === 'findings' ? report.findings.map(({ site }) => site) : []);
      const isExplained = ({ key }: SpawnSite): boolean => explained.has(key);
      return hoverAt({ analysis, config: source.config, isExplained }, line, column);
    },
    measurePlan(source, site) {
      const { layout, report } = memo.analysed(source);
      return measurePlan(layout(), site, report.sites, context.spawnApis.call(site.api)?.shape);
    },
    release: (path) => memo.release(path),
    facts: (name, python) => kb.search(name, python).facts,
    rules: RULES,
  } satisfies Gilscope);
}

/** Files whose last report is kept: those an editor shows. */
const KEPT_FILES = 64;
/** A command looks at one file after the other. */
const KEPT_IN_BATCH = 2;

/**
 * Characters of parsed modules that are kept. With 400,000, modules of a large application that import each other are parsed
 * again and again; twice as many take memory and save nothing.
 */
const PARSED = 1_000_000;

function createAnalyser(
  parser: PythonParser,
  context: AnalysisContext,
  parsedTexts: ParsedTexts,
): MemoParts['analyse'] {
  return (host, { path, config }, parsed) => {
    // A file that imports itself in a roundabout way is there twice, as a script and as a module.
    const parse = (imported: string, content: string): ParsedText =>
      imported === path ? parseText(parser, content) : parsedTexts.get(imported, content, 'import');
    const loader = createModuleLoader(
      host,
      (imported, name, content) => createUnit(imported, name, parse(imported, content)).unit,
    );
    return analyse(context, config, path, parsed, loader);
  };
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
