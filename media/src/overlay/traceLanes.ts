/** Lanes of a measured trace below the predicted ones, on the same time axis: their picture, table and notes. */
import type { Derived } from '../derived';
import type { SpanDescription } from '../describe';
import { fontOf } from '../draw/theme';
import { timelineScale } from '../layout/timeScale';
import { formatDuration, formatRange, plural } from '../run/format';
import { STATE_INDEX } from '../run/states';
import type { State } from '../store';
import type { Actions, Component } from '../ui/component';
import { button, element, setAttribute, setText } from '../ui/dom';
import type { Look } from '../ui/surface';
import type { Tooltip } from '../ui/tooltip';
import type { ImportedTrace } from './overlayState';
import {
  spanAt,
  stateTag,
  traceBoxes,
  traceHeight,
  traceRows,
  type TraceBox,
  type TraceRow,
} from './traceBoxes';
import { stateLabel, traceTable } from './traceTable';

export interface TraceLanes extends Component {
  retheme(look: Look): void;
}

/** Between the edge of a box and its text. */
const TEXT_AIR_PX = 4;

export function createTraceLanes(actions: Actions, tooltip: Tooltip, firstLook: Look): TraceLanes {
  const canvas = element('canvas', { class: 'trace-canvas', attributes: { role: 'img' } });
  const title = element('h2', { class: 'trace-title' });
  const notes = element('p', { class: 'muted' });
  const table = element('div', { class: 'table-scroll', attributes: { tabindex: '0', role: 'group' } });
  const remove = button({
    class: 'link',
    text: 'Remove',
    title: 'Take the measured trace out of the view',
    onClick: () => actions.dispatch({ type: 'overlay', overlay: { kind: 'trace', trace: undefined } }),
  });
  const root = element(
    'section',
    { id: 'measured-trace', class: 'measured-trace', attributes: { 'aria-label': 'Measured trace' } },
    element('div', { class: 'trace-head' }, title, remove),
    notes,
    canvas,
    table,
  );
  setAttribute(table, 'aria-label', 'Measured trace as a table');
  let look = firstLook;
  let shown: ImportedTrace | undefined;
  let rows: readonly TraceRow[] = [];
  let derived: Derived | undefined;

  function draw(): void {
    const widthPx = root.clientWidth;
    if (derived === undefined || shown === undefined || widthPx === 0) return;
    const heightPx = Math.max(traceHeight(rows), 1);
    const { pixelRatio, theme } = look;
    canvas.width = Math.round(widthPx * pixelRatio);
    canvas.height = Math.round(heightPx * pixelRatio);
    canvas.style.width = `${String(widthPx)}px`;
    canvas.style.height = `${String(heightPx)}px`;
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) return;
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    context.fillStyle = theme.background;
    context.fillRect(0, 0, widthPx, heightPx);
    const scale = timelineScale(widthPx, derived.view);
    for (const row of rows) {
      for (const box of traceBoxes(row, scale)) paintBox(context, box, look);
      context.font = fontOf(theme, 'name');
      context.fillStyle = theme.foreground;
      context.textBaseline = 'middle';
      context.fillText(cropped(row.name, scale.leftPx - 12, 'name', look), 4, row.topPx + 9);
    }
  }

  canvas.addEventListener('pointermove', (event) => {
    const hit = hitAt(event);
    canvas.classList.toggle('over-span', hit !== undefined && sourceOf(hit.span) !== undefined);
    if (hit === undefined) tooltip.hide();
    else tooltip.show(describe(hit.row, hit.span), event.clientX, event.clientY);
  });
  canvas.addEventListener('pointerleave', () => tooltip.hide());
  canvas.addEventListener('click', (event) => {
    const source = sourceOf(hitAt(event)?.span);
    if (source !== undefined) actions.post({ type: 'open-source', ...source, column: 1 });
  });
  new ResizeObserver(draw).observe(root);

  function hitAt(event: MouseEvent): ReturnType<typeof spanAt> {
    if (derived === undefined) return undefined;
    return spanAt(rows, timelineScale(root.clientWidth, derived.view), event.offsetX, event.offsetY);
  }

  /** Tools that keep only the name of a file mean the one that is looked at, if it has that name. */
  function sourceOf(
    span: TraceBox['span'] | undefined,
  ): { readonly path: string; readonly line: number } | undefined {
    const source = span?.source;
    if (source === undefined || derived === undefined) return undefined;
    if (/[\\/]/.test(source.path)) return source;
    const { path } = derived.subject.site.at;
    return path.split('/').at(-1) === source.path ? { path, line: source.line } : undefined;
  }

  return {
    element: root,
    update(state: State, next) {
      derived = next;
      const { trace } = state.overlay;
      root.hidden = next === undefined || trace === undefined;
      if (trace === undefined || next === undefined) {
        shown = undefined;
        return;
      }
      if (shown !== trace) {
        shown = trace;
        rows = traceRows(trace.trace);
        setText(title, `Measured: ${trace.name}`);
        setText(notes, noteOf(trace));
        setAttribute(
          canvas,
          'aria-label',
          `Measured lanes. ${noteOf(trace)} The table below has the same numbers.`,
        );
        table.replaceChildren(traceTable(trace.trace));
      }
      draw();
    },
    retheme(next) {
      look = next;
      draw();
    },
  };
}

function noteOf({ trace }: ImportedTrace): string {
  const { tool, lanes, durationSeconds, notes } = trace;
  return [`${tool}, ${plural(lanes.length, 'lane')}, ${formatDuration(durationSeconds, 3)}.`, ...notes].join(
    ' ',
  );
}

function describe(row: TraceRow, span: TraceBox['span']): SpanDescription {
  const { startSeconds, endSeconds, source, state } = span;
  const resolution = Math.max(endSeconds - startSeconds, 1e-9) / 1000;
  const length = formatDuration(endSeconds - startSeconds, 3);
  return {
    title: `${row.name}: ${state === undefined ? span.name : stateLabel(state)}`,
    time: `${formatRange(startSeconds, endSeconds, resolution)} (${length})`,
    notes: ['Measured'],
    source: source === undefined ? undefined : `${source.path}:${String(source.line)}`,
  };
}

/** States in the colours of the predicted lanes, with their letter; calls in grey, with their name. */
function paintBox(context: CanvasRenderingContext2D, box: TraceBox, look: Look): void {
  const { theme } = look;
  const { x, y, width, height, state, text } = box;
  const colours = state === undefined ? undefined : theme.states[STATE_INDEX[state]];
  context.globalAlpha = colours === undefined ? 0.14 : Math.max(colours.tintAlpha, 0.3);
  context.fillStyle = colours?.ink ?? theme.foreground;
  context.fillRect(x, y, width, height - 1);
  context.globalAlpha = 1;
  if (width >= 3) {
    context.strokeStyle = colours?.ink ?? theme.muted;
    context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 2);
  }
  const label = cropped(
    state === undefined ? text : stateTag(state),
    width - 2 * TEXT_AIR_PX,
    'on-span',
    look,
  );
  if (label === '') return;
  context.font = fontOf(theme, 'on-span');
  context.fillStyle = state === 'held' ? theme.textOnHeld : theme.foreground;
  context.textBaseline = 'middle';
  context.fillText(label, x + TEXT_AIR_PX, y + height / 2);
}

/** As much of the text as fits, with an ellipsis; nothing where not even some letters do. */
function cropped(text: string, px: number, role: 'name' | 'on-span', { measure }: Look): string {
  if (px < 8) return '';
  const width = measure(text, role);
  if (width <= px) return text;
  const letters = Math.floor((text.length * px) / width) - 1;
  return letters < 2 ? '' : `${text.slice(0, letters)}…`;
}
