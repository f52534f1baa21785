/**
 * A simulation as a static SVG picture. Text stays text, states differ by colour, pattern and letter, and colours
 * follow the reader's light or dark preference. Its size does not grow with the number of spans.
 */
import type { Scenario } from '../model/scenario';
import type { SimResult, ThreadState } from '../model/simResult';
import { secondsText } from './figures';
import { type LaneSpan, lanesOf } from './lanes';
import { escapeXml } from './markup';
import { modeTitle } from './modes';
import { raster } from './raster';
import { STATE_STYLES, stateTitle } from './states';

export interface PictureOptions {
  readonly title?: string;
  /** The verdict in a sentence. */
  readonly sentence?: string;
  /** Default 1000. */
  readonly widthPx?: number;
  /** Write title and sentence into the picture. Default true; the page around it may do so instead. */
  readonly heading?: boolean;
}

/** A stretch in which a thread collects garbage, with the GIL. */
const COLLECTS = { letter: 'G', title: 'Collecting garbage' };

const LANE_PX = 22;
const LANE_GAP_PX = 6;
const NAME_PX = 150;
const MARGIN_PX = 16;
const LINE_PX = 18;

/** Widths of letters are not known here; 7.2 px are safe for the 12 px fonts of all systems. */
const LETTER_PX = 7.2;

/** `result` must have been made with `spans: true`. */
export function simulationSvg(scenario: Scenario, result: SimResult, options: PictureOptions = {}): string {
  const width = Math.max(400, Math.round(options.widthPx ?? 1000));
  const chartPx = width - NAME_PX - 2 * MARGIN_PX;
  const rows = rowsOf(result, chartPx);
  const title = options.title ?? `Simulation of the GIL: ${modeTitle(scenario.executor.kind)}`;
  const hasHeading = options.heading !== false;
  const lines = [
    ...(hasHeading && options.sentence !== undefined ? wrapped(options.sentence, width - 2 * MARGIN_PX) : []),
    headline(scenario, result),
  ];
  const titlePx = hasHeading ? 26 : 0;
  const top = MARGIN_PX + titlePx + lines.length * LINE_PX + 10;
  const axisTop = top + rows.length * (LANE_PX + LANE_GAP_PX);
  const legend = legendOf(result, axisTop + 44, width);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${legend.bottom}" viewBox="0 0 ${width} ${legend.bottom}" role="img" aria-labelledby="gilscope-title gilscope-description" font-family="system-ui, sans-serif" font-size="12">`,
    `<title id="gilscope-title">${escapeXml(title)}</title>`,
    `<desc id="gilscope-description">${escapeXml(lines.join(' '))}</desc>`,
    STYLE,
    PATTERNS,
    `<rect class="background" width="${width}" height="${legend.bottom}"/>`,
    ...(hasHeading
      ? [`<text class="title" x="${MARGIN_PX}" y="${MARGIN_PX + 16}">${escapeXml(title)}</text>`]
      : []),
    ...lines.map(
      (line, i) =>
        `<text x="${MARGIN_PX}" y="${MARGIN_PX + titlePx + (i + 1) * LINE_PX - 4}">${escapeXml(line)}</text>`,
    ),
    ...gridOf(result.wallSeconds, chartPx, top, axisTop),
    ...rows.map((row, i) => rowMarkup(row, top + i * (LANE_PX + LANE_GAP_PX))),
    legend.markup,
    '</svg>',
  ].join('\n');
}

interface Box {
  readonly x: number;
  readonly width: number;
  readonly state: ThreadState;
  readonly label: string;
  readonly tooltip: string;
}

interface Row {
  readonly name: string;
  readonly isGil: boolean;
  readonly boxes: readonly Box[];
}

function rowsOf(result: SimResult, chartPx: number): readonly Row[] {
  const { gils, threads, loopTasks } = lanesOf(result);
  const boxes = (
    spans: readonly LaneSpan[],
    keyOf: (span: LaneSpan) => string,
    labelOf: (span: LaneSpan) => string,
  ): Box[] =>
    raster(spans, chartPx, result.wallSeconds, keyOf).map(({ first, last, span }) => {
      const from = secondsText((first / chartPx) * result.wallSeconds);
      const to = secondsText(((last + 1) / chartPx) * result.wallSeconds);
      const thread = threads[span.holder]?.thread;
      const what = span.collects === true ? COLLECTS.title : stateTitle(span.state, thread?.gil ?? 0);
      return {
        x: first,
        width: last - first + 1,
        state: span.state,
        label: labelOf(span),
        tooltip: `${thread?.name ?? ''}: ${what}, ${from} to ${to}`,
      };
    });
  const stateBoxes = (spans: readonly LaneSpan[]): Box[] =>
    boxes(
      spans.filter(({ state }) => state !== 'idle'),
      (span) => (span.collects === true ? COLLECTS.title : span.state),
      (span) => (span.collects === true ? COLLECTS.letter : STATE_STYLES[span.state].letter),
    );
  return [
    ...gils
      .filter(({ gil }) => threads.filter(({ thread }) => thread.gil === gil).length > 1)
      .map(({ title, spans }) => ({
        name: title,
        isGil: true,
        boxes: boxes(
          spans,
          (span) => String(span.holder),
          (span) => threads[span.holder]?.thread.name ?? '',
        ),
      })),
    ...threads.flatMap(({ thread, spans }, index) => [
      { name: thread.name, isGil: false, boxes: stateBoxes(spans) },
      ...loopTasks
        .filter((task) => task.thread === index)
        .map((task) => ({ name: `↳ ${task.name}`, isGil: false, boxes: stateBoxes(task.spans) })),
    ]),
  ];
}

function rowMarkup({ name, isGil, boxes }: Row, y: number): string {
  const x0 = MARGIN_PX + NAME_PX;
  const middle = y + LANE_PX / 2 + 4;
  const shortName = cropped(name, NAME_PX - 10);
  return [
    `<g><text class="name" x="${x0 - 10}" y="${middle}">${escapeXml(shortName)}</text>`,
    ...boxes.map(({ x, width, state, label, tooltip }) => {
      const shape = `x="${x0 + x}" y="${y}" width="${width}" height="${LANE_PX}"`;
      const fits = (text: string): boolean => text.length * LETTER_PX <= width - 4;
      const number = label.split(' ').at(-1) ?? '';
      const shown = fits(label) ? label : fits(number) ? number : '';
      // Turns of different threads stand side by side in the same colour: a thin edge tells them apart.
      const edge = isGil && width >= 4 ? ' turn' : '';
      const text =
        shown === ''
          ? ''
          : `<text class="on-${state}" x="${x0 + x + width / 2}" y="${middle}">${escapeXml(shown)}</text>`;
      return `<g><title>${escapeXml(tooltip)}</title><rect class="${state}${edge}" ${shape}/><rect fill="url(#p-${state})" ${shape}/>${text}</g>`;
    }),
    '</g>',
  ].join('\n');
}

function gridOf(wallSeconds: number, chartPx: number, top: number, bottom: number): readonly string[] {
  const x0 = MARGIN_PX + NAME_PX;
  const step = niceStep(wallSeconds / 6);
  const marks: string[] = [];
  for (let i = 0; step > 0 && i * step <= wallSeconds * (1 + 1e-9); i++) {
    const x = rounded(x0 + ((i * step) / wallSeconds) * chartPx);
    marks.push(
      `<path class="grid" d="M${x} ${top - 4}V${bottom}"/><text class="tick" x="${x}" y="${bottom + 14}">${secondsText(i * step)}</text>`,
    );
  }
  return marks;
}

/** 1, 2 or 5 times a power of ten, at least `least`. */
function niceStep(least: number): number {
  if (least <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

function legendOf(
  result: SimResult,
  top: number,
  width: number,
): { readonly markup: string; readonly bottom: number } {
  const shown = new Map<ThreadState, string>();
  for (const { thread, spans } of lanesOf(result).threads) {
    for (const { state } of spans) if (state !== 'idle') shown.set(state, stateTitle(state, thread.gil));
  }
  let x = MARGIN_PX;
  let y = top;
  const entries = [...shown].map(([state, title]) => {
    const entryPx = 34 + title.length * LETTER_PX;
    if (x > MARGIN_PX && x + entryPx > width - MARGIN_PX) {
      x = MARGIN_PX;
      y += 24;
    }
    const shape = `x="${x}" y="${y - 13}" width="18" height="18"`;
    const markup = `<rect class="${state}" ${shape}/><rect fill="url(#p-${state})" ${shape}/><text class="on-${state}" x="${x + 9}" y="${y}">${STATE_STYLES[state].letter}</text><text x="${x + 24}" y="${y}">${escapeXml(title)}</text>`;
    x += entryPx;
    return markup;
  });
  return { markup: entries.join('\n'), bottom: y + MARGIN_PX };
}

function headline(scenario: Scenario, result: SimResult): string {
  const cores = `${scenario.cores} ${scenario.cores === 1 ? 'core' : 'cores'}`;
  const cut = result.truncated ? ' Cut off: the run never ends or takes too many steps.' : '';
  return `Predicted, not measured. ${cores}, switch interval ${secondsText(scenario.switchIntervalSeconds)}, wall time ${secondsText(result.wallSeconds)}.${cut}`;
}

/** The text if it fits, shortened if at least some letters do, nothing otherwise. */
function cropped(text: string, px: number): string {
  const letters = Math.floor(px / LETTER_PX);
  if (text.length <= letters) return text;
  return letters >= 4 ? `${text.slice(0, letters - 1)}…` : '';
}

function wrapped(text: string, px: number): readonly string[] {
  const letters = Math.floor(px / 6.6);
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function rounded(px: number): number {
  return Math.round(px * 10) / 10;
}

const DRAWN = (['held', 'gil-wait', 'native', 'io', 'lock-wait', 'startup'] as const).map(
  (state) => [state, STATE_STYLES[state].colour] as const,
);

const STYLE = `<style>
.background { fill: #fff }
.turn { stroke: #fff }
text { fill: #1f1f1f }
.title { font-size: 16px; font-weight: 600 }
.name { text-anchor: end }
.tick { text-anchor: middle; fill: #616161 }
.grid { stroke: #d0d0d0; fill: none }
${DRAWN.map(([state, colour]) => `.${state} { fill: ${colour} }`).join('\n')}
[class^="on-"] { text-anchor: middle; font-weight: 600; fill: #000; paint-order: stroke; stroke: #fff; stroke-width: 3px }
.on-held { fill: #fff; stroke: #0072B2 }
@media (prefers-color-scheme: dark) {
.background { fill: #1f1f1f }
.turn { stroke: #1f1f1f }
text { fill: #e6e6e6 }
.tick { fill: #a0a0a0 }
.grid { stroke: #404040 }
[class^="on-"] { fill: #000; stroke: #fff }
.on-held { fill: #fff; stroke: #0072B2 }
}
</style>`;

/** Laid over the colour: holding is plain, everything else has its own texture. */
const PATTERNS = `<defs>
<pattern id="p-held" width="8" height="8" patternUnits="userSpaceOnUse"/>
<pattern id="p-gil-wait" width="8" height="8" patternUnits="userSpaceOnUse"><path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="#fff" stroke-opacity=".6"/></pattern>
<pattern id="p-native" width="8" height="8" patternUnits="userSpaceOnUse"><circle cx="4" cy="4" r="1.4" fill="#fff" fill-opacity=".6"/></pattern>
<pattern id="p-io" width="8" height="6" patternUnits="userSpaceOnUse"><path d="M0 3H8" stroke="#000" stroke-opacity=".35"/></pattern>
<pattern id="p-lock-wait" width="8" height="8" patternUnits="userSpaceOnUse"><path d="M0 0L8 8M8 0L0 8" stroke="#000" stroke-opacity=".35"/></pattern>
<pattern id="p-startup" width="6" height="8" patternUnits="userSpaceOnUse"><path d="M3 0V8" stroke="#000" stroke-opacity=".35"/></pattern>
</defs>`;
