/** The virtual clock: which moments it steps over, and what all threads do at one of them, in words. Pure. */
import { formatTime } from './format';
import { firstEndingAfter, lastStartingBy } from './spanColumns';
import type { Lane } from './lanes';
import type { Run } from './run';
import { stateAt } from './states';

/** Times closer than this are the same moment: the simulator counts nanoseconds. */
const SAME_SECONDS = 5e-10;

/**
 * The next moment, or with `step` -1 the one before, at which a GIL changes hands or is let go; without a GIL, at which
 * any thread changes its state. The ends of the run are moments too; undefined beyond them.
 */
export function nextMoment(run: Run, atSeconds: number, step: 1 | -1): number | undefined {
  const gils = run.lanes.lanes.filter((lane) => lane.kind === 'gil');
  const lanes = gils.length > 0 ? gils : run.lanes.lanes;
  const end = run.result.wallSeconds;
  const moments = lanes.flatMap((lane) => neighbours(lane, atSeconds));
  const beyond = [0, end, ...moments].filter((moment) =>
    step > 0 ? moment > atSeconds + SAME_SECONDS : moment < atSeconds - SAME_SECONDS,
  );
  if (beyond.length === 0) return undefined;
  return step > 0 ? Math.min(...beyond) : Math.max(...beyond);
}

/** The starts and ends of a lane's spans around a time: at most the four nearest. */
function neighbours({ spans }: Lane, atSeconds: number): readonly number[] {
  const before = lastStartingBy(spans, atSeconds);
  return [before - 1, before, before + 1, before + 2].flatMap((i) =>
    i < 0 || i >= spans.count ? [] : [spans.starts[i] ?? 0, spans.ends[i] ?? 0],
  );
}

/** `120.5 ms: worker 2 holds the GIL; worker 1, worker 3 wait for the GIL; main waits on a lock.` */
export function clockSentence(run: Run, atSeconds: number): string {
  const resolution = Math.max(run.result.wallSeconds / 10_000, 1e-9);
  const groups = STATE_WORDS.flatMap(({ state, one, many }) => {
    const names = run.lanes.lanes.flatMap((lane) =>
      lane.kind === 'thread' && stateOf(lane, atSeconds) === state ? [lane.name] : [],
    );
    const held = state === 'held' && run.lanes.threads.every((thread) => thread.gil < 0);
    const words = held ? RUNNING : { one, many };
    return names.length === 0 ? [] : [`${listed(names)} ${names.length === 1 ? words.one : words.many}`];
  });
  const what = groups.length === 0 ? 'nothing runs' : groups.join('; ');
  return `${formatTime(atSeconds, resolution)}: ${what}.`;
}

const RUNNING = { one: 'runs Python code', many: 'run Python code' };

const STATE_WORDS = [
  { state: 'held', one: 'holds the GIL', many: 'hold a GIL each' },
  { state: 'native', one: 'computes without the GIL', many: 'compute without the GIL' },
  { state: 'gil-wait', one: 'waits for the GIL', many: 'wait for the GIL' },
  { state: 'io', one: 'waits for I/O', many: 'wait for I/O' },
  { state: 'lock-wait', one: 'waits for another thread', many: 'wait for other threads' },
  { state: 'startup', one: 'starts or moves data', many: 'start or move data' },
] as const;

/** What a thread does at a time; undefined where it does nothing. */
function stateOf({ spans }: Lane, atSeconds: number): string | undefined {
  const at = firstEndingAfter(spans, atSeconds);
  if (at >= spans.count || (spans.starts[at] ?? 0) > atSeconds) return undefined;
  return stateAt(spans.states[at] ?? -1).state;
}

const MOST_NAMES = 3;

function listed(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return names.join(', ');
  return `${names.slice(0, MOST_NAMES - 1).join(', ')} and ${String(names.length - MOST_NAMES + 1)} more`;
}
