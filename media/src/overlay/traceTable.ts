/** The lanes of an imported trace as a table: what each thread did, and which calls took longest. */
import type { MeasuredState, MeasuredTrace, TraceLane } from '../../../server/src/core/trace/trace';
import { formatCount, formatDuration, formatPercent } from '../run/format';
import { STATES } from '../run/states';
import { element } from '../ui/dom';

const HEADS = ['Thread', 'Process', 'What it did', 'Spans', 'Time', 'Of the trace'];

/** Index of the first column of numbers. */
const NUMBERS_FROM = 3;

/** Names of a lane's most expensive calls. */
const SHOWN_CALLS = 3;

export function traceTable(trace: MeasuredTrace): HTMLElement {
  const head = element(
    'tr',
    {},
    ...HEADS.map((text, i) =>
      element('th', { text, class: i >= NUMBERS_FROM ? 'number' : '', attributes: { scope: 'col' } }),
    ),
  );
  return element(
    'table',
    { id: 'trace-table', class: 'table' },
    element('caption', { class: 'visually-hidden', text: 'What each thread of the measured trace did' }),
    element('thead', {}, head),
    element('tbody', {}, ...trace.lanes.flatMap((lane) => laneRows(lane, trace.durationSeconds))),
  );
}

function laneRows(lane: TraceLane, durationSeconds: number): readonly HTMLElement[] {
  return entriesOf(lane).map(({ what, count, seconds }) =>
    element(
      'tr',
      {},
      element('th', { text: lane.thread, attributes: { scope: 'row' } }),
      element('td', { text: lane.process ?? '' }),
      element('td', { text: what }),
      element('td', { class: 'number', text: formatCount(count) }),
      element('td', { class: 'number', text: formatDuration(seconds, 3) }),
      element('td', { class: 'number', text: formatPercent(seconds / durationSeconds) }),
    ),
  );
}

interface Entry {
  readonly what: string;
  readonly count: number;
  readonly seconds: number;
}

/** The states of a lane of states; the outermost calls that took longest of a lane of calls. */
export function entriesOf(lane: TraceLane): readonly Entry[] {
  const sums = new Map<string, { count: number; seconds: number }>();
  for (const span of lane.spans) {
    if (span.depth > 0) continue;
    const what = span.state === undefined ? span.name : stateLabel(span.state);
    const sum = sums.get(what) ?? { count: 0, seconds: 0 };
    sum.count++;
    sum.seconds += span.endSeconds - span.startSeconds;
    sums.set(what, sum);
  }
  const entries = [...sums].map(([what, sum]) => ({ what, ...sum })).sort((a, b) => b.seconds - a.seconds);
  return lane.kind === 'states' ? entries : entries.slice(0, SHOWN_CALLS);
}

export function stateLabel(state: MeasuredState): string {
  return STATES.find((info) => info.state === state)?.label ?? state;
}
