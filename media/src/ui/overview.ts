/** The strip over the timeline: the whole run in miniature, with a window that shows and moves the visible part. */
import type { Derived } from '../derived';
import { buildDisplayList } from '../layout/displayList';
import { overviewRows } from '../layout/rows';
import { clampView, isWhole, wholeRun } from '../layout/viewport';
import type { View } from '../layout/viewport';
import type { Actions, Component } from './component';
import { element } from './dom';
import { drawOn } from './surface';
import type { Look } from './surface';

export interface Overview extends Component {
  retheme(look: Look): void;
}

const HEIGHT_PX = 34;
/** How near to an edge of the window the pointer takes hold of the edge. */
const EDGE_PX = 6;

type Grip = 'move' | 'start' | 'end';

export function createOverview(actions: Actions, firstLook: Look): Overview {
  const canvas = element('canvas');
  const frame = element('div', { class: 'overview-window' });
  const clock = element('div', { class: 'overview-clock' });
  // The timeline's keys do the same: the strip is for the pointer only.
  const root = element(
    'div',
    { id: 'overview', class: 'overview', attributes: { 'aria-hidden': 'true' } },
    canvas,
    frame,
    clock,
  );
  let look = firstLook;
  let derived: Derived | undefined;
  let drawn: { runs: Derived['runs']; hidden: Derived['hidden']; look: Look; width: number } | undefined;

  function draw(): void {
    const width = root.clientWidth;
    if (derived === undefined || width === 0) return;
    if (
      drawn?.runs !== derived.runs ||
      drawn.hidden !== derived.hidden ||
      drawn.look !== look ||
      drawn.width !== width
    ) {
      drawn = { runs: derived.runs, hidden: derived.hidden, look, width };
      const list = buildDisplayList({
        runs: derived.runs,
        layout: overviewRows(derived.runs, HEIGHT_PX),
        scale: { ...wholeRun(derived.extentSeconds), leftPx: 0, widthPx: width },
        widthPx: width,
        heightPx: HEIGHT_PX,
        axisPx: 0,
        rowsTopPx: 0,
        scrollTopPx: 0,
        hidden: derived.hidden,
        marked: [],
        selection: undefined,
        currentLane: undefined,
        range: undefined,
        playhead: undefined,
        measure: look.measure,
      });
      drawOn(canvas, [list], look);
    }
    const perSecond = width / wholeRun(derived.extentSeconds).endSeconds;
    const { startSeconds, endSeconds } = derived.view;
    frame.style.left = `${String(startSeconds * perSecond)}px`;
    frame.style.width = `${String(Math.max((endSeconds - startSeconds) * perSecond, 3))}px`;
    root.classList.toggle('whole', isWhole(derived.view, derived.extentSeconds));
  }

  let drag: { readonly grip: Grip; readonly x: number; readonly view: View; first: boolean } | undefined;
  root.addEventListener('pointerdown', (event) => {
    if (derived === undefined || event.button !== 0) return;
    const x = event.clientX - root.getBoundingClientRect().left;
    const left = frame.offsetLeft;
    const right = left + frame.offsetWidth;
    const { view } = derived;
    root.setPointerCapture(event.pointerId);
    if (Math.abs(x - left) <= EDGE_PX) drag = { grip: 'start', x, view, first: true };
    else if (Math.abs(x - right) <= EDGE_PX) drag = { grip: 'end', x, view, first: true };
    else if (x > left && x < right) drag = { grip: 'move', x, view, first: true };
    else {
      const perPx = wholeRun(derived.extentSeconds).endSeconds / root.clientWidth;
      const shift = x * perPx - (view.startSeconds + view.endSeconds) / 2;
      const centred = clampView(
        { startSeconds: view.startSeconds + shift, endSeconds: view.endSeconds + shift },
        derived.extentSeconds,
      );
      actions.dispatch({ type: 'view', view: centred, step: true });
      drag = { grip: 'move', x, view: centred, first: false };
    }
  });
  root.addEventListener('pointermove', (event) => {
    if (drag === undefined || derived === undefined) return;
    const x = event.clientX - root.getBoundingClientRect().left;
    const { extentSeconds } = derived;
    const seconds = ((x - drag.x) * wholeRun(extentSeconds).endSeconds) / root.clientWidth;
    const view = dragged(drag.view, drag.grip, seconds, extentSeconds);
    actions.dispatch({
      type: 'view',
      view: isWhole(view, extentSeconds) ? undefined : view,
      step: drag.first,
    });
    drag.first = false;
  });
  const end = (): void => {
    drag = undefined;
  };
  root.addEventListener('pointerup', end);
  root.addEventListener('pointercancel', end);
  root.addEventListener('dblclick', () => actions.run('whole-run'));
  new ResizeObserver(draw).observe(root);

  return {
    element: root,
    update(state, next) {
      root.hidden = next === undefined;
      derived = next;
      draw();
      clock.hidden = next === undefined || state.playhead === undefined;
      if (next === undefined || state.playhead === undefined) return;
      clock.style.left = `${String((100 * state.playhead) / wholeRun(next.extentSeconds).endSeconds)}%`;
    },
    retheme(next) {
      look = next;
      draw();
    },
  };
}

function dragged(view: View, grip: Grip, seconds: number, extentSeconds: number): View {
  const { startSeconds, endSeconds } = view;
  switch (grip) {
    case 'move':
      return clampView(
        { startSeconds: startSeconds + seconds, endSeconds: endSeconds + seconds },
        extentSeconds,
      );
    case 'start':
      return clampView(
        { startSeconds: Math.min(startSeconds + seconds, endSeconds), endSeconds },
        extentSeconds,
      );
    case 'end':
      return clampView(
        { startSeconds, endSeconds: Math.max(endSeconds + seconds, startSeconds) },
        extentSeconds,
      );
  }
}
