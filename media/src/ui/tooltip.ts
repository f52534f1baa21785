/** The box beside the pointer that says what it is on. The same words are in the details and in the table. */
import type { SpanDescription } from '../describe';
import { element, setText } from './dom';

export interface Tooltip {
  readonly element: HTMLElement;
  /** `clientX` and `clientY` of the pointer. */
  show(description: SpanDescription, clientX: number, clientY: number): void;
  hide(): void;
}

const OFFSET_PX = 14;

export function createTooltip(): Tooltip {
  const title = element('div', { class: 'tooltip-title' });
  const time = element('div');
  const notes = element('div', { class: 'muted' });
  const source = element('div', { class: 'tooltip-source' });
  const root = element(
    'div',
    { id: 'tooltip', class: 'tooltip', attributes: { 'aria-hidden': 'true' } },
    title,
    time,
    notes,
    source,
  );
  root.hidden = true;
  return {
    element: root,
    show(description, clientX, clientY) {
      setText(title, description.title);
      setText(time, description.time);
      setText(notes, description.notes.join(' · '));
      setText(source, description.source ?? '');
      root.hidden = false;
      const { width, height } = root.getBoundingClientRect();
      const { clientWidth, clientHeight } = document.documentElement;
      // On the other side of the pointer where there is no room.
      const left =
        clientX + OFFSET_PX + width > clientWidth ? clientX - OFFSET_PX - width : clientX + OFFSET_PX;
      const top =
        clientY + OFFSET_PX + height > clientHeight ? clientY - OFFSET_PX - height : clientY + OFFSET_PX;
      root.style.left = `${String(Math.max(left, 4))}px`;
      root.style.top = `${String(Math.max(top, 4))}px`;
    },
    hide() {
      root.hidden = true;
    },
  };
}
