/** A simulation as plain text: a timeline of letters and a table, for the terminal and for tests. */
import type { Scenario } from '../model/scenario';
import type { SimResult } from '../model/simResult';
import { secondsText, shareText } from './figures';
import { type LaneSpan, lanesOf } from './lanes';
import { raster } from './raster';
import { STATE_STYLES, SUMMARY_COLUMNS, stateTitle } from './states';
import { tableText } from './table';

export interface TextOptions {
  /** Columns of the timeline, without the names. Default 72. */
  readonly columns?: number;
}

/** `result` must have been made with `spans: true`. */
export function simulationText(scenario: Scenario, result: SimResult, options: TextOptions = {}): string {
  const columns = Math.max(10, options.columns ?? 72);
  return [
    timelineText(result, columns),
    legendText(result),
    summaryText(result),
    headlineText(scenario, result),
  ].join('\n\n');
}

function stateLetter({ state }: LaneSpan): string {
  return STATE_STYLES[state].letter;
}

/** One line a lane, tasks of an event loop below their thread; in the GIL's lane the mark of the thread that holds it, elsewhere the letter of the state. */
export function timelineText(result: SimResult, columns: number): string {
  const { gils, threads, loopTasks } = lanesOf(result);
  const marks = threads.map(({ thread }, i) => mark(thread.name === 'main' ? -1 : i - (result.main ? 1 : 0)));
  const rows: (readonly [string, string])[] = gils
    .filter(({ gil }) => threads.filter(({ thread }) => thread.gil === gil).length > 1)
    .map(({ title, spans }) => [title, line(spans, (span) => marks[span.holder] ?? '?')]);
  threads.forEach(({ thread, spans }, i) => {
    rows.push([`${marks[i] ?? ''} ${thread.name}`, line(spans, stateLetter)]);
    for (const task of loopTasks.filter((lane) => lane.thread === i)) {
      rows.push([`  · ${task.name}`, line(task.spans, stateLetter)]);
    }
  });
  const width = Math.max(...rows.map(([name]) => name.length), 0);
  const axis = axisText(result.wallSeconds, columns);
  return [...rows, ['', axis] as const]
    .map(([name, text]) => `${name.padEnd(width)}  ${text}`.trimEnd())
    .join('\n');

  function line(spans: readonly LaneSpan[], letterOf: (span: LaneSpan) => string): string {
    const letters = Array.from({ length: columns }, () => ' ');
    for (const { first, last, key } of raster(spans, columns, result.wallSeconds, letterOf)) {
      letters.fill(key, first, last + 1);
    }
    return letters.join('');
  }
}

/** `m` for the main thread, then 1 to 9, a to z without m, and `*` for all others. */
function mark(index: number): string {
  return index < 0 ? 'm' : ('123456789abcdefghijklnopqrstuvwxyz'[index] ?? '*');
}

function axisText(wallSeconds: number, columns: number): string {
  const end = secondsText(wallSeconds);
  const middle = columns >= 40 ? secondsText(wallSeconds / 2) : '';
  const half = Math.floor(columns / 2);
  return `0${middle.padStart(half - 1 + Math.ceil(middle.length / 2))}`.padEnd(columns - end.length) + end;
}

function legendText(result: SimResult): string {
  const shown = new Map<string, string>();
  const { threads, loopTasks } = lanesOf(result);
  const show = (spans: readonly LaneSpan[], gil: number): void => {
    for (const { state } of spans) {
      if (state !== 'idle') shown.set(STATE_STYLES[state].letter, stateTitle(state, gil));
    }
  };
  for (const { thread, spans } of threads) show(spans, thread.gil);
  for (const { thread, spans } of loopTasks) show(spans, threads[thread]?.thread.gil ?? -1);
  return [...shown].map(([letter, title]) => `${letter} ${title}`).join(' · ');
}

function summaryText(result: SimResult): string {
  const columns = SUMMARY_COLUMNS.filter(({ seconds }) => result.threads.some((t) => seconds(t) > 0));
  return tableText(
    ['thread', 'start', 'end', ...columns.map(({ title }) => title), 'switches'],
    result.threads.map((thread) => [
      thread.name,
      secondsText(thread.startSeconds),
      secondsText(thread.endSeconds),
      ...columns.map(({ seconds }) => {
        const lifetime = thread.endSeconds - thread.startSeconds;
        return `${secondsText(seconds(thread))} (${shareText(seconds(thread), lifetime)})`;
      }),
      String(thread.switches),
    ]),
  );
}

function headlineText({ executor }: Scenario, result: SimResult): string {
  const { wallSeconds, gilBusyFraction, switches, probe, truncated } = result;
  const hasNoGil = executor.kind === 'free-threaded' || (result.threads[0]?.gil ?? 0) < 0;
  const parts = [
    `wall ${secondsText(wallSeconds)}`,
    hasNoGil ? 'no GIL' : `GIL held ${shareText(gilBusyFraction, 1)}`,
    `${switches} ${switches === 1 ? 'switch' : 'switches'}`,
    ...(probe ? [`back from I/O after ${secondsText(probe.p50Seconds)} (median)`] : []),
  ];
  const note = truncated ? '\nCut off: the run never ends or takes too many steps to simulate.' : '';
  return parts.join(' · ') + note;
}
