/**
 * What is remembered of each file between questions: its last reports, and what tells whether they are still good. Where an
 * edit changes nothing but places, the report is moved along instead of made anew.
 */
import type { Analysis } from './analysis';
import { once } from './base/once';
import { LineIndex } from './base/text';
import type { Layout } from './fixes/layout';
import { indexModule } from './fixes/moduleIndex';
import type { ModuleReport, Source, SourceHost } from './gilscope';
import type { Config } from './model/config';
import { reportOf, syntaxProblems } from './report';
import { reuseReport, type Version } from './reuse/reuse';
import { hasStartingWords } from './reuse/words';
import type { EditedTrees } from './syntax/editedTrees';
import { parsedText, type ParsedText } from './syntax/parsedTexts';
import type { Recovered } from './syntax/recovery';
import type { SyntaxTable } from './syntax/table';
import { createVersions } from './reuse/versions';

/** A report with the analysis behind it. */
export interface Known {
  readonly report: ModuleReport;
  readonly analysis: Analysis;
  /** Of the text that was analysed, for fixes. */
  readonly layout: () => Layout;
}

export interface Memo {
  /** The report on a text that is known or that the last one tells of; undefined where it has to be analysed. */
  recall(source: Source): ModuleReport | undefined;
  /** Analyses the file where only its report is known, or not even that. */
  analysed(source: Source): Known;
  /** The report on a text that nothing can come of. */
  nothing(source: Source): ModuleReport;
  /** Frees what is kept only for the next edit or question. */
  release(path: string): void;
}

export interface MemoParts {
  readonly host: SourceHost;
  readonly trees: EditedTrees;
  /** Parses a file for the first time. */
  parse(path: string, text: string, parsed: ParsedText | undefined): ParsedText;
  parseWhole(text: string): ParsedText;
  /** Whether an analysis came upon something that does not parse: it is then to be made again from a new parse. */
  foundErrors(): boolean;
  /** `host` gives the modules that the file imports. */
  analyse(host: SourceHost, source: Source, parsed: ParsedText): Analysis;
  /** Whether anything can come of a text. */
  isWorthParsing(text: string): boolean;
  /** Files whose last reports are kept. */
  readonly keptFiles: number;
  /** Whether another text of a file is its next version, which has most of its code in common. */
  readonly isEdited: boolean;
}

/** Analyses take much memory, and are only asked for where someone looks at the code. */
const KEPT_ANALYSES = 3;

interface Entry extends Version {
  readonly config: Config;
  /** What was read of other files, by path: while all of it is the same, so is the analysis. */
  readonly reads: ReadonlyMap<string, string | undefined>;
}

export function createMemo(parts: MemoParts): Memo {
  const { host, trees, parse, parseWhole, analyse, isWorthParsing, keptFiles, isEdited } = parts;
  const isEditor = keptFiles > KEPT_ANALYSES;
  const versions = createVersions<Entry>(keptFiles);
  /** Least recently made first. */
  const analyses = new Map<string, { readonly entry: Entry; readonly known: Known }>();
  /** Texts that nothing can come of, with their reports. */
  const silent = new Map<string, { readonly text: string; readonly report: ModuleReport }>();
  /** The last version that was parsed to see whether its report can be moved along from that of `from`. */
  let edited:
    | {
        readonly path: string;
        readonly text: string;
        readonly recovered: Recovered;
        readonly from: Entry;
      }
    | undefined;

  const isGood = (entry: Entry, { config }: Source): boolean =>
    entry.config === config && isSameRead(entry.reads, host);

  const moved = (entry: Entry, { path, text }: Source): ModuleReport | undefined => {
    const hasNothing = entry.report.sites.length === 0;
    // A file that imports itself has been read as a module, too.
    if (!isEdited || entry.reads.has(path) || (hasNothing && !isWorthParsing(text))) return undefined;
    // It has been tried: what was moved along would be kept.
    if (edited?.from === entry && edited.path === path && edited.text === text) return undefined;
    const isWhole = entry.table.text === entry.text;
    const recovered = trees.parse(path, text, isWhole ? entry.table : undefined);
    edited = { path, text, recovered, from: entry };
    const report = reuseReport(entry, text, recovered);
    if (report === undefined) return undefined;
    const { table, firstError } = recovered;
    const problems =
      firstError === undefined
        ? report.problems
        : [...report.problems, ...syntaxProblems(path, new LineIndex(text), firstError)];
    const { config, names, reads } = entry;
    const next = { table, firstError, text, config, names, reads, report: { ...report, problems } };
    versions.keep(path, next);
    return next.report;
  };

  const parsed = (source: Source, entry: Entry | undefined): ParsedText => {
    const { path, text } = source;
    if (entry?.text === text) return parsedText(text, entry);
    if (edited?.path === path && edited.text === text)
      return parse(path, text, parsedText(text, edited.recovered));
    if (!isEditor) return parse(path, text, undefined);
    // What is compared after an edit is the whole.
    const isEdit = entry !== undefined;
    return parse(path, text, isEdit ? parsedText(text, trees.parse(path, text)) : parseWhole(text));
  };

  return {
    recall(source) {
      const nothing = silent.get(source.path);
      if (nothing?.text === source.text) return nothing.report;
      const known = versions.find(source.path, source.text, (version) => isGood(version, source));
      if (known !== undefined) return known.report;
      const last = versions.newest(source.path);
      return last !== undefined && isGood(last, source) ? moved(last, source) : undefined;
    },
    analysed(source) {
      const { path, text, config } = source;
      const known = versions.find(path, text, (version) => isGood(version, source));
      const before = versions.newest(path);
      const kept = analyses.get(path);
      if (known !== undefined && kept?.entry === known) return kept.known;
      // Who looks at one file after the other asks no more about those before, and the next may need the memory.
      if (!isEditor) analyses.clear();
      let file = parsed(source, before);
      edited = undefined;
      const reads = new Map<string, string | undefined>();
      const recording: SourceHost = {
        read(imported) {
          const content = host.read(imported);
          reads.set(imported, content);
          return content;
        },
      };
      let analysis = analyse(recording, source, file);
      while (parts.foundErrors()) {
        file = parse(path, text, undefined);
        analysis = analyse(recording, source, file);
      }
      const { table, ast } = file;
      const entry: Entry = known ?? {
        ...{ text, table, firstError: ast.firstError, config, reads },
        report: reportOf(source, analysis),
        names: isEdited ? namesOf(analysis, table) : NO_NAMES,
      };
      versions.keep(path, entry);
      analyses.delete(path);
      const result = { report: entry.report, analysis, layout: once(() => layoutOf(analysis)) };
      analyses.set(path, { entry, known: result });
      dropOldest(analyses, KEPT_ANALYSES);
      return result;
    },
    nothing({ path, text }) {
      const report = { path, sites: [], findings: [], problems: [] };
      silent.delete(path);
      silent.set(path, { text, report });
      dropOldest(silent, keptFiles);
      return report;
    },
    release(path) {
      trees.release(path);
      versions.forgetOlder(path);
      analyses.delete(path);
      if (edited?.path === path) edited = undefined;
    },
  };
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** Hundreds of paths, for each keystroke. */
function isSameRead(reads: Entry['reads'], host: SourceHost): boolean {
  for (const [path, read] of reads) if (host.read(path) !== read) return false;
  return true;
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  const oldest = map.size > most ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
}

function layoutOf({ unit }: Analysis): Layout {
  return { text: unit.text, ast: indexModule(unit.ast), lines: unit.lines };
}

/**
 * Names that decide which functions are looked into: those of functions that were, or whose words ask for it, and whatever
 * else the module binds. Mentioning any other name changes nothing.
 */
function namesOf({ unit, functions }: Analysis, table: SyntaxTable): ReadonlySet<string> {
  const read = new Set([...table.readBodies].map((body) => table.start[body]));
  const { vars } = unit.scope;
  const names = new Set<string>();
  for (const name of vars.keys()) {
    if (vars.isDeferred(name) || vars.get(name)?.kind !== 'function') names.add(name);
  }
  for (const { def, name } of functions) {
    if (!read.has(def.bodyRange.start) && !hasStartingWords(unit.text.slice(def.start, def.end))) continue;
    names.add(name.slice(name.lastIndexOf('.') + 1));
  }
  return names;
}
