/** Evaluation that leaves no trace in the profile: for what an expression is, before it is reached. */
import type { Expr } from '../syntax/ast';
import { evaluate } from './expressions';
import type { Frame, Machine } from './machine';
import { Recorder } from './recorder';
import type { Value } from './values';

/** The value of `expr` here and now, without its cost. */
export function quietly(machine: Machine, frame: Frame, expr: Expr): Value {
  return evaluate(machine, { ...frame, recorder: new Recorder(frame.unit.path, frame.unit.lines) }, expr);
}
