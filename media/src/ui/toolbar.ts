/** The row of buttons over the timeline: everything that also has a key, and the exports. */
import type { Command } from '../commands';
import type { State } from '../store';
import type { Actions, Component, ExportFormat } from './component';
import { button, element, prefersReducedMotion, setAttribute } from './dom';
import { icon } from './icons';
import type { IconName } from './icons';

export interface Toolbar extends Component {
  focusFind(): void;
}

const FORMATS: readonly { readonly format: ExportFormat; readonly title: string; readonly help: string }[] = [
  { format: 'trace', title: 'Chrome trace (JSON)', help: 'For Perfetto and chrome://tracing' },
  { format: 'speedscope', title: 'speedscope (JSON)', help: 'For speedscope.app' },
  { format: 'svg', title: 'Picture (SVG)', help: 'The whole run, text as text' },
  { format: 'png', title: 'Picture (PNG)', help: 'The view as it is, twice the size' },
  { format: 'html', title: 'Page (HTML)', help: 'Picture and table in one file' },
  { format: 'csv', title: 'Table (CSV)', help: 'A row for each thread' },
];

export function createToolbar(actions: Actions): Toolbar {
  const play = commandButton(actions, 'play', 'play', 'Play (Space)');
  const playIcon = icon('play');
  const pauseIcon = icon('pause');
  const undo = commandButton(actions, 'undo-view', 'undo', 'Back to the view before (Z)');
  const fit = commandButton(actions, 'fit-selection', 'fit', 'Fit the selected span or range (F)');
  const findInput = element('input', {
    id: 'find',
    class: 'find',
    attributes: {
      type: 'search',
      placeholder: 'Find a thread or call',
      'aria-label': 'Find a thread or a call',
    },
  });
  findInput.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') actions.find(findInput.value);
    else if (event.key === 'Escape') actions.focusTimeline();
  });
  const exports = createExportMenu(actions);
  let playing: boolean | undefined;
  const root = element(
    'div',
    { class: 'toolbar', attributes: { role: 'toolbar', 'aria-label': 'Timeline' } },
    play,
    commandButton(actions, 'step-back', 'step-back', 'To the hand-over before (B)'),
    commandButton(actions, 'step-forward', 'step-forward', 'To the next hand-over (N)'),
    element('span', { class: 'divider' }),
    commandButton(actions, 'zoom-in', 'zoom-in', 'Zoom in (W)'),
    commandButton(actions, 'zoom-out', 'zoom-out', 'Zoom out (S)'),
    commandButton(actions, 'whole-run', 'whole', 'Whole run (0)'),
    fit,
    undo,
    findInput,
    element('span', { class: 'spacer' }),
    commandButton(actions, 'copy-summary', 'copy', 'Copy summary as Markdown'),
    exports,
    commandButton(actions, 'help', 'help', 'Keys and mouse (?)'),
  );
  return {
    element: root,
    update(state: State, derived) {
      root.hidden = derived === undefined;
      play.hidden = prefersReducedMotion();
      if (playing !== state.playing || play.firstChild === null) {
        playing = state.playing;
        play.replaceChildren(playing ? pauseIcon : playIcon);
        play.title = playing ? 'Pause (Space)' : 'Play (Space)';
        setAttribute(play, 'aria-label', playing ? 'Pause' : 'Play');
      }
      undo.disabled = state.earlierViews.length === 0;
      fit.disabled = state.selection === undefined && state.range === undefined;
    },
    focusFind() {
      findInput.focus();
      findInput.select();
    },
  };
}

function commandButton(actions: Actions, command: Command, name: IconName, title: string): HTMLButtonElement {
  return button(
    {
      id: `command-${command}`,
      class: 'icon-button',
      title,
      attributes: { 'aria-label': title.replace(/ \([^)]*\)$/, '') },
      onClick: () => actions.run(command),
    },
    icon(name),
  );
}

/** Between a menu and the edge of the page, at least. */
const MENU_AIR_PX = 8;

/** A button that opens a list of buttons; Escape and leaving it close it. */
function createExportMenu(actions: Actions): HTMLElement {
  const list = element('div', { id: 'export-list', class: 'menu' });
  const opener = button(
    {
      id: 'export',
      class: 'icon-button',
      title: 'Export',
      attributes: { 'aria-label': 'Export', 'aria-expanded': 'false', 'aria-controls': 'export-list' },
    },
    icon('export'),
  );
  const root = element('div', { class: 'menu-anchor' }, opener, list);
  const show = (open: boolean): void => {
    list.hidden = !open;
    setAttribute(opener, 'aria-expanded', String(open));
    // In a narrow view the button stands at the left, and the list would begin outside.
    list.style.right = '0';
    if (open) list.style.right = `${String(Math.min(list.getBoundingClientRect().left - MENU_AIR_PX, 0))}px`;
  };
  show(false);
  opener.addEventListener('click', () => {
    show(list.hidden);
    if (!list.hidden) list.querySelector('button')?.focus();
  });
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) {
      show(false);
      opener.focus();
      event.stopPropagation();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      moveFocus(list, event.key === 'ArrowDown' ? 1 : -1);
      event.preventDefault();
    }
  });
  root.addEventListener('focusout', (event) => {
    if (!(event.relatedTarget instanceof Node && root.contains(event.relatedTarget))) show(false);
  });
  for (const { format, title, help } of FORMATS) {
    list.append(
      button(
        {
          id: `export-${format}`,
          class: 'menu-item',
          onClick: () => {
            show(false);
            opener.focus();
            actions.exportAs(format);
          },
        },
        element('span', { text: title }),
        element('span', { class: 'muted', text: help }),
      ),
    );
  }
  return root;
}

function moveFocus(list: HTMLElement, step: 1 | -1): void {
  const items = [...list.querySelectorAll('button')];
  const at = items.findIndex((item) => item === document.activeElement);
  items[(at + step + items.length) % items.length]?.focus();
}
