/** What every part of the page is: an element that is brought up to date from state and what follows from it. */
import type { Command } from '../commands';
import type { Derived } from '../derived';
import type { Action, State } from '../store';
import type { SpanRef } from '../layout/displayItems';
import type { FromWebview } from '../../../server/src/core/protocol';

export interface Component {
  readonly element: HTMLElement;
  /** Called after every change, with `derived` undefined until there is a subject. Must be cheap where nothing changed. */
  update(state: State, derived: Derived | undefined): void;
}

/** What the parts may ask of the rest. */
export interface Actions {
  dispatch(action: Action): void;
  run(command: Command): void;
  find(text: string): void;
  focusTimeline(): void;
  /** Selects a span and shows it. */
  select(ref: SpanRef): void;
  /** Goes to the line of a span, if it has one. */
  openSpan(ref: SpanRef): void;
  post(message: FromWebview): void;
  /** Makes a file of the simulation and hands it over for saving. */
  exportAs(format: ExportFormat): void;
}

export type ExportFormat = 'trace' | 'speedscope' | 'svg' | 'png' | 'html' | 'csv';
