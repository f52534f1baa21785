/** Lanes of a measured trace below the predicted ones, on the same time axis: their picture, table and notes. */
import type { Derived } from '../derived';
import { spokenSpan } from '../describe';
import type { SpanDescription } from '../describe';
import { timelineScale } from '../layout/timeScale';
import type { TimeScale } from '../layout/timeScale';
import { reveal } from '../layout/viewport';
import { formatDuration, formatRange, plural } from '../run/format';
import type { State } from '../store';
import type { Actions, Component } from '../ui/component';
import { button, element, setAttribute, setText } from '../ui/dom';
import type { Look } from '../ui/surface';
import type { Tooltip } from '../ui/tooltip';
import type { ImportedTrace } from './overlayState';
import { spanAt, traceHeight, traceRows } from './traceBoxes';
import type { TraceBox, TraceRow } from './traceBoxes';
import { traceStep } from './traceKeys';
import type { TracePlace } from './traceKeys';
import { paintTrace } from './tracePaint';
import { createTraceShift } from './traceShift';
import { stateLabel, traceTable } from './traceTable';

export interface TraceLanes extends Component {
  retheme(look: Look): void;
}

const HINT =
  'With the focus on these lanes, period and comma step through spans, arrows go to other lanes, Enter to the line.';

export function createTraceLanes(actions: Actions, tooltip: Tooltip, firstLook: Look): TraceLanes {
  const canvas = element('canvas', { class: 'trace-canvas', attributes: { role: 'img' } });
  const lanes = element(
    'div',
    {
      id: 'trace-lanes',
      class: 'trace-lanes',
      attributes: {
        tabindex: '0',
        role: 'application',
        'aria-roledescription': 'timeline',
        'aria-label': 'Measured lanes',
        'aria-describedby': 'trace-details',
      },
    },
    canvas,
  );
  const details = element('p', {
    id: 'trace-details',
    class: 'muted',
    text: HINT,
    attributes: { 'aria-live': 'polite', 'aria-atomic': 'true' },
  });
  const title = element('h2', { class: 'trace-title' });
  const notes = element('p', { class: 'muted' });
  const table = element('div', { class: 'table-scroll', attributes: { tabindex: '0', role: 'group' } });
  const shift = createTraceShift(actions);
  const remove = button({
    id: 'trace-remove',
    class: 'link',
    text: 'Remove',
    title: 'Take the measured trace out of the view',
    onClick: () => {
      actions.dispatch({ type: 'overlay', overlay: { kind: 'trace', trace: undefined, again: false } });
      actions.post({ type: 'remove-trace' });
    },
  });
  const root = element(
    'section',
    { id: 'measured-trace', class: 'measured-trace', attributes: { 'aria-label': 'Measured trace' } },
    element('div', { class: 'trace-head' }, title, remove),
    notes,
    shift.element,
    lanes,
    details,
    table,
  );
  setAttribute(table, 'aria-label', 'Measured trace as a table');
  let look = firstLook;
  let shown: ImportedTrace | undefined;
  let rows: readonly TraceRow[] = [];
  let derived: Derived | undefined;
  let shiftSeconds = 0;
  let selected: TracePlace | undefined;

  /** The axis of the prediction in the trace's own time. */
  function scaleOf({ view }: Derived): TimeScale {
    return timelineScale(lanes.clientWidth, {
      startSeconds: view.startSeconds - shiftSeconds,
      endSeconds: view.endSeconds - shiftSeconds,
    });
  }

  function draw(): void {
    const widthPx = lanes.clientWidth;
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
    paintTrace(context, rows, scaleOf(derived), look, selectedSpan()?.span);
  }

  canvas.addEventListener('pointermove', (event) => {
    const hit = hitAt(event);
    canvas.classList.toggle('over-span', hit !== undefined && sourceOf(hit.span) !== undefined);
    if (hit === undefined) tooltip.hide();
    else tooltip.show(describe(hit.row, hit.span, shiftSeconds), event.clientX, event.clientY);
  });
  canvas.addEventListener('pointerleave', () => tooltip.hide());
  canvas.addEventListener('click', (event) => openSource(hitAt(event)?.span));
  lanes.addEventListener('keydown', (event) => {
    if (shown === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') openSource(selectedSpan()?.span);
    else {
      const next = traceStep(shown.trace, selected, event.key);
      if (next === undefined && !['.', ',', 'ArrowDown', 'ArrowUp'].includes(event.key)) return;
      select(next ?? selected);
    }
    // The same keys move in the predicted lanes.
    event.preventDefault();
  });
  new ResizeObserver(draw).observe(root);

  function selectedSpan(): { readonly row: TraceRow; readonly span: TraceBox['span'] } | undefined {
    const row = selected === undefined ? undefined : rows[selected.lane];
    const span = selected === undefined ? undefined : row?.lane.spans[selected.span];
    return row === undefined || span === undefined ? undefined : { row, span };
  }

  /** Outlines a span, says what it is, and moves the view just far enough to show it. */
  function select(place: TracePlace | undefined): void {
    selected = place;
    const hit = selectedSpan();
    setText(details, hit === undefined ? HINT : spokenSpan(describe(hit.row, hit.span, shiftSeconds)));
    if (hit !== undefined && derived !== undefined) {
      const { view, extentSeconds } = derived;
      const start = Math.max(hit.span.startSeconds + shiftSeconds, 0);
      const end = Math.max(hit.span.endSeconds + shiftSeconds, start);
      const moved = reveal(view, start, end, extentSeconds);
      if (moved !== view) actions.dispatch({ type: 'view', view: moved, step: false });
    }
    draw();
  }

  function openSource(span: TraceBox['span'] | undefined): void {
    const source = sourceOf(span);
    if (source !== undefined) actions.post({ type: 'open-source', ...source, column: 1 });
  }

  function hitAt(event: MouseEvent): ReturnType<typeof spanAt> {
    if (derived === undefined) return undefined;
    return spanAt(rows, scaleOf(derived), event.offsetX, event.offsetY);
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
      shiftSeconds = state.overlay.traceShiftSeconds;
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
        select(undefined);
      }
      shift.update(state.overlay, trace, next);
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

/** Times as on the axis. */
function describe(row: TraceRow, span: TraceBox['span'], shiftSeconds: number): SpanDescription {
  const { startSeconds, endSeconds, source, state } = span;
  const resolution = Math.max(endSeconds - startSeconds, 1e-9) / 1000;
  const length = formatDuration(endSeconds - startSeconds, 3);
  const time = formatRange(startSeconds + shiftSeconds, endSeconds + shiftSeconds, resolution);
  return {
    title: `${row.name}: ${state === undefined ? span.name : stateLabel(state)}`,
    time: `${time} (${length})`,
    notes: ['Measured'],
    source: source === undefined ? undefined : `${source.path}:${String(source.line)}`,
  };
}
