/**
 * How long the simulation view draws a frame of over 100,000 spans, at 1600 × 900 in headless Chromium without a GPU:
 * while panning, zooming and playing, at the whole run and deep inside. Part of `npm run bench`.
 */
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { buildLanes } from '../../media/src/run/lanes';
import { simulate } from '../../server/src/core/sim/engine';
import { previewSubject } from '../media/previewSubjects';
import { startViewServer } from '../media/viewServer';
import { findChromium } from '../tasks/setup.mjs';

export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: string;
}

const SIZE = { width: 1600, height: 900 };
const SPANS = 100_000;
const FRAMES = 90;
const GOAL = '≤ 12';

/**
 * The rows of the table, in milliseconds a frame: median and 95th percentile of the time from start to end of drawing,
 * which waits for other programs too, and the processor time of the page's main thread, which does not but
 * counts putting the page together, too.
 */
export async function timelineRows(): Promise<Row[]> {
  const spans = countSpans();
  const server = await startViewServer();
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport: SIZE });
    await page.addInitScript(countFrames);
    await page.goto(server.address({ theme: 'dark', scenario: 'huge', open: '' }));
    await page.locator('#timeline canvas').waitFor();
    const rows: Row[] = [
      { name: 'timeline: spans', value: spans, unit: 'spans', goal: `≥ ${String(SPANS)}` },
    ];
    const processor = await watchProcessor(page);
    for (const [name, gesture] of GESTURES) {
      const before = await processor.milliseconds();
      const frames = await framesOf(page, gesture);
      const used = (await processor.milliseconds()) - before;
      rows.push(
        { name: `timeline: ${name}, median`, value: quantile(frames, 0.5), unit: 'ms', goal: GOAL },
        { name: `timeline: ${name}, 95 %`, value: quantile(frames, 0.95), unit: 'ms', goal: '' },
        { name: `timeline: ${name}, processor time`, value: used / frames.length, unit: 'ms', goal: '' },
      );
    }
    return rows;
  } finally {
    await browser.close();
    await server.close();
  }
}

interface Gesture {
  /** Keys that lead there. */
  readonly keys: readonly string[];
  /** What every frame turns at the wheel; with Ctrl it zooms. Undefined lets the clock play instead. */
  readonly wheel: { readonly deltaY: number; readonly ctrlKey: boolean } | undefined;
  /** Frames after which the wheel turns the other way. */
  readonly turnAfter: number;
}

const PAN = { deltaY: 40, ctrlKey: false };
const ZOOM = { deltaY: -60, ctrlKey: true };
const GESTURES: readonly (readonly [string, Gesture])[] = [
  ['zooming in from the whole run', { keys: ['0'], wheel: ZOOM, turnAfter: FRAMES / 2 }],
  ['panning half of the run', { keys: ['0', 'w'], wheel: PAN, turnAfter: FRAMES / 2 }],
  ['panning a hundredth of the run', { keys: Array<string>(6).fill('w'), wheel: PAN, turnAfter: FRAMES }],
  ['playing the whole run', { keys: ['0', ' '], wheel: undefined, turnAfter: FRAMES }],
];

function countSpans(): number {
  const { scenario } = previewSubject('huge');
  const { lanes } = buildLanes(simulate(scenario, { spans: true }), scenario);
  return lanes.reduce((sum, lane) => sum + lane.spans.count, 0);
}

/** Processor time of the main thread since the page was opened; everything it does counts, not drawing alone. */
async function watchProcessor(page: Page): Promise<{ milliseconds(): Promise<number> }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return {
    async milliseconds() {
      const { metrics } = await session.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
    },
  };
}

/** Runs in the page before anything else: times every frame, the canvas's own work included. */
function countFrames(): void {
  const times: number[] = [];
  Object.assign(window, { frameTimes: times });
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    request((now) => {
      const start = performance.now();
      callback(now);
      // Drawing is only recorded until somebody looks: reading a pixel makes it happen now.
      document
        .querySelector<HTMLCanvasElement>('#timeline canvas')
        ?.getContext('2d')
        ?.getImageData(0, 0, 1, 1);
      const elapsed = performance.now() - start;
      // The clock's tick only asks for a frame.
      if (elapsed > 0.5) times.push(elapsed);
    });
}

/** Milliseconds of each frame of a gesture. */
async function framesOf(page: Page, { keys, wheel, turnAfter }: Gesture): Promise<readonly number[]> {
  await page.locator('#timeline').focus();
  for (const key of keys) await page.keyboard.press(key);
  const frames = await page.evaluate(
    async ({ turn, turns, count }) => {
      const { frameTimes } = window as unknown as { frameTimes: number[] };
      const target = document.querySelector('#timeline');
      if (target === null) return [];
      frameTimes.length = 0;
      const box = target.getBoundingClientRect();
      for (let frame = 0; frameTimes.length < count && frame < 10 * count; frame++) {
        if (turn !== undefined) {
          const deltaY = Math.floor(frame / turns) % 2 === 0 ? turn.deltaY : -turn.deltaY;
          const place = { clientX: box.left + box.width * 0.6, clientY: box.top + 60 };
          target.dispatchEvent(
            new WheelEvent('wheel', { ...place, deltaY, ctrlKey: turn.ctrlKey, cancelable: true }),
          );
        }
        // The view's own request comes first: its frame is drawn before this goes on.
        await new Promise((resolve) => setTimeout(resolve, 17));
      }
      return frameTimes.slice(0, count);
    },
    { turn: wheel, turns: turnAfter, count: FRAMES },
  );
  if (wheel === undefined) await page.keyboard.press(' ');
  if (frames.length < FRAMES / 2) throw new Error(`only ${String(frames.length)} frames were drawn`);
  return frames;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { name, value, unit, goal } of await timelineRows())
    process.stdout.write(`${name}: ${value.toFixed(1)} ${unit}${goal === '' ? '' : ` (goal ${goal})`}\n`);
}
