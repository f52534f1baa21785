/** Moves a measured trace against the prediction: programs import and set up first, which the prediction leaves out. */
import type { Derived } from '../derived';
import type { Actions } from '../ui/component';
import { button, element } from '../ui/dom';
import { createSlider, labelled, markChanged, numberInput, showNumber } from '../ui/fields';
import type { ImportedTrace, Overlay } from './overlayState';
import { firstCall } from './traceKeys';

export interface TraceShift {
  readonly element: HTMLElement;
  update(overlay: Overlay, trace: ImportedTrace, derived: Derived): void;
}

const MOST_MS = 3_600_000;

export function createTraceShift(actions: Actions): TraceShift {
  const input = numberInput('trace-shift', -MOST_MS, MOST_MS, 'any');
  const slider = createSlider(-1, 1, 0.001);
  const align = button({
    id: 'trace-align',
    class: 'button secondary',
    text: 'Align',
    title: 'Move the first call of the target to the start of the prediction',
    onClick: () => {
      if (start !== undefined) shift(-start);
    },
  });
  let start: number | undefined;
  let aligned: { readonly trace: ImportedTrace; readonly target: string } | undefined;
  const shift = (seconds: number): void =>
    actions.dispatch({ type: 'overlay', overlay: { kind: 'shift', seconds } });
  input.addEventListener('input', () => {
    if (input.value !== '') shift(Number(input.value) / 1e3);
  });
  slider.addEventListener('input', () => shift(Number(slider.value)));
  const field = labelled(
    'trace-shift',
    'Shift, ms',
    element('div', { class: 'field-row' }, input, align),
    slider,
  );
  return {
    element: field,
    update({ traceShiftSeconds }, trace, { subject, extentSeconds }) {
      const { target } = subject.site;
      if (aligned?.trace !== trace || aligned.target !== target) {
        aligned = { trace, target };
        start = firstCall(trace.trace, target);
        align.disabled = start === undefined;
      }
      showNumber(input, Number((traceShiftSeconds * 1e3).toPrecision(9)));
      const reach = Math.max(trace.trace.durationSeconds, extentSeconds, Math.abs(traceShiftSeconds));
      slider.min = String(-reach);
      slider.max = String(reach);
      slider.step = String(reach / 1000);
      slider.value = String(traceShiftSeconds);
      markChanged(field, traceShiftSeconds !== 0);
    },
  };
}
