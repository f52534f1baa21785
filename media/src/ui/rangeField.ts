/** A number as a slider over its range, in logarithmic steps, with its value and range in words. */
import { element, setAttribute, setText } from './dom';

export interface RangeField {
  readonly element: HTMLElement;
  show(state: RangeState): void;
}

export interface RangeState {
  readonly value: number;
  /** Where the slider snaps to: what the number is while nobody turns it. */
  readonly standard: number;
  /** What it is thought to lie between; equal where no range is known. */
  readonly low: number;
  readonly high: number;
  readonly words: (value: number) => string;
}

export interface RangeFieldOptions {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  /** The slider goes this far past both ends of the range, as a factor: estimates may be worse than they think. */
  readonly beyond: number;
  readonly onTurn: (value: number) => void;
}

/** Positions of the slider from the low end to the high. */
const STEPS = 100;

export function createRangeField({ id, label, title, beyond, onTurn }: RangeFieldOptions): RangeField {
  const slider = element('input', {
    id,
    class: 'slider',
    attributes: { type: 'range', min: '0', max: String(STEPS), step: '1', 'aria-describedby': `${id}-range` },
  });
  const output = element('output', { class: 'cost-value', attributes: { for: id } });
  const range = element('span', { id: `${id}-range`, class: 'muted' });
  const root = element(
    'div',
    { class: 'cost', title },
    element('label', { text: label, attributes: { for: id } }),
    slider,
    output,
    range,
  );
  let ends = { low: 1, high: 1 };
  let snap = 1;
  slider.addEventListener('input', () => {
    const position = Number(slider.value);
    // One position is the standard value: otherwise nobody finds back to it. Two would hold keys that go step by step.
    const turned = ends.low * (ends.high / ends.low) ** (position / STEPS);
    onTurn(position === positionOf(snap) ? snap : turned);
  });

  function positionOf(value: number): number {
    const share = Math.log(value / ends.low) / Math.log(ends.high / ends.low);
    return Math.round(Math.min(Math.max(share, 0), 1) * STEPS);
  }

  return {
    element: root,
    show({ value, standard, low, high, words }) {
      snap = standard;
      ends = { low: low / beyond, high: high * beyond };
      slider.value = String(positionOf(value));
      setText(output, words(value));
      setAttribute(slider, 'aria-valuetext', words(value));
      setText(range, low === high ? 'no range known' : `${words(low)} to ${words(high)}`);
      root.classList.toggle('changed', value !== standard);
    },
  };
}
