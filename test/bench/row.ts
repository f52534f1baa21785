/** A row of the table of `npm run bench`, as text and beside the same row of an earlier run. */

export interface Row {
  /** Unique in the table. */
  readonly name: string;
  readonly value: number;
  /** `×` for a ratio. */
  readonly unit: string;
  /** `≤ 0.45` or `≥ 5`; empty where the row only informs. */
  readonly goal: string;
  /** What the value was computed from: medians in `ms` or `MB` by program. */
  readonly from?: Readonly<Record<string, number>>;
  /** By what factor the rounds of this run differ: their upper quartile over their lower one. */
  readonly noise?: number;
}

export interface Report {
  readonly schema: 1;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly rows: readonly Row[];
}

/** Whether the goal is met; undefined where there is none. */
export function isMet({ value, goal }: Row): boolean | undefined {
  const [, sign, bound] = /^([≤<≥]) ([\d.]+)/.exec(goal) ?? [];
  if (sign === undefined || bound === undefined) return undefined;
  return sign === '≥' ? value >= Number(bound) : value <= Number(bound);
}

export function rowText(row: Row): string {
  const met = isMet(row);
  const mark = met === undefined ? '' : met ? `  (goal ${row.goal})` : `  MISSED (goal ${row.goal})`;
  const from = Object.entries(row.from ?? {}).map(([name, value]) => `${name} ${figure(value)}`);
  return `${row.name}: ${figure(row.value)} ${row.unit}${mark}${from.length === 0 ? '' : `  [${from.join(', ')}]`}`;
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toFixed(3);
}

/** Where the rounds do not tell their noise: two runs on a busy machine differ by as much. */
const USUAL_NOISE = 1.35;
/** Fewer rounds have no quartiles. */
const FEWEST_ROUNDS = 5;
/** Less than this is never a regression: few rounds can agree by chance. */
const LEAST_NOISE = 1.15;

/** The factor by which a row may be worse in another run without being a regression. */
function noiseOf(before: Row, after: Row): number {
  if (before.noise === undefined || after.noise === undefined) return USUAL_NOISE;
  return Math.max(LEAST_NOISE, before.noise, after.noise);
}

/** One line for each row that both reports have, the worst change first. */
export function comparison(
  before: Report,
  after: Report,
): { readonly lines: readonly string[]; readonly regressed: boolean } {
  const old = new Map(before.rows.map((row) => [row.name, row]));
  const changes = after.rows.flatMap((row) => {
    const earlier = old.get(row.name);
    if (earlier === undefined || earlier.value <= 0 || row.value <= 0) return [];
    const growth = row.value / earlier.value;
    const worse = row.goal.startsWith('≥') ? 1 / growth : growth;
    // Times and memory of another machine say nothing; ratios do.
    return [{ row, earlier, worse, regressed: row.unit === '×' && worse > noiseOf(earlier, row) }];
  });
  changes.sort((a, b) => b.worse - a.worse);
  return {
    regressed: changes.some(({ regressed }) => regressed),
    lines: changes.map(({ row, earlier, regressed }) => {
      const mark = regressed ? '  REGRESSION' : '';
      return `${row.name}: ${figure(earlier.value)} → ${figure(row.value)} ${row.unit}${mark}`;
    }),
  };
}

/** The ratio of the medians of two programs that ran in turn, with the noise of the rounds. */
export function ratioOf(
  ours: readonly number[],
  theirs: readonly number[],
): Pick<Row, 'value' | 'unit' | 'noise'> {
  const rounds = ours.map((value, round) => value / (theirs[round] ?? Number.NaN));
  const ratio = { value: median(ours) / median(theirs), unit: '×' };
  return rounds.length < FEWEST_ROUNDS
    ? ratio
    : { ...ratio, noise: quantile(rounds, 0.75) / quantile(rounds, 0.25) };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which `share` of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN;
}
