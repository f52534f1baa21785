/**
 * A simulation in speedscope's file format: one evented profile for each thread and each task of an event loop, states as
 * frames, sources inside them. The format has no place for arrows between profiles.
 */
import type { Scenario } from '../model/scenario';
import type { SimResult } from '../model/simResult';
import { named } from './exportNames';
import { lanesOf, type LaneSpan } from './lanes';
import { stateTitle } from './states';

interface Frame {
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
}

interface FrameEvent {
  readonly type: 'O' | 'C';
  readonly frame: number;
  readonly at: number;
}

/** `result` must have been made with `spans: true`. */
export function speedscopeJson(scenario: Scenario, result: SimResult): string {
  const frames: Frame[] = [];
  const numbers = new Map<string, number>();
  const frameOf = (frame: Frame): number => {
    const key = JSON.stringify(frame);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, frames.length);
    return frames.push(frame) - 1;
  };
  // The main thread wakes up a little after the last task has ended.
  const endValue = nanoseconds(Math.max(result.wallSeconds, result.main?.endSeconds ?? 0));
  const profile = (
    name: string,
    spans: readonly LaneSpan[],
    stackOf: (span: LaneSpan) => readonly Frame[],
  ) => ({
    type: 'evented',
    name: named(name),
    unit: 'nanoseconds',
    startValue: 0,
    endValue,
    events: spans.flatMap((span) => eventsOf(span, stackOf(span).map(frameOf))),
  });
  const { threads, loopTasks } = lanesOf(result);
  const profiles = threads.flatMap(({ thread, spans }, i) => [
    profile(thread.name, spans, (span) => [...taskFrame(scenario, span), ...stateFrames(span, thread.gil)]),
    ...loopTasks
      .filter((task) => task.thread === i)
      .map((task) =>
        profile(`${named(thread.name)}: ${named(task.name)}`, task.spans, (span) => [
          { name: named(task.name) },
          ...stateFrames(span, thread.gil),
        ]),
      ),
  ]);
  return JSON.stringify({
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    exporter: 'gilscope',
    name: 'GIL simulation: predicted, not measured',
    activeProfileIndex: 0,
    shared: { frames },
    profiles,
  });
}

function taskFrame(scenario: Scenario, { task }: LaneSpan): readonly Frame[] {
  const name = task === undefined ? undefined : scenario.tasks[task]?.name;
  return name === undefined ? [] : [{ name: named(name) }];
}

/** Outermost first: state, collection, place in the source. */
function stateFrames({ state, collects, source }: LaneSpan, gil: number): readonly Frame[] {
  return [
    { name: stateTitle(state, gil) },
    ...(collects === true ? [{ name: 'Collecting garbage' }] : []),
    ...(source ? [{ name: named(source.what ?? source.path), file: source.path, line: source.line }] : []),
  ];
}

function eventsOf(span: LaneSpan, stack: readonly number[]): readonly FrameEvent[] {
  const from = nanoseconds(span.startSeconds);
  const to = nanoseconds(span.endSeconds);
  return [
    ...stack.map((frame): FrameEvent => ({ type: 'O', frame, at: from })),
    ...[...stack].reverse().map((frame): FrameEvent => ({ type: 'C', frame, at: to })),
  ];
}

function nanoseconds(seconds: number): number {
  return Math.round(seconds * 1e9);
}
