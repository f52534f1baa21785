/**
 * A simulation as a static SVG picture. Text stays text, states differ by colour, pattern and letter, and colours
 * follow the reader's light or dark preference. Its size does not grow with the number of spans.
 */
import type { Scenario } from '../model/scenario';
import type { SimResult } from '../model/simResult';
import { LANE_GAP_PX, LANE_PX, rowMarkup, rowsOf } from './exportSvgRows';
import {
  boxMarkup,
  letterClass,
  type Look,
  LOOK_ORDER,
  lookOf,
  LOOKS,
  PATTERNS,
  styleElement,
  type Theme,
  titleOf,
} from './exportSvgStyle';
import { cropped, textPx, wrapped } from './exportSvgText';
import { secondsText } from './figures';
import { type Lanes, lanesOf } from './lanes';
import { escapeXml } from './markup';
import { modeTitle } from './modes';

export interface PictureOptions {
  readonly title?: string;
  /** The verdict in a sentence. */
  readonly sentence?: string;
  /** Default 1000. */
  readonly widthPx?: number;
  /** Write title and sentence into the picture. Default true; the page around it may do so instead. */
  readonly heading?: boolean;
  /** By default the colours follow the reader's preference. */
  readonly theme?: Theme;
}

const NAME_PX = 150;
const MARGIN_PX = 16;
const LINE_PX = 18;

/** The title's letters are larger than those that widths are measured in. */
const TITLE_SCALE = 1.5;

/** Of the picture's size: more would be no help to anyone. */
const MAX_SENTENCE_LINES = 12;

/** `result` must have been made with `spans: true`. */
export function simulationSvg(scenario: Scenario, result: SimResult, options: PictureOptions = {}): string {
  const width = Math.max(400, Math.round(options.widthPx ?? 1000));
  const chartPx = width - NAME_PX - 2 * MARGIN_PX;
  const textWidthPx = width - 2 * MARGIN_PX;
  const lanes = lanesOf(result);
  const { rows, left } = rowsOf(lanes, result.wallSeconds, chartPx);
  const title = options.title ?? `Simulation of the GIL: ${modeTitle(scenario.executor.kind)}`;
  const hasHeading = options.heading !== false;
  const sentence = hasHeading ? wrapped(options.sentence ?? '', textWidthPx) : [];
  const lines = [
    ...sentence.slice(0, MAX_SENTENCE_LINES),
    ...wrapped(headline(scenario, result), textWidthPx),
  ];
  const titlePx = hasHeading ? 26 : 0;
  const top = MARGIN_PX + titlePx + lines.length * LINE_PX + 10;
  const axisTop = top + rows.length * (LANE_PX + LANE_GAP_PX);
  const notes = [
    ...(left === 0 ? [] : [`${left} more rows are not drawn.`]),
    ...(lanes.threads.some(({ spans }) => spans.length > chartPx)
      ? ['Much happens here: each column of a pixel shows what fills most of it.']
      : []),
  ];
  const legend = legendOf(lanes, axisTop + 44 + notes.length * LINE_PX, width);
  const shownTitle = cropped(title, textWidthPx / TITLE_SCALE);
  const line = (text: string, y: number): string =>
    `<text x="${MARGIN_PX}" y="${y}">${escapeXml(text)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${legend.bottom}" viewBox="0 0 ${width} ${legend.bottom}" role="img" aria-labelledby="gilscope-title gilscope-description" font-family="system-ui, sans-serif" font-size="12">`,
    `<title id="gilscope-title">${escapeXml(title)}</title>`,
    `<desc id="gilscope-description">${escapeXml(lines.join(' '))}</desc>`,
    styleElement(options.theme),
    PATTERNS,
    `<rect class="background" width="${width}" height="${legend.bottom}"/>`,
    ...(hasHeading
      ? [`<text class="title" x="${MARGIN_PX}" y="${MARGIN_PX + 16}">${escapeXml(shownTitle)}</text>`]
      : []),
    ...lines.map((text, i) => line(text, MARGIN_PX + titlePx + (i + 1) * LINE_PX - 4)),
    ...gridOf(result.wallSeconds, chartPx, top, axisTop),
    ...rows.map((row, i) =>
      rowMarkup(row, { x: MARGIN_PX + NAME_PX, y: top + i * (LANE_PX + LANE_GAP_PX), namePx: NAME_PX - 10 }),
    ),
    ...notes.map((text, i) => line(text, axisTop + 14 + (i + 1) * LINE_PX)),
    legend.markup,
    '</svg>',
  ].join('\n');
}

function gridOf(wallSeconds: number, chartPx: number, top: number, bottom: number): readonly string[] {
  const x0 = MARGIN_PX + NAME_PX;
  const step = niceStep(wallSeconds / 6);
  const marks: string[] = [];
  for (let i = 0; step > 0 && i * step <= wallSeconds * (1 + 1e-9); i++) {
    const x = rounded(x0 + ((i * step) / wallSeconds) * chartPx);
    const label = secondsText(i * step);
    const labelX = Math.min(x, rounded(x0 + chartPx + MARGIN_PX - textPx(label) / 2));
    marks.push(
      `<path class="grid" d="M${x} ${top - 4}V${bottom}"/><text class="tick" x="${labelX}" y="${bottom + 14}">${label}</text>`,
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
  lanes: Lanes,
  top: number,
  width: number,
): { readonly markup: string; readonly bottom: number } {
  let x = MARGIN_PX;
  let y = top;
  const entries = shownLooks(lanes).map(([look, title]) => {
    const entryPx = 34 + textPx(title);
    if (x > MARGIN_PX && x + entryPx > width - MARGIN_PX) {
      x = MARGIN_PX;
      y += 24;
    }
    const letter = `<text class="${letterClass(look)}" x="${x + 9}" y="${y}">${LOOKS[look].letter}</text>`;
    const markup = `${boxMarkup(look, { x, y: y - 13, width: 18, height: 18 })}${letter}<text x="${x + 24}" y="${y}">${escapeXml(title)}</text>`;
    x += entryPx;
    return markup;
  });
  return { markup: entries.join('\n'), bottom: y + MARGIN_PX };
}

/** What the picture shows, with its name, in the order of `LOOKS`. */
function shownLooks({ threads, loopTasks }: Lanes): readonly (readonly [Look, string])[] {
  const shown = new Map<Look, string>();
  const rows = [
    ...threads.map(({ thread, spans }) => ({ gil: thread.gil, spans })),
    ...loopTasks.map(({ thread, spans }) => ({ gil: threads[thread]?.thread.gil ?? 0, spans })),
  ];
  for (const { gil, spans } of rows) {
    for (const span of spans) {
      const look = lookOf(span);
      if (look !== undefined) shown.set(look, titleOf(span, gil));
    }
  }
  return LOOK_ORDER.flatMap((look) => {
    const title = shown.get(look);
    return title === undefined ? [] : [[look, title] as const];
  });
}

function headline(scenario: Scenario, result: SimResult): string {
  const cores = `${scenario.cores} ${scenario.cores === 1 ? 'core' : 'cores'}`;
  const cut = result.truncated ? ' Cut off: the run never ends or takes too many steps.' : '';
  return `Predicted, not measured. ${cores}, switch interval ${secondsText(scenario.switchIntervalSeconds)}, wall time ${secondsText(result.wallSeconds)}.${cut}`;
}

function rounded(px: number): number {
  return Math.round(px * 10) / 10;
}
