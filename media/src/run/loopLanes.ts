/** The tasks of event loops as lanes under the thread that runs the loop: what each awaits, and when it runs. Pure. */
import type { StepSource } from '../../../server/src/core/model/scenario';
import type { LoopTaskResult } from '../../../server/src/core/model/simResult';
import { emptyColumns } from './spanColumns';
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
  thread: number,
  numberOf: (source: StepSource | undefined) => number,
): readonly LoopLane[] {
  const lanes = tasks
    .slice(0, MOST_LANES)
    .map(({ name, spans }) => ({ name, spans: columnsOf(spans, thread, numberOf) }));
  const more = tasks.length - lanes.length;
  return more > 0 ? [...lanes, { name: `and ${String(more)} more tasks`, spans: emptyColumns(0) }] : lanes;
}

function columnsOf(
  spans: LoopTaskResult['spans'],
  thread: number,
  numberOf: (source: StepSource | undefined) => number,
): SpanColumns {
  const result = emptyColumns(spans.length);
  spans.forEach(({ state, startSeconds, endSeconds, source, collects }, i) => {
    result.starts[i] = startSeconds;
    result.ends[i] = endSeconds;
    result.states[i] = STATE_INDEX[state];
    result.threads[i] = thread;
    result.sources[i] = numberOf(source);
    result.tasks[i] = -1;
    result.collects[i] = collects === true ? 1 : 0;
  });
  return result;
}
