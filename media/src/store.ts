/**
 * Everything the view remembers, as one value, and the pure function that changes it. Nothing derived is stored:
 * runs, rows and shares follow from this value (derived.ts).
 */
import type { ExecutorKind, StartMethod } from '../../server/src/core/model/scenario';
import type { ThreadState } from '../../server/src/core/model/simResult';
import type { SimulationSubject } from '../../server/src/core/protocol';
import type { SpanRef } from './layout/displayItems';
import type { View } from './layout/viewport';
import { NOTHING_MEASURED, updateOverlay } from './overlay/overlayState';
import type { Overlay, OverlayAction } from './overlay/overlayState';
import { ASSUMED_LIMITS } from './run/assumed';
import { clampKnob, hasWorkers, knobsOf, modesOf } from './run/knobs';
import type { Knobs, NumberKnob } from './run/knobs';

/** Parts of the page that open and close. */
export type Panel = 'help' | 'threads' | 'spans' | 'scalability' | 'assumptions' | 'evidence' | 'measured';

export type SortColumn =
  | 'name'
  | 'held'
  | 'collected'
  | 'gilWait'
  | 'released'
  | 'io'
  | 'lock'
  | 'switches'
  | 'startSeconds'
  | 'endSeconds';

export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

export interface Notice {
  readonly kind: 'info' | 'error';
  readonly text: string;
}

export interface State {
  /** Undefined until the extension has sent it. */
  readonly subject: SimulationSubject | undefined;
  /** Knobs that the user has turned away from what the code says. */
  readonly changes: Partial<Knobs>;
  /** Modes drawn below the chosen one. */
  readonly beside: readonly ExecutorKind[];
  /** Undefined shows the whole run, also when knobs make it longer. */
  readonly view: View | undefined;
  readonly earlierViews: readonly (View | undefined)[];
  readonly hidden: readonly ThreadState[];
  readonly selection: SpanRef | undefined;
  /** Lane the keyboard is on (`laneKey`). */
  readonly currentLane: string | undefined;
  readonly range: View | undefined;
  /** Where the virtual clock stands; undefined while nobody has set it going. */
  readonly playhead: number | undefined;
  readonly playing: boolean;
  /** Lanes (`laneKey`) that stay at the top, in the order they were pinned. */
  readonly pinned: readonly string[];
  /** Analyse anew after every edit instead of offering to. */
  readonly follow: boolean;
  /** Line the cursor is on in the editor. */
  readonly cursor: { readonly path: string; readonly line: number } | undefined;
  readonly stale: boolean;
  /** A refresh was asked for and is not answered yet. */
  readonly refreshing: boolean;
  readonly notice: Notice | undefined;
  /** What was measured of the subject. */
  readonly overlay: Overlay;
  readonly open: readonly Panel[];
  readonly sort: Sort | undefined;
}

export type Action =
  | { readonly type: 'subject'; readonly subject: SimulationSubject }
  | { readonly type: 'stale' }
  | { readonly type: 'refreshing' }
  | { readonly type: 'cursor'; readonly path: string; readonly line: number }
  | { readonly type: 'overlay'; readonly overlay: OverlayAction }
  | { readonly type: 'notice'; readonly notice: Notice | undefined }
  | { readonly type: 'knob'; readonly knob: NumberKnob; readonly value: number }
  /** What an assumption is turned to, as a factor on its middle estimate; 1 takes it back. */
  | { readonly type: 'assumed'; readonly id: string; readonly factor: number }
  /** `undefined` leaves it to the target Python. */
  | { readonly type: 'start-method'; readonly startMethod: StartMethod | undefined }
  | { readonly type: 'mode'; readonly mode: ExecutorKind }
  /** Several knobs at once; knobs that it does not name go back to what the code says, the mode excepted. */
  | { readonly type: 'preset'; readonly changes: Partial<Record<NumberKnob, number>> }
  | { readonly type: 'load'; readonly mode: ExecutorKind; readonly workers: number }
  | { readonly type: 'reset-knobs' }
  | { readonly type: 'beside'; readonly mode: ExecutorKind; readonly shown: boolean }
  /** `step` is set for changes that undo steps over: one gesture is one step. */
  | { readonly type: 'view'; readonly view: View | undefined; readonly step: boolean }
  | { readonly type: 'undo-view' }
  | { readonly type: 'select'; readonly selection: SpanRef | undefined }
  | { readonly type: 'lane'; readonly lane: string }
  | { readonly type: 'range'; readonly range: View | undefined }
  /** `undefined` takes the clock away. */
  | { readonly type: 'playhead'; readonly seconds: number | undefined }
  | { readonly type: 'playing'; readonly playing: boolean }
  | { readonly type: 'pin'; readonly lane: string }
  | { readonly type: 'follow'; readonly follow: boolean }
  | { readonly type: 'toggle-state'; readonly state: ThreadState }
  | { readonly type: 'show-all-states' }
  | { readonly type: 'panel'; readonly panel: Panel; readonly open: boolean }
  | { readonly type: 'sort'; readonly column: SortColumn };

export const INITIAL_STATE: State = {
  subject: undefined,
  changes: {},
  beside: [],
  view: undefined,
  earlierViews: [],
  hidden: [],
  selection: undefined,
  currentLane: undefined,
  range: undefined,
  playhead: undefined,
  playing: false,
  pinned: [],
  follow: false,
  cursor: undefined,
  stale: false,
  refreshing: false,
  notice: undefined,
  overlay: NOTHING_MEASURED,
  open: ['threads'],
  sort: undefined,
};

const KEPT_VIEWS = 50;

/** The state after an action. Actions that change nothing give the same object. */
export function update(state: State, action: Action): State {
  switch (action.type) {
    case 'subject':
      return withSubject(state, action.subject);
    case 'stale':
      return state.stale ? state : { ...state, stale: true };
    case 'refreshing':
      return { ...state, refreshing: true, notice: undefined };
    case 'cursor':
      return { ...state, cursor: { path: action.path, line: action.line } };
    case 'overlay':
      return { ...state, overlay: updateOverlay(state.overlay, action.overlay) };
    case 'notice':
      return { ...state, notice: action.notice, refreshing: false };
    case 'knob': {
      const value = clampKnob(action.knob, action.value);
      return value === undefined ? state : withChanges(state, { [action.knob]: value });
    }
    case 'assumed':
      return withAssumption(state, action.id, action.factor);
    case 'start-method': {
      const { startMethod } = action;
      const others = withoutKey(state.changes, 'startMethod');
      return {
        ...withoutPlaces(state),
        changes: startMethod === undefined ? others : { ...others, startMethod },
      };
    }
    case 'mode':
      return withChanges(state, { mode: action.mode });
    case 'preset': {
      const { mode } = state.changes;
      return {
        ...withoutPlaces(state),
        changes: { ...action.changes, ...(mode === undefined ? {} : { mode }) },
      };
    }
    case 'load':
      return withChanges(
        state,
        hasWorkers(action.mode) ? { mode: action.mode, workers: action.workers } : { mode: action.mode },
      );
    case 'reset-knobs':
      return { ...withoutPlaces(state), changes: {} };
    case 'beside':
      return withBeside(state, action.mode, action.shown);
    case 'view':
      return {
        ...state,
        view: action.view,
        earlierViews: action.step
          ? [...state.earlierViews, state.view].slice(-KEPT_VIEWS)
          : state.earlierViews,
      };
    case 'undo-view':
      return state.earlierViews.length === 0
        ? state
        : { ...state, view: state.earlierViews.at(-1), earlierViews: state.earlierViews.slice(0, -1) };
    case 'select':
      return {
        ...state,
        selection: action.selection,
        currentLane: action.selection?.lane ?? state.currentLane,
      };
    case 'lane':
      return { ...state, currentLane: action.lane, selection: undefined };
    case 'range':
      return { ...state, range: action.range };
    case 'playhead':
      return { ...state, playhead: action.seconds, playing: state.playing && action.seconds !== undefined };
    case 'playing':
      return state.playing === action.playing ? state : { ...state, playing: action.playing };
    case 'pin':
      return { ...state, pinned: toggled(state.pinned, action.lane) };
    case 'follow':
      return { ...state, follow: action.follow };
    case 'toggle-state':
      return { ...state, hidden: toggled(state.hidden, action.state) };
    case 'show-all-states':
      return state.hidden.length === 0 ? state : { ...state, hidden: [] };
    case 'panel':
      return state.open.includes(action.panel) === action.open
        ? state
        : { ...state, open: toggled(state.open, action.panel) };
    case 'sort':
      return { ...state, sort: nextSort(state.sort, action.column) };
  }
}

/** The knobs as they stand: what the code says with the user's changes. */
export function currentKnobs(subject: SimulationSubject, changes: Partial<Knobs>): Knobs {
  return { ...knobsOf(subject, changes.startMethod), ...changes };
}

/** A refresh of the same call keeps what the user has set; another call starts afresh. */
function withSubject(state: State, subject: SimulationSubject): State {
  const fresh = { ...state, subject, stale: false, refreshing: false, notice: undefined };
  if (state.subject !== undefined && isSameCall(state.subject, subject)) {
    const modes = modesOf(subject).map(({ mode }) => mode);
    const { mode, ...numbers } = state.changes;
    // A view that comes back after a reload is sent what it showed before: then everything stays where it was.
    const isSame = JSON.stringify(state.subject.scenario) === JSON.stringify(subject.scenario);
    return {
      ...(isSame ? fresh : withoutPlaces(fresh)),
      changes: mode !== undefined && modes.includes(mode) ? state.changes : numbers,
      beside: state.beside.filter((beside) => modes.includes(beside)),
    };
  }
  return {
    ...withoutPlaces(fresh),
    changes: {},
    beside: [],
    view: undefined,
    earlierViews: [],
    overlay: NOTHING_MEASURED,
    currentLane: undefined,
    pinned: [],
  };
}

function isSameCall(a: SimulationSubject, b: SimulationSubject): boolean {
  return a.uri === b.uri && a.site.api === b.site.api && a.site.target === b.site.target;
}

/** A factor of 1 is what the code says, and no change. */
function withAssumption(state: State, id: string, factor: number): State {
  if (!(factor > 0)) return state;
  const { min, max } = ASSUMED_LIMITS;
  const others = Object.fromEntries(
    Object.entries(state.changes.assumed ?? {}).filter(([other]) => other !== id),
  );
  const assumed = factor === 1 ? others : { ...others, [id]: Math.min(Math.max(factor, min), max) };
  const rest = withoutKey(state.changes, 'assumed');
  return {
    ...withoutPlaces(state),
    changes: Object.keys(assumed).length === 0 ? rest : { ...rest, assumed },
  };
}

function withoutKey(changes: Partial<Knobs>, key: keyof Knobs): Partial<Knobs> {
  return Object.fromEntries(Object.entries(changes).filter(([name]) => name !== key));
}

function withChanges(state: State, changes: Partial<Knobs>): State {
  return { ...withoutPlaces(state), changes: { ...state.changes, ...changes } };
}

/** Without what points at spans of a run that is about to be another one. */
function withoutPlaces(state: State): State {
  return { ...state, selection: undefined, range: undefined, playhead: undefined, playing: false };
}

function withBeside(state: State, mode: ExecutorKind, shown: boolean): State {
  if (state.beside.includes(mode) === shown) return state;
  return { ...state, beside: toggled(state.beside, mode), selection: undefined };
}

function toggled<Item>(items: readonly Item[], item: Item): readonly Item[] {
  return items.includes(item) ? items.filter((other) => other !== item) : [...items, item];
}

/** First click sorts upwards by name and downwards by numbers, the second turns round, the third ends sorting. */
function nextSort(sort: Sort | undefined, column: SortColumn): Sort | undefined {
  const firstDescending = column !== 'name';
  if (sort?.column !== column) return { column, descending: firstDescending };
  return sort.descending === firstDescending ? { column, descending: !firstDescending } : undefined;
}
