/**
 * The tasks of event loops as lanes under the thread that runs the loop: what each awaits, and when it runs. While it runs,
 * the lane shows what the thread does: a loop that waits for the GIL holds up its task. Pure.
 */
import type { StepSource } from '../../../server/src/core/model/scenario';
import type { LoopTaskResult } from '../../../server/src/core/model/simResult';
import { emptyColumns, firstEndingAfter } from './spanColumns';
import type { SpanColumns } from './spanColumns';
import { STATE_INDEX } from './states';

/** More lanes than this under one thread would bury the rest. */
const MOST_LANES = 24;

export interface LoopLane {
  readonly name: string;
  readonly spans: SpanColumns;
}

/** One lane a task, in the order of the list; tasks too many for lanes of their own are counted in the last one's name. */
export function loopLanes(
  tasks: readonly LoopTaskResult[],
  owner: SpanColumns,
  thread: number,
  numberOf: (source: StepSource | undefined) => number,
): readonly LoopLane[] {
  const lanes = tasks.slice(0, MOST_LANES).map(({ name, spans }) => {
    const pieces = spans.flatMap(({ state, startSeconds, endSeconds, source }) =>
      state === 'held'
        ? clipped(owner, startSeconds, endSeconds)
        : [
            {
              ...{ start: startSeconds, end: endSeconds, state: STATE_INDEX[state] },
              ...{ source: numberOf(source), collects: 0 },
            },
          ],
    );
    return { name, spans: columnsOf(pieces, thread) };
  });
  const more = tasks.length - lanes.length;
  return more > 0 ? [...lanes, { name: `and ${String(more)} more tasks`, spans: emptyColumns(0) }] : lanes;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly state: number;
  readonly source: number;
  readonly collects: number;
}

/** What the thread does in a stretch of time. */
function clipped(owner: SpanColumns, startSeconds: number, endSeconds: number): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let i = firstEndingAfter(owner, startSeconds); i < owner.count; i++) {
    const start = Math.max(owner.starts[i] ?? 0, startSeconds);
    if (start >= endSeconds) break;
    pieces.push({
      start,
      end: Math.min(owner.ends[i] ?? 0, endSeconds),
      state: owner.states[i] ?? STATE_INDEX.idle,
      source: owner.sources[i] ?? -1,
      collects: owner.collects[i] ?? 0,
    });
  }
  return pieces;
}

function columnsOf(pieces: readonly Piece[], thread: number): SpanColumns {
  const result = emptyColumns(pieces.length);
  pieces.forEach(({ start, end, state, source, collects }, i) => {
    result.starts[i] = start;
    result.ends[i] = end;
    result.states[i] = state;
    result.threads[i] = thread;
    result.sources[i] = source;
    result.tasks[i] = -1;
    result.collects[i] = collects;
  });
  return result;
}
