/** Draws the lanes of a measured trace: states in the colours of the predicted lanes, calls in grey with their names. */
import { fontOf } from '../draw/theme';
import type { TimeScale } from '../layout/timeScale';
import { STATE_INDEX } from '../run/states';
import type { Look } from '../ui/surface';
import { CALL_PX, STATES_PX, stateTag, traceBoxes } from './traceBoxes';
import type { TraceBox, TraceRow } from './traceBoxes';

/** Between the edge of a box and its text. */
const TEXT_AIR_PX = 4;

/** `context` counts in CSS pixels; `selected` gets an outline. */
export function paintTrace(
  context: CanvasRenderingContext2D,
  rows: readonly TraceRow[],
  scale: TimeScale,
  look: Look,
  selected: TraceBox['span'] | undefined,
): void {
  const { theme } = look;
  for (const row of rows) {
    const boxes = traceBoxes(row, scale);
    for (const box of boxes) paintBox(context, box, look);
    const outlined = boxes.find(({ span }) => span === selected);
    if (outlined !== undefined) {
      context.strokeStyle = theme.selection;
      context.lineWidth = 2;
      const { x, y, width } = outlined;
      const height = row.lane.kind === 'states' ? STATES_PX : CALL_PX;
      context.strokeRect(x, y + 0.5, Math.max(width, 2), height - 2);
      context.lineWidth = 1;
    }
    context.font = fontOf(theme, 'name');
    context.fillStyle = theme.foreground;
    context.textBaseline = 'middle';
    context.fillText(cropped(row.name, scale.leftPx - 12, 'name', look), 4, row.topPx + 9);
  }
}

function paintBox(context: CanvasRenderingContext2D, box: TraceBox, look: Look): void {
  const { theme } = look;
  const { x, y, width, height, state, text } = box;
  const colours = state === undefined ? undefined : theme.states[STATE_INDEX[state]];
  context.globalAlpha = colours === undefined ? 0.14 : Math.max(colours.tintAlpha, 0.3);
  context.fillStyle = colours?.ink ?? theme.foreground;
  context.fillRect(x, y, width, height - 1);
  context.globalAlpha = 1;
  if (width >= 3) {
    context.strokeStyle = colours?.ink ?? theme.muted;
    context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 2);
  }
  const label = cropped(
    state === undefined ? text : stateTag(state),
    width - 2 * TEXT_AIR_PX,
    'on-span',
    look,
  );
  if (label === '') return;
  context.font = fontOf(theme, 'on-span');
  context.fillStyle = state === 'held' ? theme.textOnHeld : theme.foreground;
  context.textBaseline = 'middle';
  context.fillText(label, x + TEXT_AIR_PX, y + height / 2);
}

/** As much of the text as fits, with an ellipsis; nothing where not even some letters do. */
function cropped(text: string, px: number, role: 'name' | 'on-span', { measure }: Look): string {
  if (px < 8) return '';
  const width = measure(text, role);
  if (width <= px) return text;
  const letters = Math.floor((text.length * px) / width) - 1;
  return letters < 2 ? '' : `${text.slice(0, letters)}…`;
}
