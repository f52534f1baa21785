/** The tasks of sites that run beside each other, few enough to be simulated and shown. */
import type { Step, Task } from '../model/scenario';

/** Tasks of one scenario; more are merged into groups. */
export const MAX_TASKS = 64;

/** The tasks of one site: all do the same. */
export interface Batch {
  /** What each task is called, with its number where there are several. */
  readonly name: string;
  readonly body: readonly Step[];
  readonly tasks: number;
}

/** Each site keeps its share of the tasks that can be shown, and at least one. */
export function groupTasks(batches: readonly Batch[]): readonly Task[] {
  const total = Math.max(
    1,
    batches.reduce((sum, { tasks }) => sum + tasks, 0),
  );
  const share = Math.min(1, MAX_TASKS / total);
  return batches.flatMap((batch) => batchTasks(batch, Math.max(1, Math.floor(batch.tasks * share))));
}

/** One task each, or groups of tasks that one thread runs in a row where there are too many to show. */
function batchTasks({ name, body, tasks }: Batch, shown: number): readonly Task[] {
  return Array.from({ length: shown }, (_, i): Task => {
    const first = Math.floor((i * tasks) / shown) + 1;
    const last = Math.floor(((i + 1) * tasks) / shown);
    if (first === last) return { name: tasks === 1 ? name : `${name} ${first}`, body };
    return { name: `${name} ${first}–${last}`, body: [{ kind: 'loop', times: last - first + 1, body }] };
  });
}
