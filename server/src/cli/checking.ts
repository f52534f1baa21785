/** Checks one file without changing it: from the cache, or by analysis. Runs in the main thread and in workers. */
import type { Finding, Problem } from '../core/model/finding';
import { resolve } from 'node:path';
import { version } from '../../../package.json';
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

/** What a cache should keep. */
export interface CacheNews {
  readonly key: string;
  readonly entry: CacheEntry;
}

export interface Checker {
  readonly cache: ResultCache | undefined;
  /** Checks a file on disk. Never throws. */
  check(path: string): CheckedPath;
}

export function createChecker(project: Project, options: CheckingOptions): Checker {
  const cache = cacheOf(project.io, options);
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

  function fromCache(file: ProjectFile, known: ResultCache): CheckedPath {
    const { path, text, config } = file.source;
    // What is never parsed is quicker to look at than to look up.
    if (scans && !isWorthParsing(text)) return { kind: 'checked', result: NOTHING, news: undefined };
    const key = cacheKey(path, text, config);
    const entry = known.find(key);
    if (entry !== undefined && isGood(entry)) {
      return { kind: 'checked', result: entry.result, news: undefined };
    }
    const { value: result, reads } = project.recordingReads(() => analysed(project, file));
    const fresh = { reads: [...reads].map((read) => [read, digestAt(read)] as const), result };
    return { kind: 'checked', result, news: { key, entry: fresh } };
  }

  return {
    cache,
    check(path) {
      const file = project.read(path);
      if (!('source' in file)) return { kind: 'failed', problem: file };
      try {
        if (cache !== undefined) return fromCache(file, cache);
        return { kind: 'checked', result: analysed(project, file), news: undefined };
      } catch (error) {
        return { kind: 'failed', problem: analysisFailure(file, error) };
      }
    },
  };
}

function cacheOf(io: Io, { cache, cacheDir }: CheckingOptions): ResultCache | undefined {
  const folder = cacheDir ?? io.cacheFolder;
  if (cache === false || folder === undefined || io.program === undefined) return undefined;
  return openCache(resolve(io.cwd, folder), io.cwd, version, io.program);
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

function analysed(project: Project, file: ProjectFile): CheckedFile {
  const { findings, problems } = project.gilscope.analyze(file.source);
  return { problems, findings: checkedFindings(project, file, findings) };
}
