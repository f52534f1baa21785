/** Reads speedscope's file format, as py-spy and others write it: sampled and evented profiles, one a thread. */
import { depthsOf, nested, type FlatSpan } from './nesting';
import { createUnreadable, type Unreadable } from './problems';
import { callsFromSamples, type Sample, type SampledFrame } from './samples';
import type { ParsedTrace, TraceLane, TraceSpan } from './trace';
import { indexOf, isTable, listIn, numberIn, numberOf, textIn } from './values';

/** Seconds of each unit of time. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['nanoseconds', 1e-9],
  ['microseconds', 1e-6],
  ['milliseconds', 1e-3],
  ['seconds', 1],
]);

export function isSpeedscope(value: unknown): boolean {
  if (textIn(value, '$schema')?.includes('speedscope') === true) return true;
  return isTable(value) && listIn(value.shared, 'frames') !== undefined && Array.isArray(value.profiles);
}

export function parseSpeedscope(value: unknown): ParsedTrace {
  const exporter = textIn(value, 'exporter') ?? '';
  if (exporter === 'gilscope') return { problem: 'This profile was predicted by Gilscope, not measured.' };
  const frames = isTable(value) ? listIn(value.shared, 'frames') : undefined;
  if (frames === undefined) return { problem: 'shared.frames is no list, so no call has a name.' };
  const unreadable = createUnreadable();
  const known = frames.map(frameOf);
  const lanes: TraceLane[] = [];
  const units = new Set<string>();
  (listIn(value, 'profiles') ?? []).forEach((profile, i) => {
    const place = `profiles[${i}]`;
    const unit = textIn(profile, 'unit') ?? 'none';
    const seconds = UNITS.get(unit);
    if (seconds === undefined) {
      units.add(unit);
      return;
    }
    const spans =
      textIn(profile, 'type') === 'evented'
        ? evented(profile, place, seconds, known, unreadable)
        : sampled(profile, place, seconds, known, unreadable);
    if (spans.length === 0) return;
    const thread = textIn(profile, 'name') ?? `profile ${i + 1}`;
    lanes.push({ kind: 'calls', thread, process: undefined, spans, depths: depthsOf(spans) });
  });
  if (lanes.length === 0 && units.size > 0)
    return { problem: `The profiles count ${[...units].join(' and ')}, not time.` };
  const tool = /^py-spy/.test(exporter) ? 'py-spy' : exporter === '' ? 'speedscope' : exporter;
  return {
    trace: {
      tool,
      durationSeconds: 0,
      lanes,
      notes: [
        ...unreadable.notes('part'),
        ...(units.size > 0 ? [`Profiles that count ${[...units].join(' and ')} are left out.`] : []),
        ...(tool === 'py-spy'
          ? [
              'py-spy leaves idle moments out unless told otherwise (--idle): lanes may be shorter than the run.',
            ]
          : []),
      ],
    },
  };
}

function frameOf(frame: unknown): SampledFrame | undefined {
  const name = textIn(frame, 'name');
  if (name === undefined) return undefined;
  const path = textIn(frame, 'file');
  const line = numberIn(frame, 'line');
  return path === undefined || line === undefined || line < 1 ? { name } : { name, source: { path, line } };
}

function sampled(
  profile: unknown,
  place: string,
  unit: number,
  frames: readonly (SampledFrame | undefined)[],
  unreadable: Unreadable,
): readonly TraceSpan[] {
  const stacks = listIn(profile, 'samples') ?? [];
  const weights = listIn(profile, 'weights') ?? [];
  const samples: Sample[] = [];
  let at = (numberIn(profile, 'startValue') ?? 0) * unit;
  stacks.forEach((stack, i) => {
    const weight = numberOf(weights[i]);
    if (weight === undefined || weight < 0)
      return unreadable.add(`${place}.weights[${i}]`, 'is no number of at least 0');
    const startSeconds = at;
    at += weight * unit;
    if (!Array.isArray(stack) || !stack.every((frame) => indexOf(frame, frames) !== undefined))
      return unreadable.add(`${place}.samples[${i}]`, 'names frames that are not there');
    samples.push({ startSeconds, endSeconds: at, stack });
  });
  return callsFromSamples(samples, (frame) => frames[frame]);
}

function evented(
  profile: unknown,
  place: string,
  unit: number,
  frames: readonly (SampledFrame | undefined)[],
  unreadable: Unreadable,
): readonly TraceSpan[] {
  const open: { readonly frame: number; readonly startSeconds: number }[] = [];
  const spans: FlatSpan[] = [];
  (listIn(profile, 'events') ?? []).forEach((event, i) => {
    const where = `${place}.events[${i}]`;
    const frame = indexOf(isTable(event) ? event.frame : undefined, frames);
    const at = numberIn(event, 'at');
    if (frame === undefined) return unreadable.add(where, 'names a frame that is not there');
    if (at === undefined) return unreadable.add(where, '"at" is no number');
    if (textIn(event, 'type') === 'O') {
      open.push({ frame, startSeconds: at * unit });
      return;
    }
    const begun = open.pop();
    const known = frames[frame];
    if (begun === undefined || begun.frame !== frame || begun.startSeconds > at * unit)
      return unreadable.add(where, 'closes a frame that is not open');
    if (known !== undefined)
      spans.push({ ...known, startSeconds: begun.startSeconds, endSeconds: at * unit });
  });
  if (open.length > 0) unreadable.add(place, `leaves ${open.length} frames open`);
  return nested(spans);
}
