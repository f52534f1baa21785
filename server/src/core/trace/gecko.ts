/**
 * Reads profiles of the Firefox Profiler as Python's own sampling profiler writes them (`profiling.sampling --gecko`):
 * sampled stacks, and markers that say when a thread held the GIL, waited for it, or computed without it.
 */
import { depthsOf } from './nesting';
import { createUnreadable, type Unreadable } from './problems';
import { callsFromSamples, type Sample, type SampledFrame } from './samples';
import { MAX_DEPTH, type MeasuredState, type ParsedTrace, type TraceLane, type TraceSpan } from './trace';
import { indexOf, isTable, listIn, numberIn, numberOf, textIn, type Table } from './values';

const MILLISECOND = 1e-3;

/** Markers that tell states, the most telling first: where several hold at once, the first one counts. */
const STATE_MARKERS: readonly { readonly name: string; readonly state: MeasuredState }[] = [
  { name: 'Waiting for GIL', state: 'gil-wait' },
  { name: 'Has GIL', state: 'held' },
  { name: 'Native Code', state: 'native' },
  { name: 'Off CPU', state: 'io' },
];

export function isGecko(value: unknown): boolean {
  return isTable(value) && isTable(value.meta) && Array.isArray(value.threads);
}

export function parseGecko(value: unknown): ParsedTrace {
  if (!isTable(value)) return { problem: 'The profile is no object.' };
  const threads = listIn(value, 'threads') ?? [];
  const shared = listIn(value.shared, 'stringArray');
  const interval = (numberIn(value.meta, 'interval') ?? 1) * MILLISECOND;
  const unreadable = createUnreadable();
  const processes = new Set(threads.map((thread) => processOf(thread)));
  const lanes = threads.flatMap((thread, i): readonly TraceLane[] => {
    const place = `threads[${i}]`;
    if (!isTable(thread)) {
      unreadable.add(place, 'is no object');
      return [];
    }
    const strings = shared ?? listIn(thread, 'stringArray') ?? listIn(thread, 'stringTable') ?? [];
    const lane = {
      thread: thread.isMainThread === true ? `${nameOf(thread)} (main)` : nameOf(thread),
      process: processes.size > 1 ? processOf(thread) : undefined,
    };
    const states = statesOf(thread, strings, place, unreadable);
    const calls = callsOf(thread, strings, interval, place, unreadable);
    return [
      ...(states.length > 0 ? [{ ...lane, kind: 'states' as const, spans: states, depths: 1 }] : []),
      ...(calls.length > 0
        ? [{ ...lane, kind: 'calls' as const, spans: calls, depths: depthsOf(calls) }]
        : []),
    ];
  });
  const from = textIn(value.meta, 'importedFrom') ?? textIn(value.meta, 'product') ?? '';
  const tool = /tachyon|python/i.test(from) ? 'profiling.sampling' : from === '' ? 'Firefox Profiler' : from;
  return { trace: { tool, durationSeconds: 0, lanes, notes: unreadable.notes('part') } };
}

function nameOf(thread: Table): string {
  return textIn(thread, 'name') ?? 'thread';
}

function processOf(thread: unknown): string {
  const { pid = '' } = isTable(thread) ? thread : {};
  return `process ${typeof pid === 'string' || typeof pid === 'number' ? pid : ''}`.trim();
}

function statesOf(
  thread: Table,
  strings: readonly unknown[],
  place: string,
  unreadable: Unreadable,
): readonly TraceSpan[] {
  const { markers } = thread;
  const names = listIn(markers, 'name') ?? [];
  const starts = listIn(markers, 'startTime') ?? [];
  const ends = listIn(markers, 'endTime') ?? [];
  const found: { readonly rank: number; readonly startSeconds: number; readonly endSeconds: number }[] = [];
  names.forEach((name, i) => {
    const index = indexOf(name, strings);
    const rank = STATE_MARKERS.findIndex((marker) => index !== undefined && marker.name === strings[index]);
    if (rank < 0) return;
    const start = numberOf(starts[i]);
    const end = numberOf(ends[i]);
    if (start === undefined || end === undefined || end < start)
      return unreadable.add(`${place}.markers[${i}]`, 'has no start and end');
    found.push({ rank, startSeconds: start * MILLISECOND, endSeconds: end * MILLISECOND });
  });
  return flattened(found);
}

/** One state at a time: at each moment the marker of the lowest rank. */
function flattened(
  markers: readonly { readonly rank: number; readonly startSeconds: number; readonly endSeconds: number }[],
): readonly TraceSpan[] {
  const changes = markers
    .flatMap(({ rank, startSeconds, endSeconds }) => [
      { at: startSeconds, rank, by: 1 },
      { at: endSeconds, rank, by: -1 },
    ])
    .sort((a, b) => a.at - b.at);
  const open = STATE_MARKERS.map(() => 0);
  const spans: TraceSpan[] = [];
  let since = 0;
  let current = -1;
  for (const { at, rank, by } of changes) {
    open[rank] = (open[rank] ?? 0) + by;
    const next = open.findIndex((count) => count > 0);
    if (next === current) continue;
    const marker = STATE_MARKERS[current];
    if (marker !== undefined && at > since)
      spans.push({ name: marker.name, state: marker.state, startSeconds: since, endSeconds: at, depth: 0 });
    current = next;
    since = at;
  }
  return spans;
}

function callsOf(
  thread: Table,
  strings: readonly unknown[],
  interval: number,
  place: string,
  unreadable: Unreadable,
): readonly TraceSpan[] {
  const stacks = listIn(thread.samples, 'stack') ?? [];
  const times = listIn(thread.samples, 'time') ?? [];
  const stackOf = stackReader(thread);
  const samples: Sample[] = [];
  stacks.forEach((stack, i) => {
    if (stack === null) return;
    const time = numberOf(times[i]);
    if (time === undefined) return unreadable.add(`${place}.samples.time[${i}]`, 'is no number');
    const startSeconds = time * MILLISECOND;
    const next = numberOf(times[i + 1]);
    const untilNext = next === undefined ? interval : next * MILLISECOND - startSeconds;
    // A thread that is not sampled for long was idle then.
    const lasts = untilNext > 0 && untilNext < 4 * interval ? untilNext : interval;
    const frames = stackOf(stack);
    if (frames === undefined)
      return unreadable.add(`${place}.samples.stack[${i}]`, 'names a stack that is not there');
    samples.push({ startSeconds, endSeconds: startSeconds + lasts, stack: frames });
  });
  samples.sort((a, b) => a.startSeconds - b.startSeconds);
  const functions = listIn(thread.frameTable, 'func') ?? [];
  return callsFromSamples(samples, (frame) => functionOf(thread, strings, functions[frame]));
}

/** From a number of a stack to its frames, outermost first. A stack stands on its prefix, which was made before it. */
function stackReader(thread: Table): (stack: unknown) => readonly number[] | undefined {
  const frames = listIn(thread.stackTable, 'frame') ?? [];
  const prefixes = listIn(thread.stackTable, 'prefix') ?? [];
  const stacks: (readonly number[] | undefined)[] = [];
  frames.forEach((given, i) => {
    const frame = numberOf(given);
    const prefix = prefixes[i] === null ? [] : stacks[indexOf(prefixes[i], stacks) ?? -1];
    if (frame === undefined || prefix === undefined) stacks.push(undefined);
    // Deeper frames would be left out of the picture anyway.
    else stacks.push(prefix.length < MAX_DEPTH ? [...prefix, frame] : prefix);
  });
  return (stack) => stacks[indexOf(stack, stacks) ?? -1];
}

function functionOf(thread: Table, strings: readonly unknown[], func: unknown): SampledFrame | undefined {
  const names = listIn(thread.funcTable, 'name') ?? [];
  const index = indexOf(func, names);
  if (index === undefined) return undefined;
  const textAt = (value: unknown): string | undefined => {
    const at = indexOf(value, strings);
    const text = at === undefined ? undefined : strings[at];
    return typeof text === 'string' ? text : undefined;
  };
  const name = textAt(names[index]);
  if (name === undefined) return undefined;
  const path = textAt((listIn(thread.funcTable, 'fileName') ?? [])[index]);
  const line = numberOf((listIn(thread.funcTable, 'lineNumber') ?? [])[index]);
  return path === undefined || line === undefined || line < 1 ? { name } : { name, source: { path, line } };
}
