/**
 * What the three rules on CPU-bound work in threads share: when a site deserves a finding, and how its figures are put
 * into a sentence. The rules differ in the sites they look at and in the advice they give.
 */
import { digits, duration } from '../base/duration';
import { hasGil, hasInterpreterPools } from '../config/pythonVersion';
import type { Config } from '../model/config';
import type { Finding, Severity } from '../model/finding';
import { groupTasksOf, type SpawnSite } from '../model/site';
import { about, isOpen, isWide } from './figures';
import type { Rule } from './rule';

/** What several workers do at once, in the words of one rule. */
export interface Wording {
  /** Ends the sentence on a single background task: what it costs the code that started it. */
  readonly background: (switchInterval: string) => string;
  /** Put before the advice where several tasks run at once; empty, or starts with `; `. */
  readonly alongside: string;
}

/** Threads that take at least this share of the time one after another have gained little. */
const LITTLE_GAIN = 0.75;

/** Processes gain clearly where threads take at least this many times as long. */
const CLEAR_GAIN = 1.3;

/** Shares of the floor of `min-held-seconds`: what a small task must hold, and all of them together on one worker. */
const SMALL_TASK = 0.1;
const MANY_TASKS = 10;

/** Times that differ by less than this share are called the same. */
const ABOUT_THE_SAME = 0.05;

/** The finding for a site whose target holds the GIL, or undefined where threads do no harm or we do not know. */
export function cpuBoundFinding(
  rule: Pick<Rule, 'code' | 'slug' | 'severity'>,
  site: SpawnSite,
  config: Config,
  wording: Wording,
): Finding | undefined {
  if (!hasGil(config) || site.verdict !== 'cpu') return undefined;
  const endless = site.profile?.endless === true;
  if (!endless && !isWorthAFinding(site, config.minHeldSeconds)) return undefined;
  const finding = (message: string, severity: Severity): Finding => ({
    code: rule.code,
    rule: rule.slug,
    message,
    severity,
    confidence: site.confidence,
    at: site.at,
    evidence: site.evidence,
    prediction: endless ? undefined : site.prediction,
    site: site.key,
  });
  const holds = `\`${site.target}\` ${howLong(site, endless)}`;
  if (site.role === 'background') {
    const waiting = wording.background(duration(site.switchIntervalSeconds));
    return finding(`${holds}; ${waiting}.`, 'information');
  }
  const comparison = endless ? endlessComparison(site) : comparisonOf(site, config);
  if (comparison === undefined) return undefined;
  return finding(`${holds}; ${comparison}${wording.alongside}${interpreterAdvice(config)}.`, rule.severity);
}

/** A single task above the floor, or tasks each below it of which every worker runs so many that they add up. */
function isWorthAFinding({ perTask, role, tasks, workers }: SpawnSite, floor: number): boolean {
  const held = perTask.held.mid;
  if (held >= floor) return true;
  const perWorker = (held * tasks.mid) / Math.max(1, workers.count);
  return role === 'parallel' && held >= SMALL_TASK * floor && perWorker >= MANY_TASKS * floor;
}

function howLong({ perTask: { held } }: SpawnSite, endless: boolean): string {
  if (endless) return 'keeps the GIL busy for as long as it runs';
  if (isOpen(held)) return 'holds the GIL while it computes, for a time that the code does not tell';
  return `holds the GIL for ${about(held)} a call`;
}

/** Seconds of an endless loop mean nothing, so only the shares count: each of n threads gets one n-th of the GIL. */
function endlessComparison(site: SpawnSite): string {
  return hasKnownTasks(site)
    ? `${site.workers.count} threads share one GIL, and each runs at 1/${site.workers.count} of its speed; processes have a GIL each`
    : 'the threads share one GIL and slow each other down; processes have a GIL each';
}

/** Threads against one after another and processes; undefined where threads pay or processes would not. */
function comparisonOf(site: SpawnSite, config: Config): string | undefined {
  const { prediction } = site;
  if (prediction === undefined) return undefined;
  const { sequential, threads, processes } = prediction;
  if (threads < LITTLE_GAIN * sequential || threads < CLEAR_GAIN * processes) return undefined;
  const tasks = groupTasksOf(site);
  if (!hasKnownTasks(site) || isWide(site.perTask.held) || runsBesideOthers(site, tasks)) {
    const times = digits(threads / processes);
    return `threads take turns and gain nothing over one after another; processes are about ${times} times as fast`;
  }
  const workers = Math.min(site.workers.count, tasks);
  const calls = tasks > workers ? `${tasks} calls on ` : '';
  const cores = config.cores < workers ? ` on ${config.cores} cores` : '';
  return (
    `${calls}${workers} threads take ${duration(threads)}, ${besideSequential(threads, sequential)}; ` +
    `${workers} processes${cores} take about ${duration(processes)}`
  );
}

/** Whether other sites of the pool have tasks, too: those may be of another kind, so the whole must not be quoted. */
function runsBesideOthers(site: SpawnSite, tasks: number): boolean {
  return site.tasks.mid > 1 && tasks > Math.round(site.tasks.mid);
}

function besideSequential(threads: number, sequential: number): string {
  return Math.abs(threads - sequential) <= ABOUT_THE_SAME * sequential
    ? 'as long as one after another'
    : `one after another ${duration(sequential)}`;
}

/** Whether the code tells how many tasks there are, so that seconds for all of them can be quoted. */
function hasKnownTasks(site: SpawnSite): boolean {
  const { basis } = site.workers;
  return basis !== 'unknown' && !isWide(site.tasks);
}

function interpreterAdvice(config: Config): string {
  return hasInterpreterPools(config.pythonVersion)
    ? '; InterpreterPoolExecutor does so inside one process'
    : '';
}
