/** A simulation in speedscope's file format: one evented profile a thread, states as frames, sources inside them. */
import type { Scenario } from '../model/scenario';
import type { SimResult } from '../model/simResult';
import { lanesOf, type LaneSpan, type ThreadLane } from './lanes';
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
  const lanes = lanesOf(result).threads;
  const profiles = lanes.map((lane) => ({
    type: 'evented',
    name: lane.thread.name,
    unit: 'nanoseconds',
    startValue: 0,
    // The main thread wakes up a little after the last task has ended.
    endValue: nanoseconds(Math.max(result.wallSeconds, result.main?.endSeconds ?? 0)),
    events: lane.spans.flatMap((span) => eventsOf(span, framesOf(scenario, lane, span).map(frameOf))),
  }));
  return JSON.stringify({
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    exporter: 'gilscope',
    name: 'GIL simulation: predicted, not measured',
    activeProfileIndex: 0,
    shared: { frames },
    profiles,
  });
}

/** Outermost first: task, state, place in the source. */
function framesOf(scenario: Scenario, { thread }: ThreadLane, span: LaneSpan): readonly Frame[] {
  const task = span.task === undefined ? undefined : scenario.tasks[span.task];
  const { source } = span;
  return [
    ...(task ? [{ name: task.name }] : []),
    { name: stateTitle(span.state, thread.gil) },
    ...(source ? [{ name: source.what ?? source.path, file: source.path, line: source.line }] : []),
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
