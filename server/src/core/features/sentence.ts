/** The verdict on a site in one sentence with figures: for the view, the hover and the command line. */
import { unreachable } from '../base/assert';
import { duration } from '../base/duration';
import { hasGil } from '../config/pythonVersion';
import type { Config } from '../model/config';
import { groupTasksOf, type SpawnSite } from '../model/site';
import { loopTimeOf } from '../profile/loopTime';

/** Says what is true for the target Python: without a GIL nothing holds it, and threads compute side by side. */
export function verdictSentence(site: SpawnSite, config: Config): string {
  if (site.kind === 'event-loop') return onTheLoop(site);
  return hasGil(config) ? underTheGil(site) : withoutGil(site);
}

/** A task that keeps the loop for less than this part of the time it awaits hardly disturbs the others. */
const HARDLY = 0.1;

/** What counts on an event loop is whether the others can run meanwhile; whether the GIL is held makes no difference. */
function onTheLoop(site: SpawnSite): string {
  // Of several coroutines, the one that keeps the loop from the others for longest.
  if (site.parts !== undefined)
    return onTheLoop(site.parts.reduce((a, b) => (keptBy(b) > keptBy(a) ? b : a)));
  const { profile, verdict } = site;
  const name = `\`${site.target}\``;
  if (profile === undefined || verdict === 'unknown')
    return `What ${name} does to the event loop cannot be told from the code.`;
  const { computing, blocking, blocker, awaiting } = loopTimeOf(profile.body);
  const kept = computing + blocking;
  if (verdict === 'trivial' && kept + awaiting < NOTICEABLE) return tooLittle(site);
  if (kept < NOTICEABLE && awaiting < NOTICEABLE)
    return `${name} itself takes next to nothing of the event loop (about ${duration(kept)} a call).`;
  const forever = isEndless(site) ? ' for as long as it runs' : undefined;
  if (kept <= HARDLY * awaiting)
    return `${name} mostly awaits${forever ?? ` (about ${duration(awaiting)} a call)`}: the event loop runs other tasks meanwhile.`;
  const keeps =
    blocking > computing
      ? `blocks the event loop${forever ?? ` for about ${duration(blocking)} a call`} in \`${blocker ?? 'a call'}\``
      : `computes on the event loop${forever ?? ` for about ${duration(computing)} a call`}`;
  const consequence =
    awaiting <= HARDLY * kept
      ? ': no other task runs meanwhile'
      : `${forever === undefined ? ` and awaits for about ${duration(awaiting)}` : ', between awaits'}: no other task runs while it ${blocking > computing ? 'blocks' : 'computes'}`;
  return `${name} ${keeps}${consequence}${onTheLoopTogether(site)}.`;
}

function keptBy({ profile }: SpawnSite): number {
  const { computing, blocking } = loopTimeOf(profile?.body ?? []);
  return computing + blocking;
}

/** Seconds below which a task is not worth a word. */
const NOTICEABLE = 0.001;

function onTheLoopTogether(site: SpawnSite): string {
  const { prediction } = site;
  const tasks = groupTasksOf(site);
  if (prediction?.eventLoop === undefined || tasks < 2) return '';
  return `; ${tasks} tasks take about ${duration(prediction.eventLoop)}, one after another ${duration(prediction.sequential)}, processes ${duration(prediction.processes)}`;
}

function underTheGil(site: SpawnSite): string {
  const { perTask, prediction } = site;
  const name = `\`${site.target}\``;
  switch (site.verdict) {
    case 'cpu': {
      if (isEndless(site)) return `${name} holds the GIL for as long as it runs.`;
      const holds = `${name} holds the GIL for about ${duration(perTask.held.mid)} a call`;
      if (prediction === undefined) return `${holds}.`;
      if (site.role === 'background') return `${holds}; it takes turns with the thread that started it.`;
      const sequential = `one after another ${duration(prediction.sequential)}`;
      return isolated(site)
        ? `${holds}; ${take(site, ' with a GIL each', prediction.processes)}, ${sequential}.`
        : `${holds}; ${take(site, '', prediction.threads)}, ${sequential}, processes ${duration(prediction.processes)}.`;
    }
    case 'native':
      return inC(site, `${name} computes in C with the GIL released`, prediction?.threads);
    case 'io':
      return `${name} mostly waits for input and output with the GIL released: that is what threads are for.`;
    case 'wait':
      return `${name} mostly waits with the GIL released: it hardly disturbs other threads.`;
    case 'mixed':
      return `${name} computes under the GIL for about ${duration(perTask.held.mid)} and waits for about ${waiting(site)} a call: threads overlap the waiting, not the computing.`;
    case 'trivial':
      return tooLittle(site);
    case 'unknown':
      return `What ${name} does to the GIL cannot be told from the code.`;
    default:
      return unreachable(site.verdict);
  }
}

function withoutGil(site: SpawnSite): string {
  const { perTask, prediction } = site;
  const name = `\`${site.target}\``;
  switch (site.verdict) {
    case 'cpu': {
      if (isEndless(site)) return `${name} keeps a core busy for as long as it runs.`;
      const computes = `${name} computes for about ${duration(perTask.held.mid)} a call`;
      if (prediction === undefined) return `${computes}.`;
      if (site.role === 'background')
        return `${computes}; without a GIL the thread that started it runs on meanwhile.`;
      const sequential = `one after another ${duration(prediction.sequential)}`;
      return isolated(site)
        ? `${computes}; ${take(site, '', prediction.processes)}, ${sequential}.`
        : `${computes}; ${take(site, ' without a GIL', prediction.freeThreaded ?? prediction.threads)}, ${sequential}.`;
    }
    case 'native':
      return inC(site, `${name} computes in C`, prediction?.freeThreaded ?? prediction?.threads);
    case 'io':
      return `${name} mostly waits for input and output: that is what threads are for.`;
    case 'wait':
      return `${name} mostly waits: it hardly disturbs other threads.`;
    case 'mixed':
      return `${name} computes for about ${duration(perTask.held.mid)} and waits for about ${waiting(site)} a call: without a GIL threads overlap both.`;
    case 'trivial':
      return tooLittle(site);
    case 'unknown':
      return `What ${name} does cannot be told from the code.`;
    default:
      return unreachable(site.verdict);
  }
}

/** Threads that save less than this share of the time do not run in parallel to speak of. */
const WORTH_IT = 0.1;

/** A call that takes several cores (BLAS), or more calls than cores: there is little left that threads could win. */
function inC(site: SpawnSite, computes: string, inThreads: number | undefined): string {
  const { perTask, prediction } = site;
  const taking = `${computes} for about ${duration(perTask.native.mid)} a call`;
  if (
    prediction === undefined ||
    inThreads === undefined ||
    site.role === 'background' ||
    inThreads < (1 - WORTH_IT) * prediction.sequential
  ) {
    return `${taking}: threads run it in parallel.`;
  }
  const seconds = isolated(site) ? prediction.processes : inThreads;
  const sequential = `one after another ${duration(prediction.sequential)}`;
  return `${taking}; ${take(site, '', seconds)}, ${sequential}: it keeps the cores busy by itself.`;
}

function tooLittle({ target, perTask }: SpawnSite): string {
  return `\`${target}\` does too little to matter (about ${duration(perTask.held.mid)} a call).`;
}

function waiting({ perTask }: SpawnSite): string {
  return duration(perTask.io.mid + perTask.wait.mid);
}

function isEndless({ profile }: SpawnSite): boolean {
  return profile?.endless === true;
}

/** Whether each worker is an interpreter of its own. */
function isolated({ kind }: SpawnSite): boolean {
  return kind === 'process-pool' || kind === 'process' || kind === 'interpreter-pool';
}

/** `4 processes with a GIL each take about 0.97 s`, `one thread takes about 3.6 s`. */
function take({ kind, workers: { count } }: SpawnSite, manner: string, seconds: number): string {
  const { one, many } = WORKER_NOUNS[kind];
  const about = `about ${duration(seconds)}`;
  return count > 1 ? `${count} ${many}${manner} take ${about}` : `one ${one} takes ${about}`;
}

const THREADS = { one: 'thread', many: 'threads' };
const PROCESSES = { one: 'process', many: 'processes' };

const WORKER_NOUNS: Readonly<Record<SpawnSite['kind'], { readonly one: string; readonly many: string }>> = {
  thread: THREADS,
  'thread-pool': THREADS,
  'event-loop': THREADS,
  process: PROCESSES,
  'process-pool': PROCESSES,
  'interpreter-pool': { one: 'interpreter', many: 'interpreters' },
};
