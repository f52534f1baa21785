/** The page of keys, made from the table that the keys are looked up in. */
import type { Actions, Component } from './component';
import { button, element } from './dom';
import { icon } from './icons';
import { BINDINGS, keyLabel } from './keys';

export interface Help extends Component {
  focus(): void;
}

const MOUSE: readonly (readonly [string, string])[] = [
  ['Click', 'Select a span and go to its line'],
  ['Double-click', 'Fit the span'],
  ['Drag', 'Move in time'],
  ['Shift+drag', 'Mark a range'],
  ['Wheel', 'Move in time; at the ends the page scrolls'],
  ['Ctrl+wheel, pinch', 'Zoom at the pointer'],
];

export function createHelp(actions: Actions): Help {
  const close = button(
    {
      class: 'icon-button',
      title: 'Close (Esc)',
      attributes: { 'aria-label': 'Close help' },
      onClick: () => actions.run('help'),
    },
    icon('close'),
  );
  const dialog = element(
    'div',
    {
      id: 'help',
      class: 'help',
      attributes: { role: 'dialog', 'aria-modal': 'false', 'aria-labelledby': 'help-title' },
    },
    element(
      'div',
      { class: 'help-head' },
      element('h2', { id: 'help-title', text: 'Keys and mouse' }),
      close,
    ),
    element(
      'div',
      { class: 'help-groups' },
      ...BINDINGS.map(({ title, bindings }) =>
        group(
          title,
          bindings.map(({ keys, help }) => [keys.map(keyLabel), help]),
        ),
      ),
      group(
        'Mouse',
        MOUSE.map(([gesture, help]) => [[gesture], help]),
      ),
    ),
  );
  dialog.hidden = true;
  return {
    element: dialog,
    update(state) {
      dialog.hidden = !state.open.includes('help');
    },
    focus: () => close.focus(),
  };
}

function group(title: string, entries: readonly (readonly [readonly string[], string])[]): HTMLElement {
  return element(
    'section',
    {},
    element('h3', { text: title }),
    element(
      'dl',
      {},
      ...entries.flatMap(([keys, help]) => [
        element('dt', {}, ...keys.map((key) => element('kbd', { text: key }))),
        element('dd', { text: help }),
      ]),
    ),
  );
}
