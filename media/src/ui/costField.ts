/** One cost as a slider over its range. */
import { costRange, secondsPerTask } from '../run/costs';
import type { CostInfo } from '../run/costs';
import { formatDuration } from '../run/format';
import { knobsOf, modesOf } from '../run/knobs';
import type { Derived } from '../derived';
import type { Actions } from './component';
import { createRangeField } from './rangeField';

export interface CostField {
  readonly element: HTMLElement;
  update(derived: Derived): void;
}

const BEYOND = 3;

export function createCostField({ knob, label, unit, basis, only }: CostInfo, actions: Actions): CostField {
  const field = createRangeField({
    id: `cost-${knob}`,
    label,
    title: `Where this comes from: ${basis}.`,
    beyond: BEYOND,
    onTurn: (value) => actions.dispatch({ type: 'knob', knob, value }),
  });
  return {
    element: field.element,
    update({ subject, knobs }) {
      const untouched = knobsOf(subject, knobs.startMethod);
      const { low, high } = costRange(knob, subject, untouched);
      const perTask = secondsPerTask(knob, subject);
      const isUsed = only === undefined || modesOf(subject).some(({ mode }) => mode === only);
      field.element.hidden = !isUsed || (perTask !== undefined && perTask.mid <= 0);
      const words = (amount: number): string => wordsOf(amount, unit, perTask?.mid);
      field.show({ value: knobs[knob], standard: untouched[knob], low, high, words });
    },
  };
}

/** Seconds as a duration; a factor as what it makes of a task, where that is known, else as itself. */
function wordsOf(amount: number, unit: CostInfo['unit'], perTaskSeconds: number | undefined): string {
  if (unit === 'seconds') return formatDuration(amount);
  return perTaskSeconds === undefined
    ? `× ${String(Number(amount.toPrecision(2)))}`
    : `${formatDuration(amount * perTaskSeconds)} a task`;
}
