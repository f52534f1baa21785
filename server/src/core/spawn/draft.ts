/** A spawn site as it was met during interpretation, before its target is run. Types only. */
import type { TextRange } from '../base/text';
import type { CallArguments } from '../interpret/calls';
import type { ModuleUnit } from '../interpret/machine';
import type { InstanceValue, ObjectValue, Value } from '../interpret/values';
import type { Estimate } from '../model/estimate';
import type { SpawnKind, Workers } from '../model/site';
import type { SpawnApi } from './apis';

export interface SpawnDraft {
  readonly unit: ModuleUnit;
  readonly range: TextRange;
  readonly api: SpawnApi;
  readonly kind: SpawnKind;
  /** Undefined where the call names none that could be called. */
  readonly target: Value;
  /** Source range of the target expression, of the call itself where there is none. */
  readonly targetRange: TextRange;
  /** What the target is called with. */
  readonly args: CallArguments;
  /** Tasks that this site starts in one run of the function around it, and whether the code tells. */
  readonly tasks: Estimate;
  readonly tasksKnown: boolean;
  readonly workers: Workers | undefined;
  readonly executor: ObjectValue | undefined;
  /** False where the work goes to a pool that the code was handed and does not name: threads or processes. */
  readonly kindKnown: boolean;
  /** The object whose `start()` starts the work; undefined where the call itself does. */
  readonly handle: ObjectValue | InstanceValue | undefined;
  /** What tells when a task ends: the handle, or the future that the call returns. */
  readonly running: ObjectValue | InstanceValue | undefined;
  /** Whether the handle goes anywhere: assigned, passed, returned. */
  readonly kept: boolean;
  /**
   * What may run beside a task: nothing, where the code around waits for each on the spot (`await`, `Pool.apply`); the
   * other tasks of this site only, where it waits for all of them (`list(pool.map(…))`); or also those of other sites.
   */
  readonly overlap: 'none' | 'own' | 'any';
  readonly enclosing: string;
  readonly enclosingRange: TextRange;
  readonly onEventLoop: boolean;
  /** False where the site was met in code that nobody in sight calls. */
  readonly fromCall: boolean;
}
