/** Colours and fonts of the canvas, read from the style sheet's variables, so that every VS Code theme is followed. */
import type { BandItem, LineItem, TextRole } from '../layout/displayItems';

export interface StateColours {
  /** Pattern, edge and, where `solid`, the whole box. */
  readonly ink: string;
  /** Painted under the pattern; opaque where `solid`. */
  readonly tintAlpha: number;
}

export interface Theme {
  /** High contrast: patterns and outlines carry the meaning, colours do not. */
  readonly outlined: boolean;
  readonly background: string;
  readonly foreground: string;
  readonly muted: string;
  /** By number of state. */
  readonly states: readonly StateColours[];
  /** Second shade of GIL lanes. */
  readonly heldAlternate: string;
  readonly textOnHeld: string;
  readonly bands: Readonly<Record<BandItem['role'], string>>;
  readonly lines: Readonly<Record<LineItem['role'], string>>;
  readonly selection: string;
  readonly marked: string;
  readonly arrow: string;
  /** Text on the clock's label. */
  readonly onPlayhead: string;
  readonly fontFamily: string;
  readonly fontSizePx: number;
}

/** `lookUp` gives the value of a custom property, `''` where it is not set. */
export function readTheme(lookUp: (property: string) => string, outlined: boolean): Theme {
  const colour = (name: string): string => {
    const value = lookUp(`--gilscope-${name}`).trim();
    return value === '' ? 'transparent' : value;
  };
  const tint = (ink: string, tintAlpha: number): StateColours => ({
    ink: colour(ink),
    tintAlpha: outlined ? 0 : tintAlpha,
  });
  const size = Number.parseFloat(lookUp('--gilscope-font-size'));
  return {
    outlined,
    background: colour('background'),
    foreground: colour('foreground'),
    muted: colour('muted'),
    states: [
      { ink: colour('held'), tintAlpha: 1 },
      tint('gil-wait', 0.16),
      tint('native', 0.28),
      tint('io', 0.24),
      tint('lock', 0.2),
      tint('startup', 0.24),
      { ink: 'transparent', tintAlpha: 0 },
    ],
    heldAlternate: colour('held-alternate'),
    textOnHeld: colour('text-on-held'),
    bands: {
      section: colour('section'),
      'gil-lane': colour('lane'),
      lane: 'transparent',
      'current-lane': colour('current-lane'),
      names: colour('background'),
      axis: colour('background'),
      range: colour('range'),
      future: colour('future'),
      saved: colour('saved'),
      lost: colour('lost'),
      'playhead-label': colour('playhead'),
    },
    lines: {
      baseline: colour('baseline'),
      grid: colour('grid'),
      end: colour('end'),
      axis: colour('border'),
      range: colour('focus'),
      playhead: colour('playhead'),
      pinned: colour('muted'),
    },
    selection: colour('focus'),
    marked: colour('marked'),
    arrow: colour('foreground'),
    onPlayhead: colour('on-playhead'),
    fontFamily: lookUp('--gilscope-font-family').trim() || 'sans-serif',
    fontSizePx: Number.isFinite(size) ? size : 13,
  };
}

/** Font of a text as the canvas takes it. */
export function fontOf(theme: Theme, role: TextRole): string {
  const small = Math.max(theme.fontSizePx - 2, 9);
  switch (role) {
    case 'section':
    case 'gil-name':
      return `600 ${String(theme.fontSizePx - 1)}px ${theme.fontFamily}`;
    case 'name':
      return `${String(theme.fontSizePx - 1)}px ${theme.fontFamily}`;
    case 'end':
    case 'playhead':
      return `600 ${String(small)}px ${theme.fontFamily}`;
    case 'native-name':
    case 'axis':
    case 'on-span':
    case 'on-pattern':
      return `${String(small)}px ${theme.fontFamily}`;
  }
}
