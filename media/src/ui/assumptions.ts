/** What the prediction rests on: every assumed number with its range, and the way to the line it is about. */
import { formatCount } from '../run/format';
import type { Actions, Component } from './component';
import type { Derived } from '../derived';
import { createDisclosure } from './disclosure';
import { button, element, withCode } from './dom';

export function createAssumptions(actions: Actions): Component {
  const disclosure = createDisclosure(actions, 'assumptions', 'Assumptions');
  const list = element('ul', { id: 'assumptions', class: 'assumptions' });
  disclosure.content.append(list);
  let shown: Derived['subject'] | undefined;
  return {
    element: disclosure.element,
    update(state, derived) {
      disclosure.element.hidden = derived === undefined;
      disclosure.update(state);
      if (derived === undefined || derived.subject === shown) return;
      shown = derived.subject;
      const { assumptions } = shown;
      disclosure.setNote(
        assumptions.length === 0 ? 'none: the code tells everything' : formatCount(assumptions.length),
      );
      list.replaceChildren(
        ...assumptions.map(({ sentence, at }) =>
          element(
            'li',
            {},
            ...withCode(sentence),
            ' ',
            button({
              class: 'link',
              text: `${at.path}:${String(at.line)}`,
              title: 'Go to this line',
              onClick: () =>
                actions.post({ type: 'open-source', path: at.path, line: at.line, column: at.column }),
            }),
          ),
        ),
      );
    },
  };
}
