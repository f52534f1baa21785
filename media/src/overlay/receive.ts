/** What the view does with a measurement and with the text of a file that is to be a measured trace. Pure. */
import type { Measurement } from '../../../server/src/core/model/measurement';
import { parseTrace } from '../../../server/src/core/trace/parseTrace';
import type { Action } from '../store';

export function receiveMeasurement(measurement: Measurement): readonly Action[] {
  return [
    { type: 'overlay', overlay: { kind: 'measured', measurement } },
    { type: 'panel', panel: 'measured', open: true },
  ];
}

/** A trace that comes back after the view was hidden or reloaded leaves everything where it was. */
export function receiveTrace(name: string, text: string, again: boolean): readonly Action[] {
  const parsed = parseTrace(text);
  if ('problem' in parsed)
    return [{ type: 'notice', notice: { kind: 'error', text: `${name}: ${parsed.problem}` } }];
  const { trace } = parsed;
  const shown = `Showing ${name}, measured by ${trace.tool}, below the prediction.`;
  const overlay: Action = { type: 'overlay', overlay: { kind: 'trace', trace: { name, trace }, again } };
  if (again) return [overlay];
  return [
    overlay,
    { type: 'view', view: undefined, step: true },
    { type: 'notice', notice: { kind: 'info', text: shown } },
  ];
}
