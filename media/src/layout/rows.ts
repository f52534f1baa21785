/** Which rows the timeline has, from top to bottom, and where each lies. Pure. */
import type { ExecutorKind } from '../../../server/src/core/model/scenario';
import type { Lane } from '../run/lanes';
import type { Run } from '../run/run';
import { formatDuration } from '../run/format';

export interface SectionRow {
  readonly kind: 'section';
  readonly mode: ExecutorKind;
  readonly title: string;
  readonly wallSeconds: number;
  readonly topPx: number;
  readonly heightPx: number;
}

export interface LaneRow {
  readonly kind: 'lane';
  readonly mode: ExecutorKind;
  readonly lane: Lane;
  /** Index into the run's lanes. */
  readonly laneIndex: number;
  /** Place of the run in the list that was laid out. */
  readonly runIndex: number;
  readonly name: string;
  /** Steps to the right: threads of a process under their GIL, native threads and tasks of loops under their thread. */
  readonly indent: number;
  readonly topPx: number;
  readonly heightPx: number;
}

export type Row = SectionRow | LaneRow;

export interface RowLayout {
  readonly rows: readonly Row[];
  readonly heightPx: number;
}

export interface RowSizes {
  readonly section: number;
  readonly gil: number;
  readonly thread: number;
  readonly native: number;
  readonly 'loop-task': number;
  /** Between a group of threads with their GIL and the next. */
  readonly groupGap: number;
}

export const ROW_SIZES: RowSizes = {
  section: 26,
  gil: 22,
  thread: 26,
  native: 18,
  'loop-task': 20,
  groupGap: 6,
};

/** Rows of the overview strip: the same order in miniature, scaled to the height there is. */
export function overviewRows(runs: readonly Run[], heightPx: number): RowLayout {
  const lanes = runs.reduce((sum, run) => sum + run.lanes.lanes.length, 0);
  const each = heightPx / Math.max(lanes + (runs.length - 1), 1);
  return stack(
    runs,
    { section: 0, gil: each, thread: each, native: each, 'loop-task': each, groupGap: 0 },
    each,
  );
}

/** Rows of the timeline. With several runs each gets a title row. */
export function layoutRows(runs: readonly Run[]): RowLayout {
  return stack(runs, ROW_SIZES, 8);
}

function stack(runs: readonly Run[], sizes: RowSizes, runGapPx: number): RowLayout {
  const rows: Row[] = [];
  let top = 0;
  runs.forEach((run, runIndex) => {
    if (runIndex > 0) top += runGapPx;
    if (runs.length > 1 && sizes.section > 0) {
      const { mode, title } = run;
      rows.push({
        kind: 'section',
        mode,
        title,
        wallSeconds: run.result.wallSeconds,
        topPx: top,
        heightPx: sizes.section,
      });
      top += sizes.section;
    }
    const groups = new Set(run.lanes.lanes.map((lane) => lane.gil)).size;
    run.lanes.lanes.forEach((lane, laneIndex) => {
      const before = run.lanes.lanes[laneIndex - 1];
      if (before !== undefined && before.gil !== lane.gil) top += sizes.groupGap;
      const heightPx = sizes[lane.kind];
      const isGrouped = groups > 1 && lane.kind !== 'gil' && lane.gil >= 0;
      rows.push({
        kind: 'lane',
        mode: run.mode,
        lane,
        laneIndex,
        runIndex,
        name: lane.name,
        indent: (isGrouped ? 1 : 0) + (lane.kind === 'native' || lane.kind === 'loop-task' ? 1 : 0),
        topPx: top,
        heightPx,
      });
      top += heightPx;
    });
  });
  return { rows, heightPx: top };
}

/** The pinned lanes alone, in the order they were pinned; they also stay in their place. Unknown ones are left out. */
export function pinnedRows({ rows }: RowLayout, pinned: readonly string[]): RowLayout {
  let top = 0;
  const found = pinned.flatMap((key): Row[] => {
    const row = rows.find((candidate) => candidate.kind === 'lane' && laneKey(candidate) === key);
    if (row === undefined) return [];
    const placed = { ...row, topPx: top };
    top += row.heightPx;
    return [placed];
  });
  return { rows: found, heightPx: top };
}

/** `Thread pool – 1.9 s`. */
export function sectionTitle(row: SectionRow): string {
  return `${row.title} – ${formatDuration(row.wallSeconds)}`;
}

/** Name of a lane that is unique on screen: lanes of several runs have the same names. */
export function laneKey(row: LaneRow): string {
  return `${row.mode}/${String(row.laneIndex)}`;
}

export function rowAt(layout: RowLayout, yPx: number): Row | undefined {
  return layout.rows.find((row) => yPx >= row.topPx && yPx < row.topPx + row.heightPx);
}
