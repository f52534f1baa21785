/** Which key does what. Pure: a key event's data in, a command out. The help page is made from the same table. */
import type { Command } from '../commands';

/** The part of a KeyboardEvent that counts. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export interface Binding {
  readonly command: Command;
  /** `KeyboardEvent.key`, lower case for letters. `ctrl+` stands for Ctrl, and for Cmd on a Mac. */
  readonly keys: readonly string[];
  readonly help: string;
}

export interface BindingGroup {
  readonly title: string;
  readonly bindings: readonly Binding[];
}

export const BINDINGS: readonly BindingGroup[] = [
  {
    title: 'Look around',
    bindings: [
      { command: 'zoom-in', keys: ['w', '+', '='], help: 'Zoom in' },
      { command: 'zoom-out', keys: ['s', '-'], help: 'Zoom out' },
      { command: 'pan-left', keys: ['a', 'arrowleft'], help: 'Earlier' },
      { command: 'pan-right', keys: ['d', 'arrowright'], help: 'Later' },
      { command: 'fit-selection', keys: ['f'], help: 'Fit the selected span or range' },
      { command: 'whole-run', keys: ['0'], help: 'Whole run' },
      { command: 'undo-view', keys: ['z', 'ctrl+z'], help: 'Back to the view before' },
    ],
  },
  {
    title: 'Go through spans',
    bindings: [
      { command: 'next-of-line', keys: ['j'], help: "Next span of the cursor's line in the editor" },
      { command: 'lane-up', keys: ['arrowup'], help: 'Lane above' },
      { command: 'lane-down', keys: ['arrowdown'], help: 'Lane below' },
      { command: 'next-span', keys: ['.'], help: 'Next span' },
      { command: 'previous-span', keys: [','], help: 'Previous span' },
      { command: 'next-wait', keys: [']'], help: 'Next wait for the GIL' },
      { command: 'previous-wait', keys: ['['], help: 'Previous wait for the GIL' },
      { command: 'pin-lane', keys: ['p'], help: 'Keep the lane at the top, or let it go' },
      { command: 'go-to-source', keys: ['enter', 'ctrl+enter'], help: 'Go to the line of the selected span' },
      { command: 'find', keys: ['/', 'g'], help: 'Find a thread or a call' },
    ],
  },
  {
    title: 'Play',
    bindings: [
      { command: 'play', keys: [' '], help: 'Play or pause the clock; step where motion is reduced' },
      { command: 'step-forward', keys: ['n'], help: 'To the next time the GIL changes hands' },
      { command: 'step-back', keys: ['b'], help: 'To the time before' },
      { command: 'follow', keys: ['e'], help: 'Follow edits and the file in the editor, or stop' },
    ],
  },
  {
    title: 'Measure and compare',
    bindings: [
      { command: 'mark-range', keys: ['m'], help: 'Mark the visible range, or unmark it' },
      { command: 'range-from-span', keys: ['r'], help: 'Mark the range of the selected span' },
      { command: 'compare', keys: ['c'], help: 'Show another mode below, or only this one' },
      { command: 'table', keys: ['t'], help: 'Table of threads' },
      { command: 'legend', keys: ['l'], help: 'Legend' },
      { command: 'clear', keys: ['escape'], help: 'Close help, unmark, unselect, show all states' },
      { command: 'help', keys: ['?'], help: 'This help' },
    ],
  },
];

/** What counts in the whole page; the rest only while the timeline has the focus, so that the page scrolls as usual. */
const TIMELINE_ONLY: readonly string[] = [
  'arrowleft',
  'arrowright',
  'arrowup',
  'arrowdown',
  'enter',
  'ctrl+enter',
  'ctrl+z',
  // Elsewhere it presses the button that has the focus, or scrolls.
  ' ',
];

/** The command for a key; undefined leaves the key to whoever else wants it. */
export function commandOfKey(press: KeyPress, timelineHasFocus: boolean): Command | undefined {
  if (press.altKey) return undefined;
  const key = press.key.toLowerCase();
  const name = press.ctrlKey || press.metaKey ? `ctrl+${key}` : key;
  // Shift with a letter is another key, which may belong to somebody else; with a sign it is how one types it.
  if (press.shiftKey && /^[a-z]$/.test(key)) return undefined;
  if (!timelineHasFocus && TIMELINE_ONLY.includes(name)) return undefined;
  for (const group of BINDINGS) {
    for (const binding of group.bindings) if (binding.keys.includes(name)) return binding.command;
  }
  return undefined;
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  enter: 'Enter',
  escape: 'Esc',
  ' ': 'Space',
};

/** A key as the help page shows it: `Ctrl+Z`. */
export function keyLabel(name: string): string {
  return name
    .split(/(?<=ctrl)\+/)
    .map((part) => (part === 'ctrl' ? 'Ctrl' : (KEY_NAMES[part] ?? part.toUpperCase())))
    .join('+');
}
