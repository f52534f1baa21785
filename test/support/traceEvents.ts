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
  readonly cat?: string;
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
  for (const key of grouped(of('X', 'i'), track).keys()) ok(named.has(key), `track ${key} has a name`);
  const bound = bindings(traceEvents, track);
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
    for (const end of flow) {
      const slice = bound.get(end);
      ok(slice?.ph === 'X', `arrow ${end.id} (${end.name}) is bound to a slice`);
      ok(nanoseconds(slice.ts) <= nanoseconds(end.ts), 'an arrow does not leave before its slice');
      ok(nanoseconds(end.ts) < nanoseconds(slice.ts) + nanoseconds(slice.dur), 'an arrow is in its slice');
    }
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

/**
 * Which slice Perfetto binds each end of an arrow to: the one that was begun last on the track, in the order of time and,
 * at the same moment, of the file. Instants are slices, too. On the way, slices must follow each other.
 */
function bindings(
  events: readonly TraceEvent[],
  track: (event: TraceEvent) => string,
): ReadonlyMap<TraceEvent, TraceEvent> {
  const last = new Map<string, TraceEvent>();
  const ends = new Map<string, number>();
  const bound = new Map<TraceEvent, TraceEvent>();
  for (const event of events.filter(({ ph }) => ph !== 'M').sort((a, b) => a.ts - b.ts)) {
    const key = track(event);
    if (event.ph === 'X') {
      ok(nanoseconds(event.ts) >= (ends.get(key) ?? 0), 'slices of a track follow each other');
      ok(event.dur > 0, 'slices last');
      ends.set(key, nanoseconds(event.ts) + nanoseconds(event.dur));
    }
    if (event.ph === 'X' || event.ph === 'i') last.set(key, event);
    const slice = last.get(key);
    if ((event.ph === 's' || event.ph === 'f') && slice !== undefined) bound.set(event, slice);
  }
  return bound;
}

function nanoseconds(microseconds: number): number {
  return Math.round(microseconds * 1000);
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
