/** A part of the page that opens and closes, with its state kept in the store. */
import type { Panel, State } from '../store';
import type { Actions } from './component';
import { element, setText } from './dom';

export interface Disclosure {
  readonly element: HTMLElement;
  readonly content: HTMLElement;
  /** True while it is open. */
  update(state: State): boolean;
  setNote(text: string): void;
}

export function createDisclosure(actions: Actions, panel: Panel, title: string): Disclosure {
  const note = element('span', { class: 'muted' });
  const content = element('div', { class: 'disclosure-content' });
  const details = element(
    'details',
    { id: `panel-${panel}`, class: 'disclosure' },
    element(
      'summary',
      { id: `panel-${panel}-summary` },
      element('span', { class: 'disclosure-title', text: title }),
      note,
    ),
    content,
  );
  details.addEventListener('toggle', () => actions.dispatch({ type: 'panel', panel, open: details.open }));
  return {
    element: details,
    content,
    update(state) {
      const open = state.open.includes(panel);
      if (details.open !== open) details.open = open;
      return open;
    },
    setNote: (text) => setText(note, text),
  };
}
