/** The knobs: labelled fields with a slider each. Every change runs the simulation again at once. */
import type { Derived } from '../derived';
import { defaultStartMethod, versionOf } from '../../../server/src/core/sim/versions';
import { hasWorkers, KNOB_LIMITS, knobsOf, modesOf, START_METHODS } from '../run/knobs';
import type { Knobs, NumberKnob } from '../run/knobs';
import { presetOf, PRESETS } from '../run/presets';
import type { State } from '../store';
import type { Actions, Component } from './component';
import { button, element, setAttribute, setText } from './dom';
import { icon } from './icons';

interface Field {
  readonly element: HTMLElement;
  update(knobs: Knobs, original: Knobs): void;
}

export function createControls(actions: Actions): Component {
  const mode = createModeField(actions);
  const fields = [
    createNumberField(actions, { knob: 'workers', id: 'knob-workers', label: 'Workers', most: 16 }),
    createNumberField(actions, { knob: 'tasks', id: 'knob-tasks', label: 'Tasks', most: 16 }),
    createNumberField(actions, { knob: 'cores', id: 'knob-cores', label: 'Cores', most: 16 }),
    createIntervalField(actions),
    createSeedField(actions),
  ];
  const reset = button(
    {
      id: 'knob-reset',
      class: 'button secondary',
      title: 'Back to what the code says',
      onClick: () => actions.run('reset'),
    },
    icon('reset'),
    'Reset',
  );
  const preset = createPresetField(actions);
  const startMethod = createStartMethodField(actions);
  const root = element(
    'section',
    { class: 'controls', attributes: { 'aria-label': 'What to simulate' } },
    mode.element,
    preset.element,
    startMethod.element,
    ...fields.map((field) => field.element),
    element('div', { class: 'field' }, reset),
  );
  return {
    element: root,
    update(state: State, derived: Derived | undefined) {
      root.hidden = derived === undefined;
      if (derived === undefined) return;
      const original = knobsOf(derived.subject);
      mode.show(derived);
      preset.show(state);
      startMethod.show(derived);
      for (const field of fields) field.update(derived.knobs, original);
      reset.disabled = Object.keys(state.changes).length === 0;
    },
  };
}

function createModeField(actions: Actions): { readonly element: HTMLElement; show(derived: Derived): void } {
  const select = element('select', { id: 'knob-mode' });
  let offered: readonly string[] = [];
  let modes: ReturnType<typeof modesOf> = [];
  select.addEventListener('change', () => {
    const chosen = modes.find(({ mode }) => mode === select.value);
    if (chosen !== undefined) actions.dispatch({ type: 'mode', mode: chosen.mode });
  });
  return {
    element: labelled('knob-mode', 'Mode', select),
    show({ subject, knobs }) {
      modes = modesOf(subject);
      const titles = modes.map(({ title, mode }) => `${mode} ${title}`);
      if (titles.join('\n') !== offered.join('\n')) {
        offered = titles;
        select.replaceChildren(
          ...modes.map(({ title, mode }) => element('option', { text: title, attributes: { value: mode } })),
        );
      }
      select.value = knobs.mode;
    },
  };
}

/** Undefined methods are those of the target Python. */
function createStartMethodField(actions: Actions): {
  readonly element: HTMLElement;
  show(derived: Derived): void;
} {
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
    show({ subject, knobs }) {
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

const AS_CODE = 'code';
const OTHERWISE = 'otherwise';

/** Names what the knobs amount to: what the code says, a preset, or neither. */
function createPresetField(actions: Actions): { readonly element: HTMLElement; show(state: State): void } {
  const own = element('option', { text: 'Own settings', attributes: { value: OTHERWISE } });
  const select = element(
    'select',
    { id: 'knob-preset' },
    element('option', { text: 'As in the code', attributes: { value: AS_CODE } }),
    ...PRESETS.map(({ id, title }) => element('option', { text: title, attributes: { value: id } })),
    own,
  );
  select.addEventListener('change', () => {
    const chosen = PRESETS.find(({ id }) => id === select.value);
    if (chosen !== undefined) actions.dispatch({ type: 'preset', changes: chosen.changes });
    else if (select.value === AS_CODE) actions.dispatch({ type: 'preset', changes: {} });
  });
  return {
    element: labelled('knob-preset', 'Setting', select),
    show({ changes }) {
      const turned = Object.keys(changes).some((knob) => knob !== 'mode');
      const value = turned ? (presetOf(changes)?.id ?? OTHERWISE) : AS_CODE;
      own.hidden = value !== OTHERWISE;
      select.value = value;
    },
  };
}

interface NumberFieldOptions {
  readonly knob: Extract<NumberKnob, 'workers' | 'tasks' | 'cores'>;
  readonly id: string;
  readonly label: string;
  /** Right end of the slider; the field itself goes further. */
  readonly most: number;
}

function createNumberField(actions: Actions, { knob, id, label, most }: NumberFieldOptions): Field {
  const { min, max } = KNOB_LIMITS[knob];
  const input = numberInput(id, min, max, 1);
  const slider = createSlider(min, most, 1);
  const turn = (text: string): void => {
    if (text !== '') actions.dispatch({ type: 'knob', knob, value: Number(text) });
  };
  input.addEventListener('input', () => turn(input.value));
  slider.addEventListener('input', () => turn(slider.value));
  const root = labelled(id, label, input, slider);
  return {
    element: root,
    update(knobs, original) {
      const value = knobs[knob];
      const unused = knob === 'workers' && !hasWorkers(knobs.mode);
      input.disabled = unused;
      slider.disabled = unused;
      root.title = unused
        ? knobs.mode === 'threads'
          ? 'One thread a task: turn the number of tasks instead.'
          : 'One after another needs no workers.'
        : '';
      slider.max = String(Math.max(most, original[knob] * 2));
      showNumber(input, value);
      slider.value = String(value);
      markChanged(root, value !== original[knob]);
    },
  };
}

/** Milliseconds in the field; the slider is logarithmic, 0.1 ms to 100 ms. */
function createIntervalField(actions: Actions): Field {
  const { min, max } = KNOB_LIMITS.switchIntervalSeconds;
  const input = numberInput('knob-interval', min * 1e3, max * 1e3, 'any');
  const slider = createSlider(-1, 2, 0.05);
  const turn = (milliseconds: number): void =>
    actions.dispatch({ type: 'knob', knob: 'switchIntervalSeconds', value: milliseconds / 1e3 });
  input.addEventListener('input', () => {
    if (input.value !== '' && Number(input.value) > 0) turn(Number(input.value));
  });
  slider.addEventListener('input', () => turn(Number((10 ** Number(slider.value)).toPrecision(2))));
  const root = labelled('knob-interval', 'Switch interval, ms', input, slider);
  root.classList.add('wide');
  root.title = 'How long a thread may wait before it asks for the GIL: sys.setswitchinterval().';
  return {
    element: root,
    update(knobs, original) {
      const milliseconds = Number((knobs.switchIntervalSeconds * 1e3).toPrecision(6));
      showNumber(input, milliseconds);
      slider.value = String(Math.log10(milliseconds));
      markChanged(root, knobs.switchIntervalSeconds !== original.switchIntervalSeconds);
    },
  };
}

function createSeedField(actions: Actions): Field {
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
    update(knobs, original) {
      showNumber(input, knobs.seed);
      markChanged(root, knobs.seed !== original.seed);
    },
  };
}

function labelled(id: string, label: string, ...controls: readonly HTMLElement[]): HTMLElement {
  return element(
    'div',
    { class: 'field' },
    element('label', { text: label, attributes: { for: id } }),
    ...controls,
  );
}

function numberInput(id: string, min: number, max: number, step: number | 'any'): HTMLInputElement {
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
function createSlider(min: number, max: number, step: number): HTMLInputElement {
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
function showNumber(input: HTMLInputElement, value: number): void {
  if (input.value === '' && document.activeElement === input) return;
  if (Number(input.value) !== value || input.value === '') input.value = String(value);
}

function markChanged(field: HTMLElement, changed: boolean): void {
  field.classList.toggle('changed', changed);
  setAttribute(field, 'data-changed', changed ? 'true' : undefined);
}
