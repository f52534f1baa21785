/** The selected span in words, spoken by screen readers when the selection moves, with the way to its line. */
import { describeSpan } from '../describe';
import type { SpanDescription } from '../describe';
import type { Derived } from '../derived';
import { findLane } from '../layout/hitTest';
import { clockSentence } from '../run/clock';
import { markedSpans } from '../layout/markedSpans';
import { formatDuration, plural } from '../run/format';
import type { State } from '../store';
import type { Actions, Component } from './component';
import { button, element, setAttribute, setText } from './dom';
import { icon } from './icons';

export function createDetails(actions: Actions): Component {
  const title = element('strong');
  const rest = element('span');
  const go = button({
    id: 'go-to-line',
    class: 'link',
    title: 'Go to this line (Enter)',
    onClick: () => actions.run('go-to-source'),
  });
  const live = element(
    'div',
    { id: 'details', class: 'details', attributes: { 'aria-live': 'polite', 'aria-atomic': 'true' } },
    title,
    rest,
  );
  const ofLine = button({
    id: 'cursor-spans',
    class: 'link',
    title: 'Next span of the line the cursor is on in the editor (J)',
    onClick: () => actions.run('next-of-line'),
  });
  const root = element('div', { class: 'details-row' }, live, go, ofLine);
  let counted: Derived['marked'] | undefined;
  return {
    element: root,
    update(state, derived) {
      const description =
        derived === undefined || state.selection === undefined
          ? undefined
          : describeSpan(state.selection, derived);
      setText(title, description?.title ?? '');
      setText(rest, description === undefined ? hint(state, derived) : ` · ${restOf(description)}`);
      // A clock that plays would never let a screen reader finish.
      setAttribute(live, 'aria-live', state.playing ? 'off' : 'polite');
      go.hidden = description?.source === undefined;
      if (description?.source !== undefined && go.textContent !== description.source) {
        go.replaceChildren(icon('go'), description.source);
      }
      if (derived !== undefined && derived.marked !== counted) {
        counted = derived.marked;
        const count = markedSpans(derived).length;
        ofLine.hidden = count === 0;
        setText(ofLine, `Line ${String(state.cursor?.line ?? 0)}: ${plural(count, 'span')}`);
      }
      root.classList.toggle('empty', description === undefined);
    },
  };
}

function restOf(description: SpanDescription): string {
  return [description.time, ...description.notes].join(' · ');
}

function hint(state: State, derived: Derived | undefined): string {
  const [run] = derived?.runs ?? [];
  if (state.playhead !== undefined && run !== undefined) return clockSentence(run, state.playhead);
  if (state.range !== undefined) {
    return `Marked ${formatDuration(state.range.endSeconds - state.range.startSeconds, 3)}. The legend shows its shares.`;
  }
  const lane = state.currentLane;
  const row = lane === undefined || derived === undefined ? undefined : findLane(derived.layout, lane);
  return row === undefined
    ? 'Click a span to go to its line, the axis to set the clock. Ctrl and wheel zoom, drag moves, ? shows all keys.'
    : `${row.name}: press . for its next span.`;
}
