/** The virtual clock in the picture: a line through all lanes, its time on the axis, and a veil over what is still to come. Pure. */
import { formatTime } from '../run/format';
import type { BandItem, DisplayList, LineItem, TextItem } from './displayItems';
import type { Scene } from './displayList';
import { toPx } from './timeScale';

const LABEL_PADDING_PX = 5;

/** What has not happened yet, and the line where it begins. */
export function futureItems(scene: Scene, plot: DisplayList['plot']): readonly (BandItem | LineItem)[] {
  if (scene.playhead === undefined) return [];
  const right = plot.x + plot.width;
  const x = Math.min(Math.max(toPx(scene.scale, scene.playhead), plot.x), right);
  const at = Math.round(x) + 0.5;
  return [
    { kind: 'band', role: 'future', x, y: plot.y, width: Math.max(right + 4 - x, 0), height: plot.height },
    { kind: 'line', role: 'playhead', x1: at, y1: plot.y, x2: at, y2: plot.y + plot.height },
  ];
}

/** The time on the axis, while the clock is in sight. */
export function clockItems(scene: Scene): readonly (BandItem | TextItem)[] {
  const { playhead, scale, axisPx, widthPx } = scene;
  if (playhead === undefined || playhead < scale.startSeconds || playhead > scale.endSeconds) return [];
  const resolution = 10 ** Math.floor(Math.log10((scale.endSeconds - scale.startSeconds) / 500));
  const text = formatTime(playhead, resolution);
  const width = scene.measure(text, 'playhead');
  const boxPx = width + 2 * LABEL_PADDING_PX;
  const x = Math.min(Math.max(toPx(scale, playhead) - boxPx / 2, 0), widthPx - boxPx);
  return [
    { kind: 'band', role: 'playhead-label', x, y: 2, width: boxPx, height: axisPx - 5 },
    {
      kind: 'text',
      role: 'playhead',
      x: x + LABEL_PADDING_PX,
      y: axisPx / 2 - 0.5,
      align: 'left',
      text,
      width,
    },
  ];
}
