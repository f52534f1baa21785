/** The compact form in which costs of calls are written down, and its expansion to `CallCost`. */
import type { Estimate } from '../model/estimate';
import type { CallCost } from '../model/fact';
import { createNameIndex } from './nameIndex';
import type { NameIndex } from './nameIndex';

/** Costs of one provenance. */
export interface CostGroup {
  readonly basis: 'measured' | 'assumed';
  /** Interpreter, machine and date of a measurement, or what the assumption rests on. */
  readonly source: string;
  readonly rows: readonly CostRow[];
}

export type Nanoseconds = readonly [low: number, mid: number, high: number];

/** Name (braces as in the fact tables), what the figure is multiplied by, the figure. */
export type CostRow = readonly [
  name: string,
  per: NonNullable<CallCost['per']>,
  nanoseconds: Nanoseconds,
  more?: CostDetails,
];

export interface CostDetails {
  /** Of every call on top, whatever the size. */
  readonly fixed?: Nanoseconds;
  /** Whose size counts; without it the first argument's, or the receiver's where there is none. */
  readonly of?: NonNullable<CallCost['of']>;
  /** Which argument's size counts, from 0; without it the first. */
  readonly argument?: number;
  /** Size where the code does not tell it: what such calls are usually given. */
  readonly usual?: number;
}

const SECONDS_PER_NANOSECOND = 1e-9;

/** Later groups override earlier ones. */
export function createCostIndex(groups: readonly CostGroup[]): NameIndex<CallCost> {
  return createNameIndex(groups, (_, row: CostRow, group) => costOf(row, group));
}

function costOf([, per, nanoseconds, more = {}]: CostRow, { basis, source }: CostGroup): CallCost {
  const { fixed, of, argument, usual } = more;
  return {
    seconds: seconds(nanoseconds),
    per,
    ...(fixed && { fixed: seconds(fixed) }),
    ...(of && { of }),
    ...(argument !== undefined && { argument }),
    ...(usual !== undefined && { usual }),
    basis,
    source,
  };
}

function seconds([low, mid, high]: Nanoseconds): Estimate {
  return {
    low: low * SECONDS_PER_NANOSECOND,
    mid: mid * SECONDS_PER_NANOSECOND,
    high: high * SECONDS_PER_NANOSECOND,
  };
}
