/** The patterns that tell states apart without colour: what is drawn on a tile, and tiles as canvas patterns. */
import { STATES } from '../run/states';
import type { ThreadState } from '../../../server/src/core/model/simResult';
import type { Theme } from './theme';

/** Side of a tile in CSS pixels. */
export const TILE_PX = 8;

export interface PatternShape {
  /** Each `[x1, y1, x2, y2]` in CSS pixels; lines run past the tile's edges so that tiles join. */
  readonly lines: readonly (readonly [number, number, number, number])[];
  /** Each `[x, y, radius]`. */
  readonly dots: readonly (readonly [number, number, number])[];
}

const PLAIN: PatternShape = { lines: [], dots: [] };

/** What stands on the tile of a state. `held` is solid and `idle` empty: both are plain. */
export function patternOf(state: ThreadState): PatternShape {
  switch (state) {
    case 'held':
    case 'idle':
      return PLAIN;
    case 'gil-wait':
      return {
        lines: [
          [-2, 10, 10, -2],
          [-2, 2, 2, -2],
          [6, 10, 10, 6],
        ],
        dots: [],
      };
    case 'native':
      return {
        lines: [],
        dots: [
          [2, 2, 1.1],
          [6, 6, 1.1],
        ],
      };
    case 'io':
      return {
        lines: [
          [0, 2, 8, 2],
          [0, 6, 8, 6],
        ],
        dots: [],
      };
    case 'lock-wait':
      return {
        lines: [
          [-1, 9, 9, -1],
          [-1, -1, 9, 9],
        ],
        dots: [],
      };
    case 'startup':
      return {
        lines: [
          [2, 0, 2, 8],
          [6, 0, 6, 8],
        ],
        dots: [],
      };
  }
}

/** The part of a 2D context that drawing a tile needs. */
export type TileContext = Pick<
  CanvasRenderingContext2D,
  'strokeStyle' | 'fillStyle' | 'lineWidth' | 'beginPath' | 'moveTo' | 'lineTo' | 'stroke' | 'arc' | 'fill'
>;

export function drawTile(context: TileContext, shape: PatternShape, ink: string): void {
  context.strokeStyle = ink;
  context.fillStyle = ink;
  context.lineWidth = 1;
  for (const [x1, y1, x2, y2] of shape.lines) {
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.stroke();
  }
  for (const [x, y, radius] of shape.dots) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
}

/** By number of state; undefined where the state has no pattern. */
export type PatternSet = readonly (CanvasPattern | undefined)[];

/** Tiles drawn at the screen's resolution. `createCanvas` makes an empty canvas of a size in device pixels. */
export function createPatterns(
  createCanvas: (width: number, height: number) => HTMLCanvasElement,
  theme: Theme,
  pixelRatio: number,
): PatternSet {
  return STATES.map(({ state }, index) => {
    const shape = patternOf(state);
    if (shape === PLAIN) return undefined;
    // Whole device pixels, or neighbouring tiles would show seams.
    const side = Math.round(TILE_PX * pixelRatio);
    const tile = createCanvas(side, side);
    const context = tile.getContext('2d');
    if (context === null) return undefined;
    context.scale(side / TILE_PX, side / TILE_PX);
    drawTile(context, shape, theme.states[index]?.ink ?? theme.foreground);
    const pattern = context.createPattern(tile, 'repeat');
    if (pattern === null) return undefined;
    pattern.setTransform(new DOMMatrix([TILE_PX / side, 0, 0, TILE_PX / side, 0, 0]));
    return pattern;
  });
}
