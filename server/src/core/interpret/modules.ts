/** Interprets the top level of modules, each once, as importing them would. */
import { createFrame, type Machine, type ModuleUnit } from './machine';
import { widenEmpty } from './classes';
import { interpretBlock } from './statements';

/** Steps for the top level of an imported module. */
const IMPORT_STEPS = 20_000;

/** Runs a module's top level unless it has run or is running (a circular import sees what is bound so far). */
export function ensureInterpreted(machine: Machine, unit: ModuleUnit): void {
  if (unit.state !== 'new') return;
  unit.state = 'running';
  const frame = createFrame(unit, unit.scope, '<module>', undefined, 1);
  // What is imported has a budget of its own: it is run by whoever happens to need it first.
  const { stepsLeft } = machine;
  const isImported = machine.active.length > 0;
  if (isImported) machine.stepsLeft = IMPORT_STEPS;
  machine.active.push(frame);
  interpretBlock(machine, frame, unit.ast.body);
  machine.active.pop();
  if (isImported) machine.stepsLeft = stepsLeft;
  unit.state = 'done';
  // Whatever is still empty at the end of the import is filled by somebody later.
  for (const value of unit.scope.vars.values()) widenEmpty(value);
}
