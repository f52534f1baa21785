/** The scalability chart: speed-up against workers, a line a mode. A click on a point simulates it. Made only while open. */
import type { Scenario } from '../../../server/src/core/model/scenario';
import { formatFactor, plural } from '../run/format';
import type { RunCache } from '../run/run';
import { scalability, scalabilityScenarios } from '../run/scalability';
import type { ScalabilityCurve } from '../run/scalability';
import { hasWorkers } from '../run/knobs';
import type { Knobs } from '../run/knobs';
import type { Derived } from '../derived';
import type { Actions, Component } from './component';
import { createDisclosure } from './disclosure';
import { element, svg } from './dom';

const WIDTH = 640;
const HEIGHT = 250;
const PLOT = { left: 44, right: WIDTH - 190, top: 14, bottom: HEIGHT - 36 };

/** How long one turn may simulate before the page gets to answer keys and clicks. */
const TURN_MS = 12;

export function createScalability(actions: Actions, cache: RunCache): Component {
  const disclosure = createDisclosure(actions, 'scalability', 'Scalability');
  const chart = element('div', { id: 'scalability', class: 'chart' });
  disclosure.content.append(chart);
  let shown: { readonly subject: Derived['subject']; readonly knobs: Knobs } | undefined;

  /** Simulates what is still missing, a turn at a time, and draws when all is there. */
  function work(wanted: Derived, missing: readonly Scenario[]): void {
    if (shown !== wanted) return;
    const end = performance.now() + TURN_MS;
    let done = 0;
    while (done < missing.length && performance.now() < end) {
      const scenario = missing[done++];
      if (scenario !== undefined) cache.result(scenario);
    }
    if (done < missing.length) {
      disclosure.setNote(`simulating, ${plural(missing.length - done, 'run')} left`);
      setTimeout(() => work(wanted, missing.slice(done)), 0);
      return;
    }
    disclosure.setNote('predicted speed-up against workers, for every mode');
    const curves = scalability(
      wanted.subject,
      wanted.knobs,
      (scenario) => cache.result(scenario).wallSeconds,
    );
    chart.replaceChildren(drawChart(curves, wanted.knobs, actions));
  }

  disclosure.setNote('predicted speed-up against workers, for every mode');
  return {
    element: disclosure.element,
    update(state, derived) {
      disclosure.element.hidden = derived === undefined;
      if (!disclosure.update(state) || derived === undefined) return;
      if (shown?.subject === derived.subject && shown.knobs === derived.knobs) return;
      shown = derived;
      work(derived, scalabilityScenarios(derived.subject, derived.knobs));
    },
  };
}

function drawChart(curves: readonly ScalabilityCurve[], knobs: Knobs, actions: Actions): SVGSVGElement {
  const points = curves.flatMap((curve) => curve.points);
  const mostWorkers = Math.max(...points.map(({ workers }) => workers), 2);
  const mostSpeedUp = Math.max(...points.map(({ speedUp }) => speedUp), 1.5) * 1.08;
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
    svg('line', { class: 'chart-ideal', x1: x(1), y1: y(1), ...idealEnd(mostWorkers, mostSpeedUp, x, y) }),
    ...curves.flatMap((curve, index) => drawCurve(curve, index, labelled[index] ?? 0, knobs, x, y, actions)),
  );
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

function drawCurve(
  { mode, title, points }: ScalabilityCurve,
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
    const name = `${title}, ${plural(workers, 'worker')}: ${formatFactor(speedUp)} as fast as one after another`;
    const isNow = mode === knobs.mode && hasWorkers(mode) && workers === knobs.workers;
    const dot = svg(
      'g',
      {
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
