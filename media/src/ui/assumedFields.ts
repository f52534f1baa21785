/** The numbers that the code does not tell, each as a slider over its range: rounds of loops, calls of recursions. */
import type { SubjectAssumption } from '../../../server/src/core/protocol';
import type { Derived } from '../derived';
import { assumedRange } from '../run/assumed';
import { formatCount } from '../run/format';
import type { Actions } from './component';
import { element, idOf } from './dom';
import { createRangeField } from './rangeField';
import type { RangeField } from './rangeField';

export interface AssumedFields {
  readonly element: HTMLElement;
  update(derived: Derived): void;
}

interface Field {
  readonly assumption: SubjectAssumption;
  readonly field: RangeField;
}

export function createAssumedFields(actions: Actions): AssumedFields {
  const root = element('div', { class: 'cost-group' });
  let shown: Derived['subject'] | undefined;
  let fields: readonly Field[] = [];
  return {
    element: root,
    update({ subject, knobs }) {
      if (subject !== shown) {
        shown = subject;
        fields = fieldsOf(subject, actions);
        root.replaceChildren(...fields.map(({ field }) => field.element));
        root.hidden = fields.length === 0;
      }
      for (const { assumption, field } of fields) {
        const { mid } = assumption.value;
        const range = assumedRange(assumption) ?? { low: mid, high: mid };
        const value = mid * (knobs.assumed[assumption.id] ?? 1);
        field.show({ value, standard: mid, ...range, words: countWords });
      }
    },
  };
}

function fieldsOf({ assumptions }: Derived['subject'], actions: Actions): readonly Field[] {
  const byId = new Map(assumptions.map((assumption) => [assumption.id, assumption]));
  return [...byId.values()].flatMap((assumption) => {
    if (assumedRange(assumption) === undefined) return [];
    const { id, at, sentence, value } = assumption;
    const what = id.startsWith('recursion:') ? 'Calls of the recursion' : 'Rounds of the loop';
    const field = createRangeField({
      id: idOf('assumed', id),
      label: `${what}, line ${String(at.line)}`,
      title: sentence,
      beyond: 1,
      onTurn: (turned) => actions.dispatch({ type: 'assumed', id, factor: turned / value.mid }),
    });
    return [{ assumption, field }];
  });
}

/** Counts are known to two digits at best. */
export function countWords(value: number): string {
  const rounded = Number(value.toPrecision(2));
  return rounded >= 1000 ? formatCount(rounded) : String(rounded);
}
