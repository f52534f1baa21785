/** The timeline as a table: a row for each lane with the same numbers as text. For everyone; screen readers above all. */
import type { Derived } from '../derived';
import { formatCount, formatPercent, formatTime } from '../run/format';
import type { Lane } from '../run/lanes';
import type { Run } from '../run/run';
import { threadShares } from '../run/shares';
import type { ThreadShares } from '../run/shares';
import type { Sort, SortColumn } from '../store';
import type { Actions, Component } from './component';
import { createDisclosure } from './disclosure';
import { button, element } from './dom';

interface Column {
  readonly column: SortColumn;
  readonly title: string;
  readonly help: string;
}

const COLUMNS: readonly Column[] = [
  { column: 'name', title: 'Thread', help: 'Thread or GIL' },
  { column: 'held', title: 'Has GIL', help: 'Share of its life in which the thread holds the GIL' },
  {
    column: 'collected',
    title: 'Garbage',
    help: 'Share of its life in which it collects garbage, with the GIL',
  },
  { column: 'gilWait', title: 'GIL wait', help: 'Share of its life in which it waits for the GIL' },
  { column: 'released', title: 'Released', help: 'Share of its life in native code without the GIL' },
  { column: 'io', title: 'I/O', help: 'Share of its life in I/O or sleep' },
  { column: 'lock', title: 'Lock', help: 'Share of its life waiting on locks and queues' },
  { column: 'switches', title: 'Hand-overs', help: 'How often it took the GIL from another thread' },
  { column: 'startSeconds', title: 'Start', help: 'When it starts' },
  { column: 'endSeconds', title: 'End', help: 'When it ends' },
];

export interface ThreadTable extends Component {
  focus(): void;
}

export function createThreadTable(actions: Actions): ThreadTable {
  const disclosure = createDisclosure(actions, 'threads', 'Threads');
  const heads = COLUMNS.map(({ column, title, help }) => ({
    column,
    cell: element(
      'th',
      { attributes: { scope: 'col' } },
      button({
        class: 'sort',
        text: title,
        title: `${help}. Click to sort.`,
        onClick: () => actions.dispatch({ type: 'sort', column }),
      }),
    ),
  }));
  const bodies = element('tbody');
  const table = element(
    'table',
    { id: 'timeline-table', class: 'table', attributes: { tabindex: '-1' } },
    element('caption', { class: 'visually-hidden', text: 'What each thread does over the whole run' }),
    element('thead', {}, element('tr', {}, ...heads.map(({ cell }) => cell))),
    bodies,
  );
  disclosure.content.append(element('div', { class: 'table-scroll' }, table));

  let shown: { runs: Derived['runs']; sort: Sort | undefined } | undefined;
  return {
    element: disclosure.element,
    update(state, derived) {
      disclosure.element.hidden = derived === undefined;
      disclosure.update(state);
      if (derived === undefined || (shown?.runs === derived.runs && shown.sort === state.sort)) return;
      shown = { runs: derived.runs, sort: state.sort };
      for (const { column, cell } of heads) {
        const sorted = state.sort?.column === column;
        cell.ariaSort = !sorted ? 'none' : state.sort?.descending === true ? 'descending' : 'ascending';
      }
      bodies.replaceChildren(
        ...derived.runs.flatMap((run) => runRows(run, derived.runs.length > 1, state.sort)),
      );
      const threads = derived.runs[0]?.lanes.threads.length ?? 0;
      disclosure.setNote(
        `${formatCount(threads)} over ${formatTime(derived.extentSeconds, derived.extentSeconds / 100)}`,
      );
    },
    focus: () => table.focus(),
  };
}

/** In the order of the lanes; sorted threads follow the GILs. */
function runRows(run: Run, titled: boolean, sort: Sort | undefined): readonly HTMLElement[] {
  const title = element(
    'tr',
    { class: 'group' },
    element('th', {
      text: run.title,
      attributes: { scope: 'rowgroup', colspan: String(COLUMNS.length) },
    }),
  );
  const resolution = Math.max(run.result.wallSeconds, 1e-9) / 1000;
  const shares = threadShares(run.result);
  const gils = run.lanes.lanes.filter((lane) => lane.kind === 'gil');
  const rows =
    sort === undefined
      ? run.lanes.lanes.filter(hasNumbers).map((lane) => laneRow(lane, run, shares, resolution))
      : [
          ...gils.map((gil) => gilRow(gil, run, resolution)),
          ...sortThreads(shares, sort).map((thread) => threadRow(thread, resolution)),
        ];
  return titled ? [title, ...rows] : rows;
}

/** Native threads and tasks of loops have no numbers of their own: they are part of their thread's. */
function hasNumbers({ kind }: Lane): boolean {
  return kind === 'gil' || kind === 'thread';
}

function laneRow(lane: Lane, run: Run, shares: readonly ThreadShares[], resolution: number): HTMLElement {
  const thread = shares[lane.thread];
  return thread === undefined ? gilRow(lane, run, resolution) : threadRow(thread, resolution);
}

/** How much of the run a GIL is held, and how often it changes hands. */
function gilRow(lane: Lane, run: Run, resolution: number): HTMLElement {
  const { starts, ends, count } = lane.spans;
  let held = 0;
  for (let i = 0; i < count; i++) held += (ends[i] ?? 0) - (starts[i] ?? 0);
  const wall = run.result.wallSeconds;
  const switches = run.lanes.threads.reduce(
    (sum, thread) => (thread.gil === lane.gil ? sum + thread.switches : sum),
    0,
  );
  return tableRow('gil-row', lane.name, [
    `held ${formatPercent(wall > 0 ? held / wall : 0)}`,
    '',
    '',
    '',
    '',
    '',
    formatCount(switches),
    time(starts[0] ?? 0, resolution),
    time(ends[count - 1] ?? 0, resolution),
  ]);
}

function threadRow(thread: ThreadShares, resolution: number): HTMLElement {
  return tableRow('', thread.name, [
    formatPercent(thread.held),
    formatPercent(thread.collected),
    formatPercent(thread.gilWait),
    formatPercent(thread.released),
    formatPercent(thread.io),
    formatPercent(thread.lock),
    formatCount(thread.switches),
    time(thread.startSeconds, resolution),
    time(thread.endSeconds, resolution),
  ]);
}

function tableRow(className: string, name: string, cells: readonly string[]): HTMLElement {
  return element(
    'tr',
    { class: className },
    element('th', { text: name, attributes: { scope: 'row' } }),
    ...cells.map((text) => element('td', { class: 'number', text })),
  );
}

function time(seconds: number, resolution: number): string {
  return seconds === 0 ? '0 s' : formatTime(seconds, Math.min(resolution, seconds));
}

export function sortThreads(
  threads: readonly ThreadShares[],
  sort: Sort | undefined,
): readonly ThreadShares[] {
  if (sort === undefined) return threads;
  const { column, descending } = sort;
  const sign = descending ? -1 : 1;
  return [...threads].sort((a, b) => {
    const left = a[column];
    const right = b[column];
    if (typeof left === 'string' || typeof right === 'string') {
      return sign * String(left).localeCompare(String(right), 'en', { numeric: true });
    }
    return sign * (left - right);
  });
}
