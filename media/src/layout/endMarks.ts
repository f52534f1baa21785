/**
 * The ends of the runs: a line down the rows of each with its time, and for runs that are compared the stretch that they
 * save or lose against the chosen one, which is the first. Pure.
 */
import { differenceText } from '../../../server/src/core/sim/differences';
import { formatDuration } from '../run/format';
import type { Run } from '../run/run';
import type { BandItem, LineItem, TextItem } from './displayItems';
import type { Scene } from './displayList';
import { toPx } from './timeScale';

const TEXT_AIR_PX = 6;

/** Lines and times, drawn over the boxes. */
export function endMarks(scene: Scene, offset: number): readonly (LineItem | TextItem)[] {
  return placedRuns(scene, offset).flatMap(({ run, chosen, place }) => {
    const seconds = run.result.wallSeconds;
    if (run === chosen) {
      const text = scene.runs.length === 1 ? undefined : formatDuration(seconds);
      // The title of its rows has the time as well.
      return endLine(scene, seconds, text, place, 'nowhere');
    }
    return [
      ...endLine(scene, chosen.result.wallSeconds, undefined, place, 'nowhere'),
      ...endLine(scene, seconds, differenceText(run.result, chosen.result), place, 'left'),
    ];
  });
}

/** What each run saves or takes longer, drawn under the boxes. */
export function differenceBands(scene: Scene, offset: number): readonly BandItem[] {
  return placedRuns(scene, offset).flatMap(({ run, chosen, place: { y1, y2 } }): readonly BandItem[] => {
    const seconds = run.result.wallSeconds;
    const chosenSeconds = chosen.result.wallSeconds;
    const x1 = toPx(scene.scale, Math.min(seconds, chosenSeconds));
    const x2 = toPx(scene.scale, Math.max(seconds, chosenSeconds));
    if (x2 - x1 < 1) return [];
    const role = seconds < chosenSeconds ? 'saved' : 'lost';
    return [{ kind: 'band', role, x: x1, y: y1, width: x2 - x1, height: y2 - y1 }];
  });
}

/** The rows of one run. */
interface Place {
  readonly y1: number;
  readonly y2: number;
  /** Height of the first. */
  readonly rowPx: number;
}

function placedRuns(
  scene: Scene,
  offset: number,
): readonly { readonly run: Run; readonly chosen: Run; readonly place: Place }[] {
  const [chosen] = scene.runs;
  if (scene.axisPx === 0 || chosen === undefined) return [];
  return scene.runs.flatMap((run, runIndex) => {
    const rows = scene.layout.rows.filter((row) => row.kind === 'lane' && row.runIndex === runIndex);
    const [first] = rows;
    const last = rows.at(-1);
    if (first === undefined || last === undefined) return [];
    const y1 = first.topPx + offset;
    const y2 = last.topPx + last.heightPx + offset;
    return [{ run, chosen, place: { y1, y2, rowPx: first.heightPx } }];
  });
}

/** The text stands right of the line; where there is no room, left of it over the boxes, or nowhere. */
function endLine(
  scene: Scene,
  seconds: number,
  text: string | undefined,
  { y1, y2, rowPx }: Place,
  otherwise: 'left' | 'nowhere',
): readonly (LineItem | TextItem)[] {
  const { scale } = scene;
  const x = toPx(scale, seconds);
  const right = scale.leftPx + scale.widthPx;
  if (x < scale.leftPx || x > right + 1) return [];
  const line: LineItem = { kind: 'line', role: 'end', x1: x, y1, x2: x, y2 };
  if (text === undefined) return [line];
  const width = scene.measure(text, 'end');
  const fits = x + width + TEXT_AIR_PX + 2 <= right;
  const left = fits ? x + TEXT_AIR_PX : x - TEXT_AIR_PX - width;
  if (left < scale.leftPx || (!fits && otherwise === 'nowhere')) return [line];
  return [line, { kind: 'text', role: 'end', x: left, y: y1 + rowPx / 2, align: 'left', text, width }];
}
