/** The active legend: every state with its pattern, letter and share of the visible range. A click hides the state. */
import type { Derived } from '../derived';
import { ARROW_DASHES } from '../draw/paint';
import { TILE_PX } from '../draw/patterns';
import type { PatternSet } from '../draw/patterns';
import type { Theme } from '../draw/theme';
import { formatPercent, formatRange } from '../run/format';
import type { ArrowItem } from '../layout/displayItems';
import { MARKS } from '../run/marks';
import type { MarkInfo } from '../run/marks';
import { sharesInRange } from '../run/shares';
import { COLLECT_TAG, STATES } from '../run/states';
import type { Actions, Component } from './component';
import { button, element, setAttribute, setText, svg } from './dom';

export interface Legend extends Component {
  /** Draws the swatches anew. */
  retheme(theme: Theme, patterns: PatternSet, pixelRatio: number): void;
  focus(): void;
}

const SWATCH = { width: 26, height: 16 };
/** Summing all spans takes longer than a frame should: it waits until the view stands still for this long. */
const SETTLE_MS = 120;

export function createLegend(actions: Actions): Legend {
  const entries = STATES.map((info, index) => {
    const swatch = element('canvas', { class: 'swatch', attributes: { 'aria-hidden': 'true' } });
    const share = element('span', { class: 'share' });
    const label = element('span', { text: info.label });
    const toggle = button(
      {
        id: `legend-${info.state}`,
        class: 'legend-entry',
        title: `${info.meaning} Click to hide or show.`,
        attributes: { 'aria-pressed': 'true' },
        onClick: () => actions.dispatch({ type: 'toggle-state', state: info.state }),
      },
      swatch,
      label,
      share,
    );
    return { info, index, swatch, share, label, toggle };
  });
  const scope = element('span', { id: 'legend-scope', class: 'muted' });
  const marks = element(
    'ul',
    { id: 'marks', class: 'marks', attributes: { 'aria-label': 'Marks in the timeline' } },
    ...MARKS.map(({ label, corners }) => element('li', {}, glyph(corners), label)),
    element('li', {}, element('strong', { text: COLLECT_TAG }), 'Collects garbage, with the GIL'),
    ...ARROWS.map(({ role, label }) => element('li', {}, arrowGlyph(role), label)),
  );
  const states = element(
    'div',
    { id: 'legend', class: 'legend', attributes: { role: 'group', 'aria-labelledby': 'legend-scope' } },
    ...entries.map(({ toggle }) => toggle),
    scope,
  );
  const root = element('div', { class: 'legends' }, states, marks);

  let settle: ReturnType<typeof setTimeout> | undefined;
  let shown: { runs: Derived['runs']; start: number; end: number } | undefined;
  return {
    element: root,
    update(state, derived) {
      root.hidden = derived === undefined;
      if (derived === undefined) return;
      const hasGil = derived.runs.some((run) => run.lanes.threads.some((thread) => thread.gil >= 0));
      for (const { info, toggle, label } of entries) {
        setAttribute(toggle, 'aria-pressed', String(!state.hidden.includes(info.state)));
        if (info.state === 'held') setText(label, hasGil ? info.label : 'Running Python code');
      }
      const { startSeconds: start, endSeconds: end } = state.range ?? derived.view;
      if (shown !== undefined && shown.runs === derived.runs && shown.start === start && shown.end === end)
        return;
      const first = shown?.runs !== derived.runs;
      shown = { runs: derived.runs, start, end };
      const count = (): void => {
        const shares = sharesInRange(derived.runs, start, end);
        for (const { index, share, toggle } of entries) {
          setText(share, formatPercent(shares[index] ?? 0));
          toggle.classList.toggle('absent', (shares[index] ?? 0) === 0);
        }
        const resolution = 10 ** Math.floor(Math.log10((end - start) / 100));
        const which = state.range === undefined ? 'visible' : 'marked';
        setText(scope, `Shares of the ${which} range, ${formatRange(start, end, resolution)}`);
      };
      clearTimeout(settle);
      if (first) count();
      else settle = setTimeout(count, SETTLE_MS);
    },
    retheme(theme, patterns, pixelRatio) {
      for (const { info, index, swatch } of entries) {
        drawSwatch(swatch, index, info.tag, theme, patterns, pixelRatio);
      }
    },
    focus: () => entries[0]?.toggle.focus(),
  };
}

/** What the arrows of a selected span are; the order is that of importance. */
const ARROWS: readonly { readonly role: ArrowItem['role']; readonly label: string }[] = [
  { role: 'gil', label: 'The GIL goes over' },
  { role: 'wake', label: 'Lets another thread go on' },
  { role: 'task', label: 'Task handed over, result' },
];

/** An arrow as the timeline draws it. */
function arrowGlyph(role: ArrowItem['role']): SVGSVGElement {
  return svg(
    'svg',
    { class: 'mark', viewBox: '0 0 24 10', width: 24, height: 10, 'aria-hidden': 'true' },
    svg('line', { x1: 0, y1: 5, x2: 18, y2: 5, 'stroke-dasharray': ARROW_DASHES[role].join(' ') }),
    svg('polygon', { points: '24,5 17,2 17,8' }),
  );
}

/** A mark as the timeline draws it. */
function glyph(corners: MarkInfo['corners']): SVGSVGElement {
  const points = corners.map(([x, y]) => `${String(x)},${String(y)}`).join(' ');
  return svg(
    'svg',
    { class: 'mark', viewBox: '-1.2 -1.2 2.4 2.4', width: 11, height: 11, 'aria-hidden': 'true' },
    svg('polygon', { points }),
  );
}

function drawSwatch(
  swatch: HTMLCanvasElement,
  state: number,
  tag: string,
  theme: Theme,
  patterns: PatternSet,
  pixelRatio: number,
): void {
  const { width, height } = SWATCH;
  swatch.width = width * pixelRatio;
  swatch.height = height * pixelRatio;
  swatch.style.width = `${String(width)}px`;
  swatch.style.height = `${String(height)}px`;
  const context = swatch.getContext('2d');
  const colours = theme.states[state];
  if (context === null || colours === undefined) return;
  context.scale(pixelRatio, pixelRatio);
  if (tag === '') {
    context.fillStyle = theme.lines.baseline;
    context.fillRect(0, height / 2 - 0.5, width, 1);
    return;
  }
  context.globalAlpha = colours.tintAlpha;
  context.fillStyle = colours.ink;
  context.fillRect(0, 0, width, height);
  context.globalAlpha = 1;
  const pattern = patterns[state];
  if (pattern !== undefined) {
    context.fillStyle = pattern;
    context.fillRect(0, 0, width, height);
    context.strokeStyle = theme.outlined ? theme.foreground : colours.ink;
    context.strokeRect(0.5, 0.5, width - 1, height - 1);
    context.fillStyle = theme.background;
    context.fillRect(width / 2 - TILE_PX / 2 - 1, 2, TILE_PX + 2, height - 4);
  }
  context.font = `600 10px ${theme.fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = pattern === undefined ? theme.textOnHeld : theme.foreground;
  context.fillText(tag, width / 2, height / 2 + 0.5);
}
