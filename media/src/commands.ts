/**
 * Every action of the view by name, whether a key, a button or a VS Code command asked for it. Pure: says which state
 * changes follow and what the outside has to do.
 */
import type { FromWebview } from '../../server/src/core/protocol';
import type { Derived } from './derived';
import type { SpanRef } from './layout/displayItems';
import { findLane } from './layout/hitTest';
import { markedSpans } from './layout/markedSpans';
import { laneKey } from './layout/rows';
import type { LaneRow } from './layout/rows';
import { fitRange, isWhole, panBy, reveal, zoomAt } from './layout/viewport';
import type { View } from './layout/viewport';
import { nextMoment } from './run/clock';
import { firstEndingAfter, lastStartingBy } from './run/spanColumns';
import { STATE_INDEX, stateAt } from './run/states';
import type { Action, State } from './store';

export type Command =
  | 'zoom-in'
  | 'zoom-out'
  | 'pan-left'
  | 'pan-right'
  | 'lane-up'
  | 'lane-down'
  | 'next-span'
  | 'previous-span'
  | 'next-of-line'
  | 'next-wait'
  | 'previous-wait'
  | 'play'
  | 'step-forward'
  | 'step-back'
  | 'pin-lane'
  | 'follow'
  | 'go-to-source'
  | 'fit-selection'
  | 'whole-run'
  | 'undo-view'
  | 'range-from-span'
  | 'mark-range'
  | 'find'
  | 'legend'
  | 'table'
  | 'why'
  | 'compare'
  | 'reset'
  | 'clear'
  | 'help'
  | 'copy-summary';

/** What `runCommand` cannot do itself. */
export type Effect =
  | { readonly type: 'post'; readonly message: FromWebview }
  | {
      readonly type: 'focus';
      readonly target: 'find' | 'legend' | 'table' | 'timeline' | 'help' | 'evidence';
    }
  | { readonly type: 'copy-summary' };

export interface Outcome {
  readonly actions: readonly Action[];
  readonly effects: readonly Effect[];
}

const NOTHING: Outcome = { actions: [], effects: [] };
const ZOOM_STEP = 0.5;
const PAN_SHARE = 0.2;

export function runCommand(command: Command, state: State, derived: Derived): Outcome {
  const { view, extentSeconds } = derived;
  const length = view.endSeconds - view.startSeconds;
  switch (command) {
    case 'zoom-in':
      return show(zoomAt(view, zoomCentre(state, derived), ZOOM_STEP, extentSeconds), extentSeconds);
    case 'zoom-out':
      return show(zoomAt(view, zoomCentre(state, derived), 1 / ZOOM_STEP, extentSeconds), extentSeconds);
    case 'pan-left':
      return show(panBy(view, -PAN_SHARE * length, extentSeconds), extentSeconds);
    case 'pan-right':
      return show(panBy(view, PAN_SHARE * length, extentSeconds), extentSeconds);
    case 'lane-up':
      return moveLane(-1, state, derived);
    case 'lane-down':
      return moveLane(1, state, derived);
    case 'next-span':
      return moveSpan(1, state, derived, () => true);
    case 'previous-span':
      return moveSpan(-1, state, derived, () => true);
    case 'next-of-line':
      return nextOfLine(state, derived);
    case 'next-wait':
      return moveSpan(1, state, derived, isGilWait);
    case 'previous-wait':
      return moveSpan(-1, state, derived, isGilWait);
    case 'play':
      return play(state, derived);
    case 'step-forward':
      return stepClock(1, state, derived);
    case 'step-back':
      return stepClock(-1, state, derived);
    case 'pin-lane':
      return state.currentLane === undefined
        ? only({ type: 'notice', notice: { kind: 'info', text: 'Choose a lane first: ↑ and ↓ go there.' } })
        : only({ type: 'pin', lane: state.currentLane });
    case 'follow':
      return follow(state);
    case 'go-to-source':
      return goToSource(state, derived);
    case 'fit-selection':
      return fitSelection(state, derived);
    case 'whole-run':
      return only({ type: 'view', view: undefined, step: true });
    case 'undo-view':
      return only({ type: 'undo-view' });
    case 'range-from-span': {
      const span = selectedSpan(state, derived);
      return span === undefined ? NOTHING : only({ type: 'range', range: span });
    }
    case 'mark-range':
      return only({ type: 'range', range: state.range === undefined ? view : undefined });
    case 'find':
      return { actions: [], effects: [{ type: 'focus', target: 'find' }] };
    case 'legend':
      return { actions: [], effects: [{ type: 'focus', target: 'legend' }] };
    case 'table': {
      const open = !state.open.includes('threads');
      return {
        actions: [{ type: 'panel', panel: 'threads', open }],
        effects: open ? [{ type: 'focus', target: 'table' }] : [],
      };
    }
    case 'why':
      return {
        actions: [{ type: 'panel', panel: 'evidence', open: true }],
        effects: [{ type: 'focus', target: 'evidence' }],
      };
    case 'compare':
      return compare(state, derived);
    case 'reset':
      return only({ type: 'reset-knobs' });
    case 'clear':
      return clear(state);
    case 'help': {
      const open = !state.open.includes('help');
      return {
        actions: [{ type: 'panel', panel: 'help', open }],
        effects: [{ type: 'focus', target: open ? 'help' : 'timeline' }],
      };
    }
    case 'copy-summary':
      return { actions: [], effects: [{ type: 'copy-summary' }] };
  }
}

/** The place to go to for a span, as a message; undefined where the span has no line. */
export function sourceMessage(ref: SpanRef, derived: Derived): FromWebview | undefined {
  const row = findLane(derived.layout, ref.lane);
  const run = row === undefined ? undefined : derived.runs[row.runIndex];
  const source = run?.lanes.sources[row?.lane.spans.sources[ref.span] ?? -1];
  return source === undefined
    ? undefined
    : { type: 'open-source', path: source.path, line: source.line, column: source.column ?? 1 };
}

/** The first lane or span whose name holds a text, after the current lane and then from the top. */
export function find(text: string, state: State, derived: Derived): Outcome {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return NOTHING;
  const lanes = laneRows(derived);
  const from = lanes.findIndex((row) => laneKey(row) === state.currentLane) + 1;
  for (let i = 0; i < lanes.length; i++) {
    const row = lanes[(from + i) % lanes.length];
    if (row === undefined) continue;
    if (row.name.toLowerCase().includes(wanted)) return only({ type: 'lane', lane: laneKey(row) });
    const sources = derived.runs[row.runIndex]?.lanes.sources ?? [];
    const span = row.lane.spans.sources.findIndex(
      (source) => sources[source]?.what?.toLowerCase().includes(wanted) === true,
    );
    if (span >= 0) return selectSpan({ lane: laneKey(row), span }, derived);
  }
  return only({ type: 'notice', notice: { kind: 'info', text: `Nothing here is called "${text.trim()}".` } });
}

/** Selects a span and moves the view just far enough to show it. */
export function selectSpan(selection: SpanRef, derived: Derived): Outcome {
  const span = spanTimes(selection, derived);
  if (span === undefined) return NOTHING;
  const view = reveal(derived.view, span.startSeconds, span.endSeconds, derived.extentSeconds);
  const moved = view !== derived.view;
  return {
    actions: [
      { type: 'select', selection },
      ...(moved ? [{ type: 'view', view, step: false } as const] : []),
    ],
    effects: [],
  };
}

/** From when to when a span lasts; undefined where the reference is to no span of these runs. */
export function spanTimes(ref: SpanRef, derived: Derived): View | undefined {
  const spans = findLane(derived.layout, ref.lane)?.lane.spans;
  const startSeconds = spans?.starts[ref.span];
  const endSeconds = spans?.ends[ref.span];
  return startSeconds === undefined || endSeconds === undefined ? undefined : { startSeconds, endSeconds };
}

function only(action: Action): Outcome {
  return { actions: [action], effects: [] };
}

function show(view: View, extentSeconds: number): Outcome {
  return only({ type: 'view', view: isWhole(view, extentSeconds) ? undefined : view, step: true });
}

function selectedSpan(state: State, derived: Derived): View | undefined {
  return state.selection === undefined ? undefined : spanTimes(state.selection, derived);
}

/** Zooming keeps the selected span in place where it is in sight, the middle otherwise. */
function zoomCentre(state: State, derived: Derived): number {
  const { view } = derived;
  const span = selectedSpan(state, derived);
  const centre = span === undefined ? undefined : (span.startSeconds + span.endSeconds) / 2;
  return centre !== undefined && centre >= view.startSeconds && centre <= view.endSeconds
    ? centre
    : (view.startSeconds + view.endSeconds) / 2;
}

function laneRows(derived: Derived): readonly LaneRow[] {
  return derived.layout.rows.filter((row): row is LaneRow => row.kind === 'lane');
}

/** To the next lane; a selected span takes the selection along, at the same time. */
function moveLane(step: 1 | -1, state: State, derived: Derived): Outcome {
  const lanes = laneRows(derived);
  const current = lanes.findIndex((row) => laneKey(row) === state.currentLane);
  const next = lanes[current < 0 ? (step > 0 ? 0 : lanes.length - 1) : current + step];
  if (next === undefined) return NOTHING;
  const span = selectedSpan(state, derived);
  if (span !== undefined) {
    const middle = (span.startSeconds + span.endSeconds) / 2;
    const at = lastStartingBy(next.lane.spans, middle);
    if (at >= 0 && (next.lane.spans.ends[at] ?? 0) > middle) {
      return selectSpan({ lane: laneKey(next), span: at }, derived);
    }
  }
  return only({ type: 'lane', lane: laneKey(next) });
}

function isGilWait(state: number): boolean {
  return state === STATE_INDEX['gil-wait'];
}

/** To the next span on the lane that passes; from the edge of the view where none is selected. */
function moveSpan(step: 1 | -1, state: State, derived: Derived, passes: (state: number) => boolean): Outcome {
  const lanes = laneRows(derived);
  // Without a lane, the first thread: its spans say more than the GIL's.
  const row =
    (state.currentLane === undefined ? undefined : findLane(derived.layout, state.currentLane)) ??
    lanes.find((lane) => lane.lane.kind === 'thread');
  if (row === undefined) return NOTHING;
  const { spans } = row.lane;
  const selected = state.selection?.lane === laneKey(row) ? state.selection.span : undefined;
  const { view } = derived;
  let i =
    selected !== undefined
      ? selected + step
      : step > 0
        ? firstEndingAfter(spans, view.startSeconds)
        : lastStartingBy(spans, view.endSeconds);
  while (i >= 0 && i < spans.count) {
    const spanState = spans.states[i] ?? STATE_INDEX.idle;
    if (spanState !== STATE_INDEX.idle && derived.hidden[spanState] !== true && passes(spanState)) {
      return selectSpan({ lane: laneKey(row), span: i }, derived);
    }
    i += step;
  }
  return NOTHING;
}

/** To the next span, lane by lane, that comes from the line the cursor is on in the editor; from the last to the first. */
function nextOfLine(state: State, derived: Derived): Outcome {
  const refs = markedSpans(derived);
  const at = refs.findIndex(
    ({ lane, span }) => lane === state.selection?.lane && span === state.selection.span,
  );
  const next = refs[(at + 1) % refs.length];
  return next === undefined ? NOTHING : selectSpan(next, derived);
}

/** Starts the clock where it stands, from the left edge where it is out of sight or at the end; stops it. */
function play({ playing, playhead }: State, { view, extentSeconds }: Derived): Outcome {
  if (playing) return only({ type: 'playing', playing: false });
  const goesOn =
    playhead !== undefined &&
    playhead >= view.startSeconds &&
    playhead <= view.endSeconds &&
    playhead < extentSeconds;
  return {
    actions: [
      ...(goesOn ? [] : [{ type: 'playhead', seconds: view.startSeconds } as const]),
      { type: 'playing', playing: true },
    ],
    effects: [],
  };
}

/** To the next moment at which the GIL changes hands; shown wherever it is. */
function stepClock(step: 1 | -1, { playhead }: State, derived: Derived): Outcome {
  const [run] = derived.runs;
  if (run === undefined) return NOTHING;
  const seconds = playhead === undefined ? derived.view.startSeconds : nextMoment(run, playhead, step);
  if (seconds === undefined) return NOTHING;
  const view = reveal(derived.view, seconds, seconds, derived.extentSeconds);
  return {
    actions: [
      { type: 'playing', playing: false },
      { type: 'playhead', seconds },
      ...(view === derived.view ? [] : [{ type: 'view', view, step: false } as const]),
    ],
    effects: [],
  };
}

/** What has changed already is asked for at once. */
function follow({ follow: follows, stale }: State): Outcome {
  const refresh: Outcome =
    stale && !follows
      ? { actions: [{ type: 'refreshing' }], effects: [{ type: 'post', message: { type: 'refresh' } }] }
      : NOTHING;
  return {
    actions: [{ type: 'follow', follow: !follows }, ...refresh.actions],
    effects: [{ type: 'post', message: { type: 'follow', follow: !follows } }, ...refresh.effects],
  };
}

function goToSource(state: State, derived: Derived): Outcome {
  if (state.selection === undefined) return NOTHING;
  const message = sourceMessage(state.selection, derived);
  if (message !== undefined) return { actions: [], effects: [{ type: 'post', message }] };
  const row = findLane(derived.layout, state.selection.lane);
  const label = stateAt(row?.lane.spans.states[state.selection.span] ?? -1).label.toLowerCase();
  return only({ type: 'notice', notice: { kind: 'info', text: `No line of code belongs to "${label}".` } });
}

function fitSelection(state: State, derived: Derived): Outcome {
  const target = selectedSpan(state, derived) ?? state.range;
  if (target === undefined) return NOTHING;
  return show(fitRange(target.startSeconds, target.endSeconds, derived.extentSeconds), derived.extentSeconds);
}

/** Shows the fastest other mode below the chosen one, or takes every mode shown below away. */
function compare(state: State, derived: Derived): Outcome {
  if (state.beside.length > 0) {
    return { actions: state.beside.map((mode) => ({ type: 'beside', mode, shown: false })), effects: [] };
  }
  const others = derived.outcomes.filter(({ mode }) => mode !== derived.knobs.mode);
  // Processes are the usual advice; where the site runs in processes, the fastest of the rest is compared.
  const usual = others.find(({ mode }) => mode === 'processes');
  const fastest = [...others].sort((a, b) => a.result.wallSeconds - b.result.wallSeconds)[0];
  const other = usual ?? fastest;
  return other === undefined ? NOTHING : only({ type: 'beside', mode: other.mode, shown: true });
}

/** Closes what is open, innermost first. */
function clear(state: State): Outcome {
  if (state.open.includes('help')) {
    return {
      actions: [{ type: 'panel', panel: 'help', open: false }],
      effects: [{ type: 'focus', target: 'timeline' }],
    };
  }
  if (state.notice !== undefined) return only({ type: 'notice', notice: undefined });
  if (state.range !== undefined) return only({ type: 'range', range: undefined });
  if (state.playhead !== undefined) return only({ type: 'playhead', seconds: undefined });
  if (state.selection !== undefined) return only({ type: 'select', selection: undefined });
  return state.hidden.length > 0 ? only({ type: 'show-all-states' }) : NOTHING;
}
