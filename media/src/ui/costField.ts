/** One cost as a slider over its range, in logarithmic steps, with its value and range in words. */
import { costRange, secondsPerTask } from '../run/costs';
import type { CostInfo } from '../run/costs';
import { formatDuration } from '../run/format';
import { knobsOf, modesOf } from '../run/knobs';
import type { Derived } from '../derived';
import type { Actions } from './component';
import { element, setAttribute, setText } from './dom';

export interface CostField {
  readonly element: HTMLElement;
  update(derived: Derived): void;
}

/** Positions of the slider from the low end to the high. */
const STEPS = 100;
/** The slider goes this far past both ends of the range: estimates may be worse than they think. */
const BEYOND = 3;

export function createCostField({ knob, label, unit, basis, only }: CostInfo, actions: Actions): CostField {
  const id = `cost-${knob}`;
  const slider = element('input', {
    id,
    class: 'slider',
    attributes: { type: 'range', min: '0', max: String(STEPS), step: '1', 'aria-describedby': `${id}-range` },
  });
  const value = element('output', { class: 'cost-value', attributes: { for: id } });
  const range = element('span', { id: `${id}-range`, class: 'muted' });
  const root = element(
    'div',
    { class: 'cost', title: `Where this comes from: ${basis}.` },
    element('label', { text: label, attributes: { for: id } }),
    slider,
    value,
    range,
  );
  let ends = { low: 1, high: 1 };
  let standard = 1;
  slider.addEventListener('input', () => {
    const share = Number(slider.value) / STEPS;
    const turned = ends.low * (ends.high / ends.low) ** share;
    // The middle snaps: otherwise nobody finds back to it.
    const isNear = Math.abs(Math.log(turned / standard)) < Math.log(ends.high / ends.low) / STEPS;
    actions.dispatch({ type: 'knob', knob, value: isNear ? standard : turned });
  });
  return {
    element: root,
    update({ subject, knobs }) {
      const untouched = knobsOf(subject, knobs.startMethod);
      standard = untouched[knob];
      const given = costRange(knob, subject, untouched);
      const perTask = secondsPerTask(knob, subject);
      const isUsed = only === undefined || modesOf(subject).some(({ mode }) => mode === only);
      root.hidden = !isUsed || (perTask !== undefined && perTask.mid <= 0);
      ends = { low: given.low / BEYOND, high: given.high * BEYOND };
      const current = knobs[knob];
      const share = Math.log(current / ends.low) / Math.log(ends.high / ends.low);
      slider.value = String(Math.round(Math.min(Math.max(share, 0), 1) * STEPS));
      const words = (amount: number): string => wordsOf(amount, unit, perTask?.mid);
      setText(value, words(current));
      setAttribute(slider, 'aria-valuetext', words(current));
      setText(
        range,
        given.low === given.high ? 'no range known' : `${words(given.low)} to ${words(given.high)}`,
      );
      root.classList.toggle('changed', current !== standard);
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
