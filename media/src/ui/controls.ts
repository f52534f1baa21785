/** The knobs: labelled fields with a slider each. Every change runs the simulation again at once. */
import type { Derived } from '../derived';
import { hasWorkers, KNOB_LIMITS, knobsOf, modesOf } from '../run/knobs';
import type { Knobs, NumberKnob } from '../run/knobs';
import { presetOf, PRESETS } from '../run/presets';
import type { State } from '../store';
import type { Actions, Component } from './component';
import { button, element } from './dom';
import { createSlider, labelled, markChanged, numberInput, showNumber } from './fields';
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
  ];
  const preset = createPresetField(actions);
  const root = element(
    'section',
    { class: 'controls', attributes: { 'aria-label': 'What to simulate' } },
    mode.element,
    preset.element,
    ...fields.map((field) => field.element),
  );
  return {
    element: root,
    update(state: State, derived: Derived | undefined) {
      root.hidden = derived === undefined;
      if (derived === undefined) return;
      const original = knobsOf(derived.subject);
      mode.show(derived);
      preset.show(state);
      for (const field of fields) field.update(derived.knobs, original);
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
  const reset = button(
    {
      id: 'knob-reset',
      class: 'icon-button',
      title: 'Reset: everything as in the code',
      attributes: { 'aria-label': 'Reset' },
      onClick: () => actions.run('reset'),
    },
    icon('reset'),
  );
  select.addEventListener('change', () => {
    const chosen = PRESETS.find(({ id }) => id === select.value);
    if (chosen !== undefined) actions.dispatch({ type: 'preset', changes: chosen.changes });
    else if (select.value === AS_CODE) actions.dispatch({ type: 'preset', changes: {} });
  });
  return {
    element: labelled('knob-preset', 'Setting', element('div', { class: 'field-row' }, select, reset)),
    show({ changes }) {
      reset.disabled = Object.keys(changes).length === 0;
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
