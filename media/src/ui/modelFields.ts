/** Knobs that few people turn: how processes are started, and what the operating system happens to choose. */
import { defaultStartMethod, versionOf } from '../../../server/src/core/sim/versions';
import type { Derived } from '../derived';
import { KNOB_LIMITS, knobsOf, modesOf, START_METHODS } from '../run/knobs';
import type { Actions } from './component';
import { button, element, setText } from './dom';
import { labelled, markChanged, numberInput, showNumber } from './fields';

export interface ModelField {
  readonly element: HTMLElement;
  update(derived: Derived): void;
}

/** Undefined methods are those of the target Python. */
export function createStartMethodField(actions: Actions): ModelField {
  const own = element('option', { attributes: { value: '' } });
  const select = element(
    'select',
    { id: 'knob-start-method' },
    own,
    ...START_METHODS.map((method) => element('option', { text: method, attributes: { value: method } })),
  );
  select.addEventListener('change', () => {
    const startMethod = START_METHODS.find((method) => method === select.value);
    actions.dispatch({ type: 'start-method', startMethod });
  });
  const root = labelled('knob-start-method', 'Start method', select);
  root.title = 'How multiprocessing makes a process: what starting one costs, and what it takes along.';
  return {
    element: root,
    update({ subject, knobs }) {
      root.hidden = modesOf(subject).every(({ mode }) => mode !== 'processes');
      const { scenario } = subject;
      const version = versionOf(scenario);
      const usual = scenario.startMethod ?? (version === undefined ? 'fork' : defaultStartMethod(version));
      setText(own, `Default (${usual})`);
      select.value = knobs.startMethod ?? '';
      markChanged(root, knobs.startMethod !== undefined);
    },
  };
}

export function createSeedField(actions: Actions): ModelField {
  const { min, max } = KNOB_LIMITS.seed;
  const input = numberInput('knob-seed', min, max, 1);
  const turn = (value: number): void => actions.dispatch({ type: 'knob', knob: 'seed', value });
  input.addEventListener('input', () => {
    if (input.value !== '') turn(Number(input.value));
  });
  const next = button({
    id: 'knob-seed-next',
    class: 'button secondary',
    text: 'Next',
    title: 'Let the operating system choose differently among waiting threads',
    attributes: { 'aria-label': 'Next seed' },
    onClick: () => turn(Number(input.value) + 1),
  });
  const root = labelled('knob-seed', 'Seed', element('div', { class: 'field-row' }, input, next));
  root.title =
    'Chooses among waiting threads, as the operating system would. The same seed gives the same run.';
  return {
    element: root,
    update({ knobs, subject }) {
      showNumber(input, knobs.seed);
      markChanged(root, knobs.seed !== knobsOf(subject).seed);
    },
  };
}
