/**
 * The price of an operation on a Python version, in seconds. `measured/` has the figures; docs/cost-model.md says how they
 * were made and what they leave out.
 */
import type { PythonVersion } from '../model/config';
import type { Estimate } from '../model/estimate';
import { CPYTHON_310 } from './measured/cpython310';
import { CPYTHON_311 } from './measured/cpython311';
import { CPYTHON_312 } from './measured/cpython312';
import { CPYTHON_313 } from './measured/cpython313';
import type { Measurement } from './measured/measurement';
import { OPERATIONS } from './operations';
import type { Operation } from './operations';

/** Seconds of every operation on one Python version. */
export type CostTable = Readonly<Record<Operation, Estimate>>;

const SECONDS_PER_NANOSECOND = 1e-9;

/**
 * Seconds of one `operation` on the measured machine. For many look-ups take `costTable` once: this makes a new object
 * each time.
 */
export function operationCost(operation: Operation, version: PythonVersion): Estimate {
  return seconds(measurementFor(version).nanoseconds[operation]);
}

/** Every operation's seconds on `version`, for callers that look up often. Newer versions than measured get the newest. */
export function costTable(version: PythonVersion): CostTable {
  const { nanoseconds } = measurementFor(version);
  return Object.fromEntries(
    OPERATIONS.map((operation) => [operation, seconds(nanoseconds[operation])]),
  ) as Record<Operation, Estimate>;
}

/** The measurement that stands for `version`: 3.10 for all before the specialising interpreter, 3.13 for all after it. */
export function measurementFor({ major, minor }: PythonVersion): Measurement {
  if (major > 3 || minor >= 13) return CPYTHON_313;
  if (minor >= 12) return CPYTHON_312;
  if (minor >= 11) return CPYTHON_311;
  return CPYTHON_310;
}

function seconds([low, mid, high]: Measurement['nanoseconds'][Operation]): Estimate {
  return {
    low: low * SECONDS_PER_NANOSECOND,
    mid: mid * SECONDS_PER_NANOSECOND,
    high: high * SECONDS_PER_NANOSECOND,
  };
}
