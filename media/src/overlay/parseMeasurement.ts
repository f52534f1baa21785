/** Checks a measurement that comes from outside the view: a message, or saved state. */
import { MEASURED_MODES } from '../../../server/src/core/model/measurement';
import type { Measurement } from '../../../server/src/core/model/measurement';

/** The measurement; undefined for anything else. */
export function parseMeasurement(raw: unknown): Measurement | undefined {
  return isMeasurement(raw) ? raw : undefined;
}

function isMeasurement(raw: unknown): raw is Measurement {
  if (!isRecord(raw) || raw.version !== 1) return false;
  const { python, measured, predicted, errors } = raw;
  return (
    [raw.target, raw.call].every((text) => typeof text === 'string') &&
    [raw.tasks, raw.workers].every(isNumber) &&
    (python === null || (isRecord(python) && typeof python.version === 'string' && isNumber(python.cores))) &&
    isRecord(measured) &&
    MEASURED_MODES.every((mode) => measured[mode] === null || isTimes(measured[mode])) &&
    isRecord(predicted) &&
    MEASURED_MODES.every((mode) => predicted[mode] === null || isNumber(predicted[mode])) &&
    Array.isArray(errors) &&
    errors.every((error) => isRecord(error) && typeof error.message === 'string')
  );
}

function isTimes(raw: unknown): boolean {
  return (
    isRecord(raw) &&
    isNumber(raw.wallSeconds) &&
    isNumber(raw.cpuSeconds) &&
    Array.isArray(raw.runs) &&
    raw.runs.every(isNumber)
  );
}

function isNumber(raw: unknown): raw is number {
  return typeof raw === 'number' && Number.isFinite(raw);
}

function isRecord(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null;
}
