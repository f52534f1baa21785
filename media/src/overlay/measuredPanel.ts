/** The part of the page about real runs: measured beside predicted times, and the ways to get them. */
import { MEASURED_MODES } from '../../../server/src/core/model/measurement';
import type { MeasuredMode, Measurement } from '../../../server/src/core/model/measurement';
import type { Derived } from '../derived';
import { formatDuration, formatFactor, plural } from '../run/format';
import type { State } from '../store';
import type { Actions, Component } from '../ui/component';
import { createDisclosure } from '../ui/disclosure';
import { button, element, withCode } from '../ui/dom';
import { isComparable, measuredSettings, simulatedMode } from './measuredCosts';

const TITLES: Readonly<Record<MeasuredMode, string>> = {
  sequential: 'One after another',
  threads: 'Threads',
  processes: 'Processes',
};

/** Heading of the bars. */
const BARS = 'Filled: measured, dashed: predicted';

export function createMeasuredPanel(actions: Actions): Component {
  const disclosure = createDisclosure(actions, 'measured', 'Real Python');
  const measure = button({
    id: 'measure',
    class: 'button secondary',
    text: 'Measure…',
    title: 'Run the target one after another, in threads and in processes. Asks first.',
    onClick: () => actions.post({ type: 'measure' }),
  });
  const reason = element('span', { id: 'measure-reason', class: 'muted' });
  const importTrace = button({
    id: 'import-trace',
    class: 'button secondary',
    text: 'Import trace…',
    title: 'Show what VizTracer, py-spy or profiling.sampling has recorded below the prediction',
    onClick: () => actions.post({ type: 'import-trace' }),
  });
  const result = element('div', { id: 'measured', attributes: { 'aria-live': 'polite' } });
  disclosure.content.append(
    element('p', { class: 'measured-actions' }, measure, importTrace, reason),
    result,
  );
  let shown:
    { readonly measurement: Measurement | undefined; readonly outcomes: Derived['outcomes'] } | undefined;
  return {
    element: disclosure.element,
    update(state: State, derived) {
      disclosure.element.hidden = derived === undefined;
      disclosure.update(state);
      if (derived === undefined) return;
      const { measurement } = state.overlay;
      const { measurePlan } = derived.subject;
      measure.disabled = measurePlan?.kind === 'impossible';
      const why = measurePlan?.kind === 'impossible' ? `Cannot be measured. ${measurePlan.reason}` : '';
      if (reason.textContent !== why.replaceAll('`', '')) reason.replaceChildren(...withCode(why));
      if (shown?.measurement === measurement && shown?.outcomes === derived.outcomes) return;
      shown = { measurement, outcomes: derived.outcomes };
      disclosure.setNote(measurement === undefined ? 'nothing measured yet' : noteOf(measurement));
      result.replaceChildren(...(measurement === undefined ? [] : contentOf(measurement, derived, actions)));
    },
  };
}

function noteOf({ measured }: Measurement): string {
  const { sequential, threads } = measured;
  if (sequential === null || threads === null) return 'measured in part';
  return `threads ${formatFactor(sequential.wallSeconds / threads.wallSeconds)} as fast as one after another`;
}

function contentOf(measurement: Measurement, derived: Derived, actions: Actions): readonly Node[] {
  const settings = measuredSettings(derived.subject, measurement);
  const adopt = button({
    id: 'adopt-measured',
    class: 'button secondary',
    text: 'Use measured costs',
    title: 'Turn the knobs so that the simulation takes as long as what was measured one after another',
    onClick: () => {
      if (settings === undefined) return;
      actions.dispatch({ type: 'preset', changes: settings });
      const text = 'The simulation now uses the measured costs. Reset takes them back.';
      actions.dispatch({ type: 'notice', notice: { kind: 'info', text } });
    },
  });
  adopt.disabled = settings === undefined;
  return [
    element('p', { class: 'muted', text: aboutText(measurement, derived) }),
    element(
      'div',
      {
        class: 'table-scroll',
        attributes: { tabindex: '0', role: 'group', 'aria-label': 'Measured beside predicted times' },
      },
      timesTable(measurement, derived),
    ),
    ...measurement.errors.map(({ mode, message, path, line }) => {
      const place = path === null ? '' : ` (${path}${line === null ? '' : `:${String(line)}`})`;
      const what = mode === null ? '' : `${TITLES[mode]}: `;
      return element('p', { class: 'measured-error', text: `${what}${message}${place}` });
    }),
    element('p', {}, adopt),
  ];
}

function aboutText(
  { call, tasks, workers, python, measured }: Measurement,
  { knobs, subject }: Derived,
): string {
  const runs = Math.max(...MEASURED_MODES.map((mode) => measured[mode]?.runs.length ?? 0));
  const by =
    python === null
      ? ''
      : `, Python ${python.version} ${python.gil ? 'with' : 'without'} a GIL, ${plural(python.cores, 'core')}`;
  const differs = !isComparable(subject)
    ? ' The simulation has tasks of other places as well, so the prediction here is of these alone.'
    : knobs.tasks !== tasks || (python !== null && knobs.cores !== python.cores)
      ? ` The simulation has ${plural(knobs.tasks, 'task')} and ${plural(knobs.cores, 'core')}.`
      : '';
  return `${call}: ${plural(tasks, 'task')}, ${plural(workers, 'worker')}${by}, median of ${plural(runs, 'run')}.${differs}`;
}

function timesTable(measurement: Measurement, derived: Derived): HTMLElement {
  const modes = derived.outcomes.map(({ mode }) => mode);
  // With tasks of other sites beside them the simulation is of something else than what was measured.
  const comparable = isComparable(derived.subject);
  const rows = MEASURED_MODES.map((mode) => {
    const simulated = simulatedMode(mode, modes);
    return {
      mode,
      measured: measurement.measured[mode],
      predicted: comparable
        ? derived.outcomes.find((outcome) => outcome.mode === simulated)?.result.wallSeconds
        : (measurement.predicted[mode] ?? undefined),
    };
  });
  const longest = Math.max(
    ...rows.flatMap(({ measured, predicted }) => [measured?.wallSeconds ?? 0, predicted ?? 0]),
    Number.MIN_VALUE,
  );
  const heads = ['Mode', 'Measured', 'CPU time', 'Predicted', 'Predicted / measured', BARS].map((text) => ({
    text,
    isNumber: text !== 'Mode' && text !== BARS,
  }));
  return element(
    'table',
    { id: 'measured-table', class: 'table' },
    element('caption', { class: 'visually-hidden', text: 'Measured beside predicted times' }),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...heads.map(({ text, isNumber }) =>
          element('th', { text, class: isNumber ? 'number' : '', attributes: { scope: 'col' } }),
        ),
      ),
    ),
    element(
      'tbody',
      {},
      ...rows.map(({ mode, measured, predicted }) =>
        element(
          'tr',
          {},
          element('th', { text: TITLES[mode], attributes: { scope: 'row' } }),
          numberCell(measured === null ? undefined : formatDuration(measured.wallSeconds)),
          numberCell(measured === null ? undefined : formatDuration(measured.cpuSeconds)),
          numberCell(predicted === undefined ? undefined : formatDuration(predicted)),
          numberCell(
            measured === null || predicted === undefined || measured.wallSeconds <= 0
              ? undefined
              : formatFactor(predicted / measured.wallSeconds),
          ),
          element(
            'td',
            { class: 'measured-bars', attributes: { 'aria-hidden': 'true' } },
            bar('measured', measured?.wallSeconds, longest),
            bar('predicted', predicted, longest),
          ),
        ),
      ),
    ),
  );
}

function numberCell(text: string | undefined): HTMLElement {
  return element('td', { class: 'number', text: text ?? '–' });
}

/** Drawn as a bar of its length; the table has the number. */
function bar(kind: 'measured' | 'predicted', seconds: number | undefined, longest: number): HTMLElement {
  const made = element('div', { class: `measured-bar is-${kind}` });
  made.style.width = `${String(Math.round(((seconds ?? 0) / longest) * 100))}%`;
  made.hidden = seconds === undefined;
  return made;
}
