/** The spans of the visible range in words, lane by lane, for whoever does not see the canvas. Made only while open. */
import type { Derived } from '../derived';
import { describeSpan } from '../describe';
import type { SpanRef } from '../layout/displayItems';
import { laneKey } from '../layout/rows';
import { formatCount } from '../run/format';
import { firstEndingAfter } from '../run/lanes';
import { stateAt } from '../run/states';
import type { Actions, Component } from './component';
import { createDisclosure } from './disclosure';
import { button, element, setText } from './dom';

/** More rows than this nobody reads: zoom in or choose a lane instead. */
const MOST_ROWS = 200;

export function createSpanTable(actions: Actions): Component {
  const disclosure = createDisclosure(actions, 'spans', 'Spans in the visible range');
  const body = element('tbody');
  const more = element('p', { class: 'muted' });
  disclosure.content.append(
    element(
      'div',
      { class: 'table-scroll' },
      element(
        'table',
        { id: 'span-table', class: 'table' },
        element('caption', { class: 'visually-hidden', text: 'Spans in the visible range, lane by lane' }),
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            ...['Span', 'From, to (length)', 'Notes', 'Code'].map((text) =>
              element('th', { text, attributes: { scope: 'col' } }),
            ),
          ),
        ),
        body,
      ),
    ),
    more,
  );
  let shown: { runs: Derived['runs']; start: number; end: number; lane: string | undefined } | undefined;
  return {
    element: disclosure.element,
    update(state, derived) {
      disclosure.element.hidden = derived === undefined;
      if (!disclosure.update(state) || derived === undefined) return;
      const { startSeconds: start, endSeconds: end } = state.range ?? derived.view;
      const lane = state.currentLane;
      if (shown?.runs === derived.runs && shown.start === start && shown.end === end && shown.lane === lane)
        return;
      shown = { runs: derived.runs, start, end, lane };
      const { refs, total } = spansInRange(derived, start, end, lane);
      body.replaceChildren(...refs.map((ref) => spanRow(ref, derived, actions)));
      setText(
        more,
        total > refs.length
          ? `The first ${formatCount(refs.length)} of ${formatCount(total)}. Zoom in or choose a lane to see others.`
          : '',
      );
    },
  };
}

/** Spans of a range: of one lane where one is chosen, of all otherwise. */
function spansInRange(
  derived: Derived,
  startSeconds: number,
  endSeconds: number,
  onlyLane: string | undefined,
): { readonly refs: readonly SpanRef[]; readonly total: number } {
  const refs: SpanRef[] = [];
  let total = 0;
  for (const row of derived.layout.rows) {
    if (row.kind !== 'lane' || (onlyLane !== undefined && laneKey(row) !== onlyLane)) continue;
    const { spans } = row.lane;
    for (let i = firstEndingAfter(spans, startSeconds); i < spans.count; i++) {
      if ((spans.starts[i] ?? 0) >= endSeconds) break;
      const state = spans.states[i] ?? 0;
      if (derived.hidden[state] === true || stateAt(state).state === 'idle') continue;
      total++;
      if (refs.length < MOST_ROWS) refs.push({ lane: laneKey(row), span: i });
    }
  }
  return { refs, total };
}

function spanRow(ref: SpanRef, derived: Derived, actions: Actions): HTMLElement {
  const description = describeSpan(ref, derived);
  return element(
    'tr',
    {},
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
