/**
 * Reads the trace event format of Chrome (JSON), as VizTracer and many other tools write it: complete events (X) and
 * pairs of begin and end (B, E), with the names of processes and threads. Other events are passed over.
 */
import { depthsOf, nested, type FlatSpan } from './nesting';
import { createUnreadable, type Unreadable } from './problems';
import type { ParsedTrace, TraceLane, TraceSpan } from './trace';
import { isTable, listIn, numberIn, textIn, type Table } from './values';

const MICROSECOND = 1e-6;

interface Thread {
  readonly pid: string;
  readonly tid: string;
  readonly spans: FlatSpan[];
  /** Begun and not ended. */
  readonly open: { readonly name: string; readonly startSeconds: number }[];
}

export function isChromeTrace(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((event) => textIn(event, 'ph') !== undefined);
  return listIn(value, 'traceEvents') !== undefined;
}

export function parseChromeTrace(value: unknown): ParsedTrace {
  const isObject = isTable(value);
  if (isObject && textIn(value.otherData, 'tool') === 'gilscope')
    return { problem: 'This trace was predicted by Gilscope, not measured.' };
  const events = (isObject ? listIn(value, 'traceEvents') : Array.isArray(value) ? value : undefined) ?? [];
  const unreadable = createUnreadable();
  const threads = new Map<string, Thread>();
  const names = { processes: new Map<string, string>(), threads: new Map<string, string>() };
  events.forEach((event, i) => {
    const place = isObject ? `traceEvents[${i}]` : `[${i}]`;
    if (!isTable(event)) return unreadable.add(place, 'is no object');
    readEvent(event, place, threads, names, unreadable);
  });
  const unfinished = [...threads.values()].reduce((sum, { open }) => sum + open.length, 0);
  const lanes = [...threads.values()].flatMap(({ pid, tid, spans }): readonly TraceLane[] => {
    if (spans.length === 0) return [];
    const calls = nested(spans);
    const thread = names.threads.get(`${pid}/${tid}`) ?? `thread ${tid}`;
    const process = names.processes.get(pid) ?? `process ${pid}`;
    return [{ kind: 'calls', thread, process, spans: calls, depths: depthsOf(calls) }];
  });
  return {
    trace: {
      tool: isObject && isTable(value.viztracer_metadata) ? 'VizTracer' : 'Chrome trace',
      durationSeconds: 0,
      lanes,
      notes: [
        ...unreadable.notes('event'),
        ...(unfinished > 0 ? [`Calls that were begun and never ended are left out: ${unfinished}.`] : []),
      ],
    },
  };
}

function readEvent(
  event: Table,
  place: string,
  threads: Map<string, Thread>,
  names: { readonly processes: Map<string, string>; readonly threads: Map<string, string> },
  unreadable: Unreadable,
): void {
  const { ph } = event;
  if (typeof ph !== 'string') return unreadable.add(place, '"ph" is no text');
  const pid = idOf(event.pid);
  const tid = idOf(event.tid);
  if (ph === 'M') {
    const name = textIn(event.args, 'name');
    if (name === undefined) return;
    if (event.name === 'process_name') names.processes.set(pid, name);
    if (event.name === 'thread_name') names.threads.set(`${pid}/${tid}`, name);
    return;
  }
  if (ph !== 'X' && ph !== 'B' && ph !== 'E') return;
  const ts = numberIn(event, 'ts');
  if (ts === undefined) return unreadable.add(place, '"ts" is no number');
  const key = `${pid}/${tid}`;
  const thread = threads.get(key) ?? { pid, tid, spans: [], open: [] };
  threads.set(key, thread);
  const name = textIn(event, 'name') ?? '';
  const startSeconds = ts * MICROSECOND;
  if (ph === 'B') {
    thread.open.push({ name, startSeconds });
  } else if (ph === 'E') {
    const begun = thread.open.pop();
    if (begun === undefined) return unreadable.add(place, 'ends a call that was never begun');
    if (startSeconds < begun.startSeconds) return unreadable.add(place, 'ends before it begins');
    thread.spans.push({ ...named(begun.name), startSeconds: begun.startSeconds, endSeconds: startSeconds });
  } else {
    const dur = numberIn(event, 'dur');
    if (dur === undefined || dur < 0) return unreadable.add(place, '"dur" is no number of microseconds');
    thread.spans.push({ ...named(name), startSeconds, endSeconds: startSeconds + dur * MICROSECOND });
  }
}

/** Tools use numbers and, against the rules, texts. */
function idOf(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '0';
}

/** VizTracer names calls `crunch (/home/me/a.py:12)`. */
function named(text: string): Pick<TraceSpan, 'name' | 'source'> {
  const found = /^(.*) \((.+):(\d+)\)$/s.exec(text);
  const [, name = '', path = '', line = ''] = found ?? [];
  if (found === null || Number(line) < 1) return { name: text };
  return { name, source: { path, line: Number(line) } };
}
