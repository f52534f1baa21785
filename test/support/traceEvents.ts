/** The rules of the trace event format, as Perfetto and chrome://tracing go by them. */
import { deepEqual, equal, ok } from 'node:assert/strict';

export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, like `dur`. */
  readonly ts: number;
  readonly dur: number;
  readonly id: number;
  readonly bp?: string;
  readonly s?: string;
  readonly args: Readonly<Record<string, number | string>>;
}

/** Checks a file and gives its events. */
export function checkTraceEvents(text: string): readonly TraceEvent[] {
  const file = JSON.parse(text) as { readonly traceEvents: readonly TraceEvent[] };
  const { traceEvents } = file;
  deepEqual(Object.keys(file).sort(), ['displayTimeUnit', 'otherData', 'traceEvents']);
  const of = (...phases: readonly string[]): TraceEvent[] =>
    traceEvents.filter(({ ph }) => phases.includes(ph));
  equal(of('M', 'X', 'C', 's', 'f', 'i').length, traceEvents.length);
  for (const { ph, pid, tid, ts, name } of traceEvents) {
    ok(Number.isInteger(pid) && pid > 0 && Number.isInteger(tid) && tid >= 0 && name !== '');
    ok(ph === 'M' || (Number.isFinite(ts) && ts >= 0), `${ph} has a time`);
  }
  const track = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`;
  const named = new Set(
    of('M')
      .filter(({ name }) => name === 'thread_name')
      .map(track),
  );
  const slices = grouped(of('X'), track);
  for (const [key, onTrack] of slices) {
    ok(named.has(key), `track ${key} has a name`);
    let end = 0;
    for (const { ts, dur } of onTrack) {
      ok(ts >= end - 1e-6 && dur > 0, 'slices of a track follow each other');
      end = ts + dur;
    }
  }
  for (const arrow of of('s', 'f')) {
    const inside = slices
      .get(track(arrow))
      ?.some(({ ts, dur }) => ts <= arrow.ts + 1e-6 && arrow.ts <= ts + dur);
    ok(inside, 'an arrow begins and ends in a slice');
  }
  // Every arrow has an id of its own, one start and one end; the end binds to the slice around it.
  for (const flow of grouped(of('s', 'f'), ({ id }) => String(id)).values()) {
    deepEqual(
      flow.map(({ ph, bp }) => [ph, bp]),
      [
        ['s', undefined],
        ['f', 'e'],
      ],
    );
    ok((flow[0]?.ts ?? 0) <= (flow[1]?.ts ?? 0), 'an arrow goes forward');
  }
  for (const instant of of('i')) {
    equal(instant.s, 't');
    ok(named.has(track(instant)), 'an instant is on a thread that has a name');
  }
  for (const counters of grouped(of('C'), ({ name }) => name).values()) {
    ok(counters.every(({ args }) => Number(args['waiting']) >= 0));
    ok(counters.every(({ ts }, i) => ts > (counters[i - 1]?.ts ?? -1)));
    equal(counters.at(-1)?.args['waiting'], 0);
  }
  return traceEvents;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}
