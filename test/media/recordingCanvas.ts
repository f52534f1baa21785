/** A 2D context that writes down what is drawn on it, one call a line, so that pictures can be compared as text. */
import type { PaintContext } from '../../media/src/draw/paint';

export interface RecordingContext {
  readonly context: PaintContext;
  /** Every call so far, with the properties that count for it: `fillRect 0 0 10 10 red`. */
  readonly calls: string[];
}

export function createRecordingContext(): RecordingContext {
  const calls: string[] = [];
  const rounded = (...values: readonly number[]): string =>
    values.map((value) => String(Number(value.toFixed(1)))).join(' ');
  const paintName = (style: PaintContext['fillStyle']): string => {
    if (typeof style === 'string') return style;
    return 'name' in style ? String(style.name) : 'pattern';
  };
  const alpha = (): string => (context.globalAlpha === 1 ? '' : ` alpha ${String(context.globalAlpha)}`);
  const context: PaintContext = {
    fillStyle: '',
    strokeStyle: '',
    globalAlpha: 1,
    lineWidth: 1,
    font: '',
    textAlign: 'left',
    textBaseline: 'alphabetic',
    save: () => calls.push('save'),
    restore: () => calls.push('restore'),
    beginPath: () => undefined,
    rect: (x, y, width, height) => calls.push(`rect ${rounded(x, y, width, height)}`),
    clip: () => calls.push('clip'),
    clearRect: (x, y, width, height) => calls.push(`clearRect ${rounded(x, y, width, height)}`),
    fillRect: (x, y, width, height) =>
      calls.push(`fillRect ${rounded(x, y, width, height)} ${paintName(context.fillStyle)}${alpha()}`),
    strokeRect: (x, y, width, height) =>
      calls.push(`strokeRect ${rounded(x, y, width, height)} ${paintName(context.strokeStyle)}`),
    moveTo: (x, y) => calls.push(`moveTo ${rounded(x, y)}`),
    lineTo: (x, y) => calls.push(`lineTo ${rounded(x, y)}`),
    closePath: () => undefined,
    stroke: () => calls.push(`stroke ${paintName(context.strokeStyle)} ${String(context.lineWidth)}`),
    fill: () => calls.push(`fill ${paintName(context.fillStyle)}`),
    fillText: (text, x, y) =>
      calls.push(`fillText "${text}" ${rounded(x, y)} ${paintName(context.fillStyle)}`),
    setLineDash: (segments) => {
      const dash = [...segments];
      if (dash.length > 0) calls.push(`dash ${dash.join(' ')}`);
    },
  };
  return { context, calls };
}
