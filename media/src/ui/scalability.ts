/** The scalability chart: speed-up against workers, a line and a band a mode. A click on a point simulates it. Made only while open. */
import { formatFactor, plural } from '../run/format';
import type { RunCache } from '../run/run';
import {
  bandSetups,
  gilLimit,
  scalability,
  scalabilityBands,
  scalabilitySetups,
  sequentialSetup,
} from '../run/scalability';
import type { ScalabilityBand, ScalabilityCurve } from '../run/scalability';
import { hasWorkers } from '../run/knobs';
import type { Knobs, Setup } from '../run/knobs';
import type { Derived } from '../derived';
import type { Actions, Component } from './component';
import { createDisclosure } from './disclosure';
import { element, svg } from './dom';

const WIDTH = 720;
const HEIGHT = 300;
const PLOT = { left: 44, right: WIDTH - 210, top: 14, bottom: HEIGHT - 36 };

/** How long one turn may simulate before the page gets to answer keys and clicks. */
const TURN_MS = 12;

const BANDS_KEY =
  'Bands: where the speed-up may lie if the costs are off as far as their ranges go (see the assumptions).';
const NOTE = 'predicted speed-up against workers, for every mode';

export function createScalability(actions: Actions, cache: RunCache): Component {
  const disclosure = createDisclosure(actions, 'scalability', 'Scalability');
  const chart = element('div', { id: 'scalability', class: 'chart' });
  const key = element('p', { class: 'muted' });
  disclosure.content.append(chart, key);
  let shown: { readonly subject: Derived['subject']; readonly knobs: Knobs } | undefined;
  const wallSeconds = (setup: Setup): number => cache.result(setup).wallSeconds;

  /** Simulates what is still missing, a turn at a time, then goes on; gives up where something else is wanted. */
  function work(wanted: Derived, missing: readonly Setup[], then: () => void): void {
    if (shown !== wanted) return;
    const end = performance.now() + TURN_MS;
    let done = 0;
    while (done < missing.length && performance.now() < end) {
      const setup = missing[done++];
      if (setup !== undefined) cache.result(setup);
    }
    if (done >= missing.length) return then();
    disclosure.setNote(`simulating, ${plural(missing.length - done, 'run')} left`);
    setTimeout(() => work(wanted, missing.slice(done), then), 0);
  }

  function draw({ subject, knobs }: Derived, withBands: boolean): void {
    const curves = scalability(subject, knobs, wallSeconds);
    const bands = withBands ? scalabilityBands(subject, knobs, wallSeconds) : [];
    const limit = gilLimit(cache.result(sequentialSetup(subject, knobs)));
    disclosure.setNote(NOTE);
    key.textContent = [
      ...(withBands ? [BANDS_KEY] : []),
      'Thin and straight: perfect scaling.',
      ...(limit === undefined
        ? []
        : [
            `Dashed: ${formatFactor(limit)}, the most that threads reach under one GIL, for what holds it runs one after another (Amdahl).`,
          ]),
      'Click a point to simulate it.',
    ].join(' ');
    const focused = chart.contains(document.activeElement) ? document.activeElement?.id : undefined;
    chart.replaceChildren(drawChart(curves, bands, limit, knobs, actions));
    // Whoever chose a point by key goes on from it.
    if (focused !== undefined) document.getElementById(focused)?.focus();
  }

  disclosure.setNote(NOTE);
  return {
    element: disclosure.element,
    update(state, derived) {
      disclosure.element.hidden = derived === undefined;
      if (!disclosure.update(state) || derived === undefined) return;
      if (shown?.subject === derived.subject && shown.knobs === derived.knobs) return;
      shown = derived;
      const { subject, knobs } = derived;
      // The lines at once, the bands, which take a few times as many runs, after them.
      work(derived, scalabilitySetups(subject, knobs), () => {
        draw(derived, false);
        work(derived, bandSetups(subject, knobs), () => draw(derived, true));
      });
    },
  };
}

function drawChart(
  curves: readonly ScalabilityCurve[],
  bands: readonly ScalabilityBand[],
  limit: number | undefined,
  knobs: Knobs,
  actions: Actions,
): SVGSVGElement {
  const points = curves.flatMap((curve) => curve.points);
  const mostWorkers = Math.max(...points.map(({ workers }) => workers), 2);
  const highest = bands.flatMap((band) => band.points.map(({ high }) => high));
  const mostSpeedUp = Math.max(...points.map(({ speedUp }) => speedUp), ...highest, 1.5) * 1.08;
  const x = (workers: number): number =>
    PLOT.left + ((workers - 1) / (mostWorkers - 1)) * (PLOT.right - PLOT.left);
  const y = (speedUp: number): number => PLOT.bottom - (speedUp / mostSpeedUp) * (PLOT.bottom - PLOT.top);
  const labelled = spreadLabels(curves.map((curve) => y(curve.points.at(-1)?.speedUp ?? 0)));
  return svg(
    'svg',
    {
      viewBox: `0 0 ${String(WIDTH)} ${String(HEIGHT)}`,
      role: 'group',
      'aria-label': 'Speed-up against workers',
    },
    ...axes(mostWorkers, mostSpeedUp, x, y),
    ...curves.flatMap(({ mode }, index) => {
      const band = bands.find((candidate) => candidate.mode === mode);
      return band === undefined ? [] : [drawBand(band, index, x, y)];
    }),
    svg('line', { class: 'chart-ideal', x1: x(1), y1: y(1), ...idealEnd(mostWorkers, mostSpeedUp, x, y) }),
    ...(limit === undefined || limit > mostSpeedUp ? [] : limitLine(limit, y)),
    ...curves.flatMap((curve, index) => {
      const band = bands.find(({ mode }) => mode === curve.mode);
      return drawCurve(curve, band, index, labelled[index] ?? 0, knobs, x, y, actions);
    }),
  );
}

/** The most that threads reach under one GIL. */
function limitLine(limit: number, y: (speedUp: number) => number): readonly SVGElement[] {
  return [
    svg('line', { class: 'chart-limit', x1: PLOT.left, x2: PLOT.right, y1: y(limit), y2: y(limit) }),
    // At the right, where curves have spread.
    text('one GIL', PLOT.right - 12, y(limit) - 5, 'end'),
  ];
}

/** Where the line of perfect scaling leaves the plot. */
function idealEnd(
  mostWorkers: number,
  mostSpeedUp: number,
  x: (workers: number) => number,
  y: (speedUp: number) => number,
): { readonly x2: number; readonly y2: number } {
  const end = Math.min(mostWorkers, mostSpeedUp);
  return { x2: x(end), y2: y(end) };
}

function drawBand(
  { points }: ScalabilityBand,
  index: number,
  x: (workers: number) => number,
  y: (speedUp: number) => number,
): SVGElement {
  const corner = (workers: number, speedUp: number): string =>
    `${x(workers).toFixed(1)},${y(speedUp).toFixed(1)}`;
  const outline = [
    ...points.map(({ workers, high }) => corner(workers, high)),
    ...[...points].reverse().map(({ workers, low }) => corner(workers, low)),
  ];
  return svg('polygon', { class: `chart-band curve-${String(index % 6)}`, points: outline.join(' ') });
}

function drawCurve(
  { mode, title, points }: ScalabilityCurve,
  band: ScalabilityBand | undefined,
  index: number,
  labelY: number,
  knobs: Knobs,
  x: (workers: number) => number,
  y: (speedUp: number) => number,
  actions: Actions,
): readonly SVGElement[] {
  const line = points
    .map(({ workers, speedUp }) => `${x(workers).toFixed(1)},${y(speedUp).toFixed(1)}`)
    .join(' ');
  const dots = points.map(({ workers, speedUp }) => {
    const open = band?.points.find((point) => point.workers === workers);
    const range =
      open === undefined || formatFactor(open.low) === formatFactor(open.high)
        ? ''
        : ` (${formatFactor(open.low)} to ${formatFactor(open.high)})`;
    const name = `${title}, ${plural(workers, 'worker')}: ${formatFactor(speedUp)}${range} as fast as one after another`;
    const isNow = mode === knobs.mode && hasWorkers(mode) && workers === knobs.workers;
    const dot = svg(
      'g',
      {
        id: `point-${mode}-${String(workers)}`,
        class: `chart-point${isNow ? ' now' : ''}`,
        tabindex: 0,
        role: 'button',
        'aria-label': name,
        transform: `translate(${x(workers).toFixed(1)} ${y(speedUp).toFixed(1)})`,
      },
      svg('circle', { class: 'chart-target', r: 9 }),
      marker(index),
      titleOf(name),
    );
    const load = (): void => actions.dispatch({ type: 'load', mode, workers });
    dot.addEventListener('click', load);
    dot.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      load();
    });
    return dot;
  });
  const key = svg(
    'g',
    { transform: `translate(${String(PLOT.right + 18)} ${labelY.toFixed(1)})` },
    marker(index),
  );
  key.classList.add('chart-key');
  const label = svg('text', { class: 'chart-label', x: PLOT.right + 28, y: labelY + 4 });
  label.textContent = `${title} ${formatFactor(points.at(-1)?.speedUp ?? 0)}`;
  return [
    svg(
      'g',
      { class: `chart-curve curve-${String(index % 6)}` },
      svg('polyline', { points: line, 'stroke-dasharray': DASHES[index % DASHES.length] ?? '' }),
      ...dots,
      key,
      label,
    ),
  ];
}

const DASHES = ['none', '6 3', '2 3', '8 3 2 3', '12 3', '4 2'];

/** A shape for each curve, so that colour is never alone. */
function marker(index: number): SVGElement {
  switch (index % 4) {
    case 0:
      return svg('circle', { r: 3.5 });
    case 1:
      return svg('rect', { x: -3.2, y: -3.2, width: 6.4, height: 6.4 });
    case 2:
      return svg('path', { d: 'M0-4.4 4.2 3.2H-4.2Z' });
    default:
      return svg('path', { d: 'M0-4.6 4.6 0 0 4.6-4.6 0Z' });
  }
}

function titleOf(text: string): SVGTitleElement {
  const title = svg('title', {});
  title.textContent = text;
  return title;
}

function axes(
  mostWorkers: number,
  mostSpeedUp: number,
  x: (workers: number) => number,
  y: (speedUp: number) => number,
): readonly SVGElement[] {
  const items: SVGElement[] = [];
  const step = mostSpeedUp > 12 ? 4 : mostSpeedUp > 5 ? 2 : mostSpeedUp > 2.5 ? 1 : 0.5;
  for (let speedUp = 0; speedUp <= mostSpeedUp; speedUp += step) {
    items.push(
      svg('line', { class: 'chart-grid', x1: PLOT.left, x2: PLOT.right, y1: y(speedUp), y2: y(speedUp) }),
    );
    items.push(text(`${String(speedUp)}×`, PLOT.left - 6, y(speedUp) + 4, 'end'));
  }
  const every = mostWorkers > 16 ? 4 : mostWorkers > 8 ? 2 : 1;
  for (let workers = 1; workers <= mostWorkers; workers++) {
    if (workers !== 1 && workers % every !== 0) continue;
    items.push(text(String(workers), x(workers), PLOT.bottom + 16, 'middle'));
  }
  items.push(text('workers', (PLOT.left + PLOT.right) / 2, HEIGHT - 4, 'middle'));
  return items;
}

function text(content: string, x: number, y: number, anchor: 'start' | 'middle' | 'end'): SVGTextElement {
  const made = svg('text', { class: 'chart-axis', x, y, 'text-anchor': anchor });
  made.textContent = content;
  return made;
}

/** Moves labels apart that would lie on each other, keeping their order. */
function spreadLabels(places: readonly number[]): readonly number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  const spread: number[] = [...places];
  let last = Number.NEGATIVE_INFINITY;
  for (const { place, index } of order) {
    last = Math.max(place, last + 15);
    spread[index] = last;
  }
  return spread;
}
