/** What was measured of the subject: times of a real Python, and a trace of another tool. Part of the view's state. */
import type { Measurement } from '../../../server/src/core/model/measurement';
import type { MeasuredTrace } from '../../../server/src/core/trace/trace';

export interface Overlay {
  readonly measurement: Measurement | undefined;
  readonly trace: ImportedTrace | undefined;
}

export interface ImportedTrace {
  /** Name of the file. */
  readonly name: string;
  readonly trace: MeasuredTrace;
}

export type OverlayAction =
  | { readonly kind: 'measured'; readonly measurement: Measurement }
  | { readonly kind: 'trace'; readonly trace: ImportedTrace | undefined };

export const NOTHING_MEASURED: Overlay = { measurement: undefined, trace: undefined };

export function updateOverlay(overlay: Overlay, action: OverlayAction): Overlay {
  switch (action.kind) {
    case 'measured':
      return { ...overlay, measurement: action.measurement };
    case 'trace':
      return { ...overlay, trace: action.trace };
  }
}
