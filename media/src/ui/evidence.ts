/** Why the verdict is what it is: the calls and loops that made the target CPU-bound or not, each with its line. */
import type { Derived } from '../derived';
import { plural } from '../run/format';
import type { Actions, Component } from './component';
import { createDisclosure } from './disclosure';
import { button, element, withCode } from './dom';

export function createEvidence(actions: Actions): Component {
  const disclosure = createDisclosure(actions, 'evidence', 'Why');
  const intro = element('p', { class: 'muted' });
  const list = element('ul', { id: 'evidence', class: 'assumptions' });
  disclosure.content.append(intro, list);
  let shown: Derived['subject'] | undefined;
  return {
    element: disclosure.element,
    update(state, derived) {
      disclosure.element.hidden = derived === undefined;
      disclosure.update(state);
      if (derived === undefined || derived.subject === shown) return;
      shown = derived.subject;
      const { evidence = [], site } = shown;
      disclosure.setNote(
        evidence.length === 0 ? 'nothing in the code tells' : plural(evidence.length, 'reason'),
      );
      intro.replaceChildren(
        element('code', { text: site.target }),
        ` is ${VERDICTS[site.verdict]}, with ${site.confidence} confidence.`,
      );
      list.replaceChildren(
        ...evidence.map(({ at, message }) =>
          element(
            'li',
            {},
            ...withCode(message),
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

const VERDICTS: Readonly<Record<Derived['subject']['site']['verdict'], string>> = {
  cpu: 'mostly Python code, or C code that keeps the GIL',
  native: 'mostly C code that releases the GIL',
  io: 'mostly I/O, with the GIL released',
  wait: 'mostly waiting, with the GIL released',
  mixed: 'both computing and I/O',
  trivial: 'too little work to matter',
  unknown: 'not known well enough to say',
};
