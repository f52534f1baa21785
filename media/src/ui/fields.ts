/** What the knobs are made of: a label over a control, number fields, sliders, and the mark of one that was turned. */
import { element, setAttribute } from './dom';

export function labelled(id: string, label: string, ...controls: readonly HTMLElement[]): HTMLElement {
  return element(
    'div',
    { class: 'field' },
    element('label', { text: label, attributes: { for: id } }),
    ...controls,
  );
}

export function numberInput(id: string, min: number, max: number, step: number | 'any'): HTMLInputElement {
  return element('input', {
    id,
    attributes: {
      type: 'number',
      min: String(min),
      max: String(max),
      step: String(step),
      inputmode: 'decimal',
    },
  });
}

/** For the mouse only: the field beside it has the same value for keyboard and screen reader. */
export function createSlider(min: number, max: number, step: number): HTMLInputElement {
  return element('input', {
    class: 'slider',
    attributes: {
      type: 'range',
      min: String(min),
      max: String(max),
      step: String(step),
      tabindex: '-1',
      'aria-hidden': 'true',
    },
  });
}

/** Leaves a field alone that already says it, so that typing `0.` is not taken away. */
export function showNumber(input: HTMLInputElement, value: number): void {
  if (input.value === '' && document.activeElement === input) return;
  if (Number(input.value) !== value || input.value === '') input.value = String(value);
}

export function markChanged(field: HTMLElement, changed: boolean): void {
  field.classList.toggle('changed', changed);
  setAttribute(field, 'data-changed', changed ? 'true' : undefined);
}
