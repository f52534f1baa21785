/**
 * How the SVG picture looks: colours, and the textures that tell states apart without them. Only plain class selectors: not every
 * program that shows SVG knows others.
 */
import type { Span, ThreadState } from '../model/simResult';
import { STATE_STYLES, type StateStyle, stateTitle } from './states';

export type Theme = 'light' | 'dark';

/** What a box of the picture shows. */
export type Look = Exclude<ThreadState, 'idle'> | 'collect';

/** In the order of the legend. A thread collects garbage with the GIL, so that looks alike. */
export const LOOKS: Readonly<Record<Look, StateStyle>> = {
  held: STATE_STYLES.held,
  collect: { title: 'Collecting garbage', letter: 'G', colour: STATE_STYLES.held.colour },
  'gil-wait': STATE_STYLES['gil-wait'],
  native: STATE_STYLES.native,
  io: STATE_STYLES.io,
  'lock-wait': STATE_STYLES['lock-wait'],
  startup: STATE_STYLES.startup,
};

/** Without a theme, the colours follow the reader's preference. */
export function styleElement(theme: Theme | undefined): string {
  const dark = theme === undefined ? `@media (prefers-color-scheme: dark) {\n${DARK}\n}` : DARK;
  return `<style>\n${LIGHT}${theme === 'light' ? '' : `\n${dark}`}\n</style>`;
}

export const LOOK_ORDER = Object.keys(LOOKS) as readonly Look[];

/** Undefined where nothing is drawn. */
export function lookOf({ state, collects }: Pick<Span, 'state' | 'collects'>): Look | undefined {
  if (collects === true) return 'collect';
  return state === 'idle' ? undefined : state;
}

export function titleOf({ state, collects }: Pick<Span, 'state' | 'collects'>, gil: number): string {
  return collects === true ? LOOKS.collect.title : stateTitle(state, gil);
}

/** Of the text on a box. */
export function letterClass(look: Look): string {
  return LOOKS[look].colour === LOOKS.held.colour ? 'letter on-blue' : 'letter';
}

export interface BoxPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** With an edge that tells it from its neighbours. */
  readonly isTurn?: boolean;
}

/** The box of a look with its texture: holding is plain, everything else has its own. */
export function boxMarkup(look: Look, { x, y, width, height, isTurn }: BoxPlace): string {
  const shape = `x="${x}" y="${y}" width="${width}" height="${height}"`;
  const box = `<rect class="${look}${isTurn === true ? ' turn' : ''}" ${shape}/>`;
  switch (look) {
    case 'held':
      return box;
    case 'collect':
      return width < 3
        ? box
        : `${box}<path class="edges" d="M${x + 1} ${y + 3}h${width - 2}M${x + 1} ${y + height - 3}h${width - 2}"/>`;
    default:
      return `${box}<rect fill="url(#p-${look})" ${shape}/>`;
  }
}

/** The patterns that `boxMarkup` refers to. */
export const PATTERNS = `<defs>
<pattern id="p-gil-wait" width="8" height="8" patternUnits="userSpaceOnUse"><path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="#fff" stroke-opacity=".6"/></pattern>
<pattern id="p-native" width="8" height="8" patternUnits="userSpaceOnUse"><circle cx="4" cy="4" r="1.4" fill="#fff" fill-opacity=".6"/></pattern>
<pattern id="p-io" width="8" height="6" patternUnits="userSpaceOnUse"><path d="M0 3H8" stroke="#000" stroke-opacity=".35"/></pattern>
<pattern id="p-lock-wait" width="8" height="8" patternUnits="userSpaceOnUse"><path d="M0 0L8 8M8 0L0 8" stroke="#000" stroke-opacity=".35"/></pattern>
<pattern id="p-startup" width="6" height="8" patternUnits="userSpaceOnUse"><path d="M3 0V8" stroke="#000" stroke-opacity=".35"/></pattern>
</defs>`;

const LIGHT = `.background { fill: #fff }
.turn { stroke: #fff }
text { fill: #1f1f1f }
.title { font-size: 16px; font-weight: 600 }
.name { text-anchor: end }
.tick { text-anchor: middle; fill: #616161 }
.grid { stroke: #d0d0d0; fill: none }
.edges { stroke: #fff; stroke-width: 2; fill: none }
${Object.entries(LOOKS)
  .map(([look, { colour }]) => `.${look} { fill: ${colour} }`)
  .join('\n')}
.letter { text-anchor: middle; font-weight: 600; fill: #000; paint-order: stroke; stroke: #fff; stroke-width: 3px }
.on-blue { fill: #fff; stroke: ${STATE_STYLES.held.colour} }`;

/** What lies on a box looks the same on any background. */
const DARK = `.background { fill: #1f1f1f }
.turn { stroke: #1f1f1f }
text { fill: #e6e6e6 }
.tick { fill: #a0a0a0 }
.grid { stroke: #404040 }
.letter { fill: #000 }
.on-blue { fill: #fff }`;
