/** Reads a measured trace from the text of a file, whatever known format it is in. Total: any text gives an answer. */
import { isChromeTrace, parseChromeTrace } from './chromeTrace';
import { isGecko, parseGecko } from './gecko';
import { isSpeedscope, parseSpeedscope } from './speedscope';
import {
  MAX_CHARACTERS,
  MAX_DEPTH,
  MAX_LANES,
  MAX_SPANS,
  type MeasuredTrace,
  type ParsedTrace,
  type TraceLane,
} from './trace';

const FORMATS = [
  { is: isSpeedscope, parse: parseSpeedscope },
  { is: isGecko, parse: parseGecko },
  { is: isChromeTrace, parse: parseChromeTrace },
];

const KNOWN =
  'Gilscope reads Chrome traces (VizTracer), speedscope files (py-spy) and Firefox profiles (profiling.sampling --gecko), all as JSON.';

export function parseTrace(text: string): ParsedTrace {
  if (text.length > MAX_CHARACTERS)
    return { problem: `The file is larger than ${MAX_CHARACTERS / 1024 / 1024} MB.` };
  if (text.startsWith('\u001f')) return { problem: 'The file is compressed; unpack it first (gunzip).' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: `${placeOf(text, error)}The file is not valid JSON. ${KNOWN}` };
  }
  const format = FORMATS.find(({ is }) => is(value));
  if (format === undefined) return { problem: `This is no trace that Gilscope knows. ${KNOWN}` };
  const parsed = format.parse(value);
  if ('problem' in parsed) return parsed;
  const spans = parsed.trace.lanes.reduce((sum, lane) => sum + lane.spans.length, 0);
  if (spans > 0) return { trace: normalized(parsed.trace) };
  return { problem: ['The file holds no call and no state of a thread.', ...parsed.trace.notes].join(' ') };
}

/** JavaScript engines name a position in their message. */
function placeOf(text: string, error: unknown): string {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  if (position === undefined) return '';
  const before = text.slice(0, Number(position)).split('\n');
  return `Line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: `;
}

/** Begins at 0 and holds no more than can be looked at; says what is left out. */
function normalized(trace: MeasuredTrace): MeasuredTrace {
  const lanes = trace.lanes.slice(0, MAX_LANES).map(withoutDeepCalls);
  const notes = [...trace.notes];
  if (trace.lanes.length > MAX_LANES) notes.push(`Only the first ${MAX_LANES} lanes are shown.`);
  if (trace.lanes.some(({ depths }) => depths > MAX_DEPTH))
    notes.push(`Calls nested more than ${MAX_DEPTH} deep are left out.`);
  const shortest = shortestKept(lanes);
  if (shortest > 0) notes.push(`Only the ${MAX_SPANS} longest spans are shown.`);
  const kept = lanes.map((lane) => ({
    ...lane,
    spans: lane.spans.filter(({ startSeconds, endSeconds }) => endSeconds - startSeconds >= shortest),
  }));
  const start = least(kept);
  const shifted = kept.map((lane) => ({
    ...lane,
    spans: lane.spans.map((span) => ({
      ...span,
      startSeconds: span.startSeconds - start,
      endSeconds: span.endSeconds - start,
    })),
  }));
  return { ...trace, lanes: shifted, durationSeconds: greatest(shifted), notes };
}

function withoutDeepCalls(lane: TraceLane): TraceLane {
  if (lane.depths <= MAX_DEPTH) return lane;
  return { ...lane, depths: MAX_DEPTH, spans: lane.spans.filter(({ depth }) => depth < MAX_DEPTH) };
}

/** Length of the shortest span to keep; 0 where all fit. */
function shortestKept(lanes: readonly TraceLane[]): number {
  const lengths = lanes.flatMap(({ spans }) =>
    spans.map(({ startSeconds, endSeconds }) => endSeconds - startSeconds),
  );
  if (lengths.length <= MAX_SPANS) return 0;
  const sorted = Float64Array.from(lengths).sort();
  return Math.max(sorted[sorted.length - MAX_SPANS] ?? 0, Number.MIN_VALUE);
}

function least(lanes: readonly TraceLane[]): number {
  let start = Number.POSITIVE_INFINITY;
  for (const { spans } of lanes) for (const span of spans) start = Math.min(start, span.startSeconds);
  return Number.isFinite(start) ? start : 0;
}

function greatest(lanes: readonly TraceLane[]): number {
  let end = 0;
  for (const { spans } of lanes) for (const span of spans) end = Math.max(end, span.endSeconds);
  return end;
}
