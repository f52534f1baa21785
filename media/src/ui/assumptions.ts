/** What the prediction rests on: every cost as a knob with its range, every assumed number with its line. */
import type { Derived } from '../derived';
import { COSTS } from '../run/costs';
import { knobsOf } from '../run/knobs';
import { formatCount, formatDuration } from '../run/format';
import { countWords, createAssumedFields } from './assumedFields';
import type { Actions, Component } from './component';
import { createCostField } from './costField';
import { createDisclosure } from './disclosure';
import { createSeedField, createStartMethodField } from './modelFields';
import { button, element, withCode } from './dom';

type Subject = Derived['subject'];

export function createAssumptions(actions: Actions): Component {
  const disclosure = createDisclosure(actions, 'assumptions', 'Costs and assumptions');
  const fields = COSTS.map((info) => createCostField(info, actions));
  const model = [createStartMethodField(actions), createSeedField(actions)];
  const assumed = createAssumedFields(actions);
  const list = element('ul', { id: 'assumptions', class: 'assumptions' });
  disclosure.content.append(
    element('div', { class: 'controls' }, ...model.map((field) => field.element)),
    element('div', { class: 'costs' }, ...fields.map((field) => field.element), assumed.element),
    list,
  );
  let shown: Subject | undefined;
  return {
    element: disclosure.element,
    update(state, derived) {
      disclosure.element.hidden = derived === undefined;
      disclosure.update(state);
      if (derived === undefined) return;
      for (const field of [...model, ...fields, assumed]) field.update(derived);
      disclosure.setNote(noteOf(derived));
      if (derived.subject === shown) return;
      shown = derived.subject;
      list.replaceChildren(...shown.assumptions.map((assumption) => assumptionItem(assumption, actions)));
    },
  };
}

function noteOf({ subject, knobs }: Derived): string {
  const untouched = knobsOf(subject, knobs.startMethod);
  const turned =
    COSTS.filter(({ knob }) => knobs[knob] !== untouched[knob]).length + Object.keys(knobs.assumed).length;
  const { length } = subject.assumptions;
  return [
    length === 0 ? 'the code tells every number' : `${formatCount(length)} assumed`,
    ...(turned === 0 ? [] : [`${formatCount(turned)} changed`]),
  ].join(', ');
}

function assumptionItem(
  { id, sentence, at, value }: Subject['assumptions'][number],
  actions: Actions,
): HTMLElement {
  const { low, high } = value;
  // Loops and recursion are counted, everything else takes time.
  const written = /^(loop|recursion):/.test(id) ? countWords : formatDuration;
  const isRange = Number.isFinite(low) && Number.isFinite(high) && high > low;
  return element(
    'li',
    {},
    ...withCode(sentence),
    isRange ? ` Between ${written(low)} and ${written(high)}. ` : ' ',
    button({
      class: 'link',
      text: `${at.path}:${String(at.line)}`,
      title: 'Go to this line',
      onClick: () => actions.post({ type: 'open-source', path: at.path, line: at.line, column: at.column }),
    }),
  );
}
