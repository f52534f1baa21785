/** Moments worth a mark, by lane: starts, submits and joins on threads, requests to let go on the GIL they are about. Pure. */
import type { Mark, SimResult } from '../../../server/src/core/model/simResult';

export type MarkKind = Mark['kind'];

/** Marks of one lane in the order of time. Both arrays have the same length. */
export interface MarkColumns {
  readonly seconds: Float64Array;
  /** Places in `MARKS`. */
  readonly kinds: Uint8Array;
}

export interface MarkInfo {
  readonly kind: MarkKind;
  readonly label: string;
  /** The glyph on a square from -1 to 1, as SVG path and canvas points alike: corners of a polygon. */
  readonly corners: readonly (readonly [number, number])[];
}

/** The order is that of the key under the legend. */
export const MARKS: readonly MarkInfo[] = [
  {
    kind: 'start',
    label: 'Thread started',
    corners: [
      [-0.8, -1],
      [1, 0],
      [-0.8, 1],
    ],
  },
  {
    kind: 'submit',
    label: 'Task submitted',
    corners: [
      [-1, -0.7],
      [1, -0.7],
      [0, 1],
    ],
  },
  {
    kind: 'join',
    label: 'Begins to wait for the others',
    corners: [
      [0, -1],
      [1, 0],
      [0, 1],
      [-1, 0],
    ],
  },
  {
    kind: 'drop-request',
    label: 'Asked to let go of the GIL',
    corners: [
      [0, -1],
      [0.8, 0.9],
      [0, 0.4],
      [-0.8, 0.9],
    ],
  },
];

export const NO_MARKS: MarkColumns = { seconds: new Float64Array(0), kinds: new Uint8Array(0) };

/** Numbers of `MARKS` by kind. */
function markIndex(kind: MarkKind): number {
  return MARKS.findIndex((info) => info.kind === kind);
}

/** The marks of each thread (index into `allThreads`) and those of each GIL. */
export interface LaneMarks {
  ofThread(thread: number): MarkColumns;
  ofGil(gil: number): MarkColumns;
}

export function marksByLane(result: SimResult): LaneMarks {
  const offset = result.main === undefined ? 0 : 1;
  const threads = new Map<number, Mark[]>();
  const gils = new Map<number, Mark[]>();
  for (const mark of result.marks ?? []) {
    const owner = mark.thread < 0 ? result.main : result.threads[mark.thread];
    if (owner === undefined) continue;
    if (mark.kind === 'drop-request') push(gils, owner.gil, mark);
    else push(threads, mark.thread < 0 ? 0 : mark.thread + offset, mark);
  }
  return {
    ofThread: (thread) => columnsOf(threads.get(thread)),
    ofGil: (gil) => columnsOf(gils.get(gil)),
  };
}

function push(lists: Map<number, Mark[]>, key: number, mark: Mark): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [mark]);
  else list.push(mark);
}

function columnsOf(marks: readonly Mark[] | undefined): MarkColumns {
  if (marks === undefined) return NO_MARKS;
  return {
    seconds: Float64Array.from(marks, ({ seconds }) => seconds),
    kinds: Uint8Array.from(marks, ({ kind }) => markIndex(kind)),
  };
}

/** Index of the first mark at or after a time; the number of marks where there is none. */
export function firstMarkFrom({ seconds }: MarkColumns, atSeconds: number): number {
  let low = 0;
  let high = seconds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((seconds[middle] ?? 0) < atSeconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
