/**
 * The spans of the visible range in words, lane by lane, for whoever does not see the canvas. Only the rows in sight are
 * made, however many there are; the row numbers tell screen readers of the rest.
 */
import type { Derived } from '../derived';
import { describeSpan } from '../describe';
import type { SpanRef } from '../layout/displayItems';
import { laneKey } from '../layout/rows';
import { plural } from '../run/format';
import { firstEndingAfter } from '../run/spanColumns';
import { stateAt } from '../run/states';
import type { Actions, Component } from './component';
import { createDisclosure } from './disclosure';
import { button, element, setAttribute } from './dom';

/** Height of a row as the style sheet has it. */
const ROW_PX = 27;
/** Rows made above and below what is in sight. */
const SPARE_ROWS = 12;
/** Listing spans takes time: it waits until the view stands still for this long. */
const SETTLE_MS = 120;

const COLUMNS = ['Span', 'From, to (length)', 'Notes', 'Code'];

export function createSpanTable(actions: Actions): Component {
  const disclosure = createDisclosure(actions, 'spans', 'Spans in the visible range');
  const body = element('tbody');
  const table = element(
    'table',
    { id: 'span-table', class: 'table' },
    element('caption', { class: 'visually-hidden', text: 'Spans in the visible range, lane by lane' }),
    element(
      'thead',
      {},
      element(
        'tr',
        { attributes: { 'aria-rowindex': '1' } },
        ...COLUMNS.map((text) => element('th', { text, attributes: { scope: 'col' } })),
      ),
    ),
    body,
  );
  const scroller = element(
    'div',
    {
      class: 'table-scroll',
      attributes: { tabindex: '0', role: 'region', 'aria-label': 'Spans in the visible range' },
    },
    table,
  );
  disclosure.content.append(scroller);

  let shown: { runs: Derived['runs']; start: number; end: number; lane: string | undefined } | undefined;
  let derived: Derived | undefined;
  let refs: readonly SpanRef[] = [];
  let made: { from: number; to: number } | undefined;
  let settle: ReturnType<typeof setTimeout> | undefined;

  function fill(): void {
    if (derived === undefined) return;
    const current = derived;
    const first = Math.floor(scroller.scrollTop / ROW_PX);
    const from = Math.max(0, Math.min(first, refs.length) - SPARE_ROWS);
    const to = Math.min(refs.length, first + Math.ceil(scroller.clientHeight / ROW_PX) + SPARE_ROWS);
    if (made?.from === from && made.to === to) return;
    // A row that has the focus must not vanish under it.
    if (made !== undefined && body.contains(document.activeElement)) scroller.focus({ preventScroll: true });
    made = { from, to };
    body.replaceChildren(
      spacer(from),
      ...refs.slice(from, to).map((ref, i) => spanRow(ref, from + i, current, actions)),
      spacer(refs.length - to),
    );
  }

  function list(start: number, end: number, lane: string | undefined): void {
    if (derived === undefined) return;
    refs = spansInRange(derived, start, end, lane);
    made = undefined;
    setAttribute(table, 'aria-rowcount', String(refs.length + 1));
    disclosure.setNote(plural(refs.length, 'span'));
    scroller.scrollTop = 0;
    fill();
  }

  scroller.addEventListener('scroll', fill);
  new ResizeObserver(fill).observe(scroller);
  return {
    element: disclosure.element,
    update(state, next) {
      disclosure.element.hidden = next === undefined;
      derived = next;
      if (!disclosure.update(state) || next === undefined) return;
      const { startSeconds: start, endSeconds: end } = state.range ?? next.view;
      const lane = state.currentLane;
      if (shown?.runs === next.runs && shown.start === start && shown.end === end && shown.lane === lane)
        return;
      const isFirst = shown?.runs !== next.runs;
      shown = { runs: next.runs, start, end, lane };
      clearTimeout(settle);
      if (isFirst) list(start, end, lane);
      else settle = setTimeout(() => list(start, end, lane), SETTLE_MS);
    },
  };
}

/** Spans of a range: of one lane where one is chosen, of all otherwise. */
export function spansInRange(
  { layout, hidden }: Derived,
  startSeconds: number,
  endSeconds: number,
  onlyLane: string | undefined,
): readonly SpanRef[] {
  const refs: SpanRef[] = [];
  for (const row of layout.rows) {
    if (row.kind !== 'lane' || (onlyLane !== undefined && laneKey(row) !== onlyLane)) continue;
    const lane = laneKey(row);
    const { spans } = row.lane;
    for (let i = firstEndingAfter(spans, startSeconds); i < spans.count; i++) {
      if ((spans.starts[i] ?? 0) >= endSeconds) break;
      const state = spans.states[i] ?? 0;
      if (hidden[state] === true || stateAt(state).state === 'idle') continue;
      refs.push({ lane, span: i });
    }
  }
  return refs;
}

/** Takes the room of rows that are not made. */
function spacer(rows: number): HTMLElement {
  const row = element(
    'tr',
    { class: 'spacer-row', attributes: { 'aria-hidden': 'true' } },
    element('td', { attributes: { colspan: String(COLUMNS.length) } }),
  );
  row.style.height = `${String(rows * ROW_PX)}px`;
  row.hidden = rows === 0;
  return row;
}

function spanRow(ref: SpanRef, index: number, derived: Derived, actions: Actions): HTMLElement {
  const description = describeSpan(ref, derived);
  return element(
    'tr',
    // The head is row 1.
    { attributes: { 'aria-rowindex': String(index + 2) } },
    element(
      'th',
      { attributes: { scope: 'row' } },
      button({ class: 'link', text: description?.title ?? '', onClick: () => actions.select(ref) }),
    ),
    element('td', { text: description?.time ?? '' }),
    element('td', { text: description?.notes.join('. ') ?? '' }),
    element(
      'td',
      {},
      description?.source === undefined
        ? undefined
        : button({ class: 'link', text: description.source, onClick: () => actions.openSpan(ref) }),
    ),
  );
}
