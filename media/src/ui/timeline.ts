/** The canvas with its lanes: draws the frame, follows pointer and wheel, keeps the current lane in sight. */
import { describeMark, describeSpan } from '../describe';
import type { SpanDescription } from '../describe';
import type { Derived } from '../derived';
import { buildDisplayList } from '../layout/displayList';
import type { DisplayList, LineItem } from '../layout/displayItems';
import { findLane, hitTest } from '../layout/hitTest';
import type { Hit } from '../layout/hitTest';
import { MARK_RADIUS_PX, markNear } from '../layout/markItems';
import type { RowLayout } from '../layout/rows';
import { pxPerSecond, timelineScale, toSeconds } from '../layout/timeScale';
import { isWhole, panBy, zoomAt } from '../layout/viewport';
import type { View } from '../layout/viewport';
import { formatDuration, plural } from '../run/format';
import type { State } from '../store';
import type { Actions, Component } from './component';
import { element, setAttribute } from './dom';
import { attachGestures } from './gestures';
import { createCanvas, drawOn, readLook } from './surface';
import type { Look } from './surface';
import type { Tooltip } from './tooltip';

export interface Timeline extends Component {
  retheme(look: Look): void;
  focus(): void;
  /** The visible stretch with all its rows as PNG, base64, at twice the size; undefined before anything is shown. */
  png(): string | undefined;
}

/** What the last frame was made of. */
interface Shown {
  readonly state: State;
  readonly derived: Derived;
}

const AXIS_PX = 26;
const PINNED_AIR_PX = 6;
const PNG_RATIO = 2;

export function createTimeline(actions: Actions, tooltip: Tooltip, firstLook: Look): Timeline {
  const canvas = element('canvas', { attributes: { role: 'img' } });
  const sheet = element('div', { class: 'timeline-sheet' }, canvas);
  const root = element(
    'div',
    {
      id: 'timeline',
      class: 'timeline',
      attributes: {
        tabindex: '0',
        role: 'application',
        'aria-roledescription': 'timeline',
        'aria-label':
          'Timeline of threads. Arrow keys move, period and comma step through spans, question mark shows all keys.',
        'aria-describedby': 'details',
      },
    },
    sheet,
  );
  let look = firstLook;
  let current: Shown | undefined;
  let revealedLane: string | undefined;

  interface Place {
    readonly layout: RowLayout;
    readonly widthPx: number;
    readonly heightPx: number;
    readonly rowsTopPx: number;
    readonly scrollTopPx: number;
  }

  function frame(state: State, derived: Derived, place: Place): DisplayList {
    return buildDisplayList({
      ...place,
      runs: derived.runs,
      scale: timelineScale(place.widthPx, derived.view),
      axisPx: AXIS_PX,
      hidden: derived.hidden,
      marked: derived.marked,
      selection: state.selection,
      currentLane: state.currentLane,
      range: state.range,
      playhead: state.playhead,
      measure: look.measure,
    });
  }

  function draw(): void {
    if (current === undefined || root.clientWidth === 0) return;
    const { state, derived } = current;
    const widthPx = root.clientWidth;
    const pinnedPx = pinnedHeight(derived);
    const rowsTopPx = AXIS_PX + pinnedPx;
    const heightPx = Math.min(derived.layout.heightPx + rowsTopPx + 1, root.clientHeight);
    const { layout, pinned } = derived;
    const rows = frame(state, derived, { layout, widthPx, heightPx, rowsTopPx, scrollTopPx: root.scrollTop });
    const pinnedRows = { layout: pinned, widthPx, heightPx: rowsTopPx, rowsTopPx: AXIS_PX, scrollTopPx: 0 };
    // The pinned lanes are painted over the rest, which scrolls away under them.
    const lists =
      pinnedPx === 0 ? [rows] : [rows, underlined(frame(state, derived, pinnedRows), PINNED_AIR_PX / 2)];
    drawOn(canvas, lists, look);
  }

  /** With a line's width of air below. */
  function pinnedHeight({ pinned }: Derived): number {
    return pinned.rows.length === 0 ? 0 : pinned.heightPx + PINNED_AIR_PX;
  }

  function hitAt(xPx: number, yPx: number): Hit | undefined {
    if (current === undefined || yPx < AXIS_PX) return undefined;
    const { layout, pinned, view, hidden } = current.derived;
    const at = timelineScale(root.clientWidth, view);
    const belowAxisPx = yPx - AXIS_PX;
    const pinnedPx = pinnedHeight(current.derived);
    return belowAxisPx < pinnedPx
      ? hitTest(pinned, at, hidden, xPx, belowAxisPx)
      : hitTest(layout, at, hidden, xPx, belowAxisPx - pinnedPx + root.scrollTop);
  }

  /** What the pointer is on: a mark, which is small, before the span behind it. */
  function describeHit(hit: Hit | undefined): SpanDescription | undefined {
    if (hit === undefined || current === undefined) return undefined;
    const { derived } = current;
    const perSecond = pxPerSecond(timelineScale(root.clientWidth, derived.view));
    const mark = markNear(hit.row.lane.marks, hit.seconds, MARK_RADIUS_PX / perSecond);
    const span = hit.span === undefined ? undefined : describeSpan(hit.span, derived);
    if (mark === undefined) return span;
    const told = describeMark(hit.row.lane, mark);
    return span === undefined ? told : { ...span, notes: [`${told.title}, ${told.time}`, ...span.notes] };
  }

  /** Puts the clock under the pointer. */
  function setClock(xPx: number): void {
    if (current === undefined) return;
    const { view, extentSeconds } = current.derived;
    const seconds = toSeconds(timelineScale(root.clientWidth, view), xPx);
    actions.dispatch({ type: 'playhead', seconds: Math.min(Math.max(seconds, 0), extentSeconds) });
  }

  function show(view: View, { state, derived }: Shown, step: boolean): void {
    // Taken over at once: several moves may come before the next frame, and each goes on from the one before.
    current = { state, derived: { ...derived, view } };
    actions.dispatch({
      type: 'view',
      view: isWhole(view, derived.extentSeconds) ? undefined : view,
      step,
    });
  }

  attachGestures(root, {
    onPan(dxPx, first) {
      if (current === undefined) return;
      const { view, extentSeconds } = current.derived;
      const { widthPx } = timelineScale(root.clientWidth, view);
      const seconds = (-dxPx * (view.endSeconds - view.startSeconds)) / widthPx;
      show(panBy(view, seconds, extentSeconds), current, first);
    },
    onZoom(factor, xPx, first) {
      if (current === undefined) return;
      const { view, extentSeconds } = current.derived;
      const around = toSeconds(timelineScale(root.clientWidth, view), xPx);
      show(zoomAt(view, around, factor, extentSeconds), current, first);
    },
    canPan(dxPx) {
      if (current === undefined) return false;
      const { view, extentSeconds } = current.derived;
      return dxPx < 0 ? view.startSeconds > 0 : view.endSeconds < extentSeconds * (1 - 1e-9);
    },
    onClick(xPx, yPx) {
      if (yPx < AXIS_PX) return setClock(xPx);
      const hit = hitAt(xPx, yPx);
      if (hit?.span === undefined) {
        actions.dispatch({ type: 'select', selection: undefined });
        return;
      }
      actions.select(hit.span);
      actions.openSpan(hit.span);
    },
    onDoubleClick(xPx, yPx) {
      if (hitAt(xPx, yPx)?.span !== undefined) actions.run('fit-selection');
    },
    onRange(fromPx, toPx) {
      if (current === undefined) return;
      const { view } = current.derived;
      const at = timelineScale(root.clientWidth, view);
      const ends = [toSeconds(at, fromPx), toSeconds(at, toPx)].map((seconds) =>
        Math.min(Math.max(seconds, view.startSeconds), view.endSeconds),
      );
      const range = { startSeconds: Math.min(...ends), endSeconds: Math.max(...ends) };
      actions.dispatch({ type: 'range', range: range.endSeconds > range.startSeconds ? range : undefined });
    },
    onHover(xPx, yPx, event) {
      const hit = hitAt(xPx, yPx);
      root.classList.toggle('over-span', hit?.span !== undefined);
      const description = describeHit(hit);
      if (description === undefined) tooltip.hide();
      else tooltip.show(description, event.clientX, event.clientY);
    },
    onLeave: () => tooltip.hide(),
  });
  root.addEventListener('scroll', () => {
    tooltip.hide();
    draw();
  });
  new ResizeObserver(draw).observe(root);

  /** Scrolls so that a lane the keyboard went to can be seen. */
  function revealLane(lane: string, derived: Derived): void {
    const row = findLane(derived.layout, lane);
    if (row === undefined) return;
    const room = root.clientHeight - AXIS_PX - pinnedHeight(derived);
    if (row.topPx < root.scrollTop) root.scrollTop = row.topPx;
    else if (row.topPx + row.heightPx > root.scrollTop + room)
      root.scrollTop = row.topPx + row.heightPx - room;
  }

  return {
    element: root,
    update(state, derived) {
      root.hidden = derived === undefined;
      current = derived === undefined ? undefined : { state, derived };
      if (derived === undefined) return;
      sheet.style.height = `${String(derived.layout.heightPx + AXIS_PX + pinnedHeight(derived) + 1)}px`;
      setAttribute(canvas, 'aria-label', pictureLabel(derived));
      if (state.currentLane !== undefined && state.currentLane !== revealedLane)
        revealLane(state.currentLane, derived);
      revealedLane = state.currentLane;
      draw();
    },
    retheme(next) {
      look = next;
      draw();
    },
    focus: () => root.focus(),
    png() {
      if (current === undefined) return undefined;
      const { state, derived } = current;
      const picture = createCanvas(0, 0);
      const { layout } = derived;
      const heightPx = layout.heightPx + AXIS_PX + 1;
      const widthPx = Math.max(root.clientWidth, 400);
      // Without what shows where the user is: the picture is for others.
      const shown = { ...state, selection: undefined, currentLane: undefined };
      const place = { layout, widthPx, heightPx, rowsTopPx: AXIS_PX, scrollTopPx: 0 };
      drawOn(picture, [frame(shown, derived, place)], readLook(document.body, PNG_RATIO));
      return picture.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
    },
  };
}

/** A list with a line across near its lower edge. */
function underlined(list: DisplayList, fromBottomPx: number): DisplayList {
  const y = Math.round(list.heightPx - fromBottomPx) + 0.5;
  const line: LineItem = { kind: 'line', role: 'pinned', x1: 0, y1: y, x2: list.widthPx, y2: y };
  return { ...list, frame: [...list.frame, line] };
}

/** The picture in a sentence or two for screen readers. */
function pictureLabel({ runs }: Derived): string {
  const described = runs.map(
    ({ title, result, lanes }) =>
      `${title}: ${plural(lanes.threads.length, 'thread')}, ${formatDuration(result.wallSeconds)}`,
  );
  return `Predicted timeline. ${described.join('. ')}. The table of threads below has the same numbers.`;
}
