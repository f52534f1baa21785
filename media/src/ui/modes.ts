/** Every mode under the same knobs, side by side in numbers; a button each loads it or draws it below the chosen one. */
import type { Derived } from '../derived';
import { comparedWith } from '../../../server/src/core/sim/differences';
import type { ModeOutcome } from '../run/run';
import { modeNumbers } from '../../../server/src/core/sim/summary';
import type { State } from '../store';
import type { Actions, Component } from './component';
import { button, element, setAttribute, setText } from './dom';

interface ModeRow {
  readonly element: HTMLElement;
  update(outcome: ModeOutcome, derived: Derived, state: State, slowest: number): void;
}

const COLUMNS = ['Mode', 'Time', 'Against the chosen', 'GIL busy', 'Waiting for the GIL', 'Hand-overs'];

export function createModes(actions: Actions): Component {
  const body = element('tbody');
  const latencyHead = element('th', { text: 'I/O delay, 95 %', attributes: { scope: 'col' } });
  const table = element(
    'table',
    { id: 'modes-table', class: 'table' },
    element('caption', { class: 'visually-hidden', text: 'Modes under the same settings' }),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { text: 'Lanes', attributes: { scope: 'col' } }),
        ...COLUMNS.map((text) => element('th', { text, attributes: { scope: 'col' } })),
        latencyHead,
      ),
    ),
    body,
  );
  const root = element(
    'section',
    { class: 'modes', attributes: { 'aria-labelledby': 'modes-title' } },
    element('h2', { id: 'modes-title', class: 'visually-hidden', text: 'Modes side by side' }),
    element('div', { class: 'table-scroll' }, table),
  );
  let rows: ReadonlyMap<string, ModeRow> = new Map();
  let shown: Derived['outcomes'] | undefined;
  let shownBeside: State['beside'] | undefined;
  return {
    element: root,
    update(state, derived) {
      root.hidden = derived === undefined;
      if (derived === undefined || (derived.outcomes === shown && state.beside === shownBeside)) return;
      shown = derived.outcomes;
      shownBeside = state.beside;
      const modes = derived.outcomes.map(({ mode }) => mode);
      if ([...rows.keys()].join() !== modes.join()) {
        rows = new Map(derived.outcomes.map((outcome) => [outcome.mode, createModeRow(outcome, actions)]));
        body.replaceChildren(...[...rows.values()].map((row) => row.element));
      }
      latencyHead.hidden = derived.outcomes.every(({ result }) => result.probe === null);
      const slowest = Math.max(...derived.outcomes.map(({ result }) => result.wallSeconds));
      for (const outcome of derived.outcomes)
        rows.get(outcome.mode)?.update(outcome, derived, state, slowest);
    },
  };
}

function createModeRow({ mode, title }: ModeOutcome, actions: Actions): ModeRow {
  const choose = button({
    class: 'link mode-name',
    text: title,
    onClick: () => actions.dispatch({ type: 'mode', mode }),
  });
  const bar = element('span', { class: 'bar', attributes: { 'aria-hidden': 'true' } });
  const time = element('span', { class: 'bar-text' });
  const factor = element('td', { class: 'number' });
  const gilBusy = element('td', { class: 'number' });
  const gilWait = element('td', { class: 'number' });
  const handOvers = element('td', { class: 'number' });
  const latency = element('td', { class: 'number' });
  const below = element('input', {
    id: `beside-${mode}`,
    attributes: { type: 'checkbox', 'aria-label': `Draw ${title} below` },
  });
  below.addEventListener('change', () => actions.dispatch({ type: 'beside', mode, shown: below.checked }));
  const root = element(
    'tr',
    { attributes: { 'data-mode': mode } },
    element('td', { class: 'check-cell' }, below),
    element('th', { attributes: { scope: 'row' } }, choose),
    element('td', { class: 'bar-cell' }, bar, time),
    factor,
    gilBusy,
    gilWait,
    handOvers,
    latency,
  );
  return {
    element: root,
    update(outcome, derived, state, slowest) {
      const chosen = derived.outcomes.find((other) => other.mode === derived.knobs.mode);
      const isChosen = chosen === outcome;
      const numbers = modeNumbers(outcome, chosen);
      root.classList.toggle('chosen', isChosen);
      setAttribute(choose, 'aria-pressed', String(isChosen));
      choose.title = isChosen ? 'Shown now' : `Simulate ${title.toLowerCase()}`;
      bar.style.setProperty('--share', String(slowest > 0 ? outcome.result.wallSeconds / slowest : 0));
      setText(time, numbers.time);
      setText(factor, numbers.factor);
      factor.classList.toggle('better', isBetter(outcome, chosen));
      setText(gilBusy, numbers.gilBusy);
      setText(gilWait, numbers.gilWait);
      setText(handOvers, numbers.handOvers);
      setText(latency, numbers.latency ?? '–');
      latency.hidden = derived.outcomes.every(({ result }) => result.probe === null);
      below.checked = isChosen || state.beside.includes(outcome.mode);
      below.disabled = isChosen;
    },
  };
}

function isBetter(outcome: ModeOutcome, chosen: ModeOutcome | undefined): boolean {
  return chosen !== undefined && comparedWith(outcome.result, chosen.result).endsWith('fast');
}
