/** What was measured of the subject: times of a real Python, and a trace of another tool. Part of the view's state. */
import type { Measurement } from '../../../server/src/core/model/measurement';
import type { MeasuredTrace } from '../../../server/src/core/trace/trace';

export interface Overlay {
  readonly measurement: Measurement | undefined;
  readonly trace: ImportedTrace | undefined;
  /** How much later the trace is drawn than it was recorded; also kept for a trace that is about to come back. */
  readonly traceShiftSeconds: number;
}

export interface ImportedTrace {
  /** Name of the file. */
  readonly name: string;
  readonly trace: MeasuredTrace;
}

export type OverlayAction =
  | { readonly kind: 'measured'; readonly measurement: Measurement }
  /** `again` where it comes back after the view was hidden or reloaded. */
  | { readonly kind: 'trace'; readonly trace: ImportedTrace | undefined; readonly again: boolean }
  | { readonly kind: 'shift'; readonly seconds: number };

export const NOTHING_MEASURED: Overlay = { measurement: undefined, trace: undefined, traceShiftSeconds: 0 };

export function updateOverlay(overlay: Overlay, action: OverlayAction): Overlay {
  switch (action.kind) {
    case 'measured':
      return { ...overlay, measurement: action.measurement };
    case 'trace':
      return {
        ...overlay,
        trace: action.trace,
        traceShiftSeconds: action.again ? overlay.traceShiftSeconds : 0,
      };
    case 'shift':
      return Number.isFinite(action.seconds) ? { ...overlay, traceShiftSeconds: action.seconds } : overlay;
  }
}

/** When the shifted trace ends; 0 without one. */
export function traceEndSeconds({ trace, traceShiftSeconds }: Overlay): number {
  return trace === undefined ? 0 : Math.max(trace.trace.durationSeconds + traceShiftSeconds, 0);
}
