/** Checks one file without changing it: from the cache, or by analysis. Runs in the main thread and in workers. */
import type { Finding, Problem } from '../core/model/finding';
import { resolve } from 'node:path';
import { version } from '../../../package.json';
import { once } from '../core/base/once';
import type { Source } from '../core/gilscope';
import { isWorthParsing } from '../core/spawn/scan';
import { cacheKey, type CacheEntry, digestOf, openCache, type ResultCache } from './cache';
import type { CheckedFile, CheckedFinding } from './checkResult';
import { rewritesOf } from './fixing';
import type { EngineOptions, Io } from './io';
import { analysisFailure, type ConfigOptions, type Project, type ProjectFile } from './project';

const NOTHING: CheckedFile = { problems: [], findings: [] };

/** No rule has anything to say about coroutines that share one thread, so a check does not look for them. */
export const CHECK_ENGINE: EngineOptions = { eventLoops: false };

/** The options of `check` that count for a file on its own; plain data, for other threads. */
export interface CheckingOptions extends ConfigOptions {
  /** False with `--no-cache`. */
  readonly cache?: boolean;
  readonly cacheDir?: string;
}

/** What became of a path; plain data. */
export type CheckedPath =
  | { readonly kind: 'checked'; readonly result: CheckedFile; readonly news: CacheNews | undefined }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** A file that has to be analysed. */
export interface Unanalysed {
  readonly kind: 'unanalysed';
  readonly characters: number;
}

/** What a cache should keep. */
export interface CacheNews {
  readonly key: string;
  readonly entry: CacheEntry;
}

/** Checks files on disk. Its methods never throw. */
export interface Checker {
  check(path: string): CheckedPath;
  /** What is known without analysis: files that start nothing, files that an earlier run has checked. */
  screen(path: string): CheckedPath | Unanalysed;
  /** Checks a file that is known to need it. */
  analyse(path: string): CheckedPath;
  /** Keeps what is new for later runs. */
  save(news: readonly CacheNews[]): void;
}

export function createChecker(project: Project, options: CheckingOptions): Checker {
  const cacheOfRun = cacheOf(project.io, options);
  const scans = options.scan !== false;
  /** Digests of modules, which do not change while a run lasts. */
  const digests = new Map<string, string | undefined>();
  const digestAt = (path: string): string | undefined => {
    if (!digests.has(path)) {
      const text = project.moduleText(path);
      digests.set(path, text === undefined ? undefined : digestOf(text));
    }
    return digests.get(path);
  };
  const isGood = ({ reads }: CacheEntry): boolean =>
    reads.every(([path, digest]) => digestAt(path) === digest);

  /** Undefined where a file has to be analysed. */
  function known({ path, text, config }: Source): CheckedFile | undefined {
    // What is never parsed is quicker to look at than to look up.
    if (scans && !isWorthParsing(text)) return NOTHING;
    const entry = cacheOfRun?.().find(cacheKey(path, text, config));
    return entry !== undefined && isGood(entry) ? entry.result : undefined;
  }

  function analysed(file: ProjectFile): CheckedPath {
    if (cacheOfRun === undefined)
      return { kind: 'checked', result: analysisOf(project, file), news: undefined };
    const { path, text, config } = file.source;
    const { value: result, reads } = project.recordingReads(() => analysisOf(project, file));
    const entry = { reads: [...reads].map((read) => [read, digestAt(read)] as const), result };
    return { kind: 'checked', result, news: { key: cacheKey(path, text, config), entry } };
  }

  function reading<T>(path: string, use: (file: ProjectFile) => T): T | CheckedPath {
    const file = project.read(path);
    if (!('source' in file)) return { kind: 'failed', problem: file };
    try {
      return use(file);
    } catch (error) {
      return { kind: 'failed', problem: analysisFailure(file, error) };
    }
  }

  return {
    check: (path) =>
      reading(path, (file) => {
        // Analysis itself looks whether a file may start anything.
        const result = cacheOfRun === undefined ? undefined : known(file.source);
        return result === undefined ? analysed(file) : { kind: 'checked', result, news: undefined };
      }),
    screen: (path) =>
      reading(path, ({ source }): CheckedPath | Unanalysed => {
        const result = known(source);
        return result === undefined
          ? { kind: 'unanalysed', characters: source.text.length }
          : { kind: 'checked', result, news: undefined };
      }),
    analyse: (path) => reading(path, analysed),
    save(news) {
      if (cacheOfRun === undefined || news.length === 0) return;
      const cache = cacheOfRun();
      for (const { key, entry } of news) cache.add(key, entry);
      cache.save();
    },
  };
}

/** Undefined where nothing is to be kept. Reading it takes time, so it is opened when somebody asks. */
function cacheOf(
  { cwd, program, cacheFolder }: Io,
  { cache, cacheDir }: CheckingOptions,
): (() => ResultCache) | undefined {
  const folder = cacheDir ?? cacheFolder;
  if (cache === false || folder === undefined || program === undefined) return undefined;
  return once(() => openCache(resolve(cwd, folder), cwd, version, program));
}

/** Findings of a file as it is now, with what can be done about them. */
export function checkedFindings(
  project: Project,
  file: ProjectFile,
  findings: readonly Finding[],
): CheckedFinding[] {
  const lines = findings.length === 0 ? [] : file.source.text.split(/\r\n|\r|\n/);
  return findings.map((finding) => ({
    finding,
    fixes: rewritesOf(project, file, finding),
    lineText: lines[finding.at.line - 1] ?? '',
  }));
}

function analysisOf(project: Project, file: ProjectFile): CheckedFile {
  const { findings, problems } = project.gilscope.analyze(file.source);
  return { problems, findings: checkedFindings(project, file, findings) };
}
