/** A trace that another tool has measured, in one form for all formats. Types and limits. */

/** What a thread was doing, where the tool tells; the words are the simulator's. */
export type MeasuredState = 'held' | 'gil-wait' | 'native' | 'io';

/** One call, or one stretch in a state. Seconds from the start of the trace. */
export interface TraceSpan {
  readonly name: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** 0 for the outermost call; always 0 for a state. */
  readonly depth: number;
  readonly state?: MeasuredState;
  /** As the tool has it: absolute, or the bare name of a file. */
  readonly source?: { readonly path: string; readonly line: number };
}

/** What one thread did: its calls, or the states it was in. */
export interface TraceLane {
  readonly kind: 'calls' | 'states';
  readonly thread: string;
  /** Undefined where the trace knows a single process. */
  readonly process: string | undefined;
  /** By start; a call before what it calls. Spans of the same depth do not overlap. */
  readonly spans: readonly TraceSpan[];
  /** Rows of calls within calls; 1 for states. */
  readonly depths: number;
}

export interface MeasuredTrace {
  /** `VizTracer`, `py-spy`, … */
  readonly tool: string;
  readonly durationSeconds: number;
  readonly lanes: readonly TraceLane[];
  /** What was left out or has to be known when reading the lanes; whole sentences. */
  readonly notes: readonly string[];
}

/** The trace, or why there is none, with its place in the file where it has one. */
export type ParsedTrace = { readonly trace: MeasuredTrace } | { readonly problem: string };

/** Larger files are refused before they are parsed. */
export const MAX_CHARACTERS = 64 * 1024 * 1024;
/** Shorter spans are left out of longer traces: a picture has a few thousand pixels. */
export const MAX_SPANS = 100_000;
export const MAX_LANES = 200;
/** Calls nested deeper are left out. */
export const MAX_DEPTH = 40;
