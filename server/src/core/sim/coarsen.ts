/**
 * Makes a task cheap enough to simulate while its threads interact as before: neighbouring stretches of Python code
 * are joined, and rounds of a loop too short to be seen are taken together. Seconds by kind stay what they were.
 */
import { unreachable } from '../base/assert';
import type { Step } from '../model/scenario';
import { DEFAULT_PARAMETERS } from '../model/simParameters';
import { SCENARIO_LIMITS } from './parseScenario';

type TimedStep = Extract<Step, { readonly seconds: number }>;
type HoldStep = Extract<Step, { readonly kind: 'hold' }>;
type LockStep = Extract<Step, { readonly kind: 'lock' }>;

/** Rounds shorter than this are taken together: shorter than anything a picture of a whole run can show. */
const ROUND_SECONDS = 0.0002;

/** Rounds of one task that may be told apart. */
const MAX_ROUNDS = 1000;

/** Steps of one task, loops counted once. */
const MAX_STEPS = 2000;

export function coarsened(steps: readonly Step[]): readonly Step[] {
  let roundSeconds = Math.max(ROUND_SECONDS, secondsOf(steps) / MAX_ROUNDS);
  let result = joined(steps, roundSeconds);
  if (meetsOthers(steps)) return result;
  while (countOf(result) > MAX_STEPS) {
    roundSeconds *= 4;
    const coarser = joined(steps, roundSeconds);
    // When coarser rounds no longer help, the code itself is too long: keep its seconds by kind.
    result = roundSeconds > secondsOf(steps) ? aggregate(coarser) : coarser;
  }
  return result;
}

/** All seconds of one run, rounds multiplied. */
export function secondsOf(steps: readonly Step[]): number {
  return steps.reduce((sum, step) => sum + stepSeconds(step), 0);
}

function stepSeconds(step: Step): number {
  switch (step.kind) {
    case 'hold':
    case 'native':
    case 'io':
      return step.seconds;
    case 'lock':
    case 'offload':
      return secondsOf(step.body);
    case 'loop':
      return secondsOf(step.body) * step.times;
    case 'gather':
      return step.tasks.reduce((sum, task) => sum + secondsOf(task.body), 0);
    case 'put':
    case 'get':
    case 'wait':
    case 'notify':
    case 'set':
    case 'join':
      return 0;
    default:
      return unreachable(step);
  }
}

/** Whether other threads see each round: such rounds must not be taken together. */
function meetsOthers(steps: readonly Step[]): boolean {
  return steps.some((step) =>
    'body' in step ? step.kind === 'offload' || meetsOthers(step.body) : !('seconds' in step),
  );
}

function countOf(steps: readonly Step[]): number {
  return steps.reduce((count, step) => count + 1 + ('body' in step ? countOf(step.body) : 0), 0);
}

function joined(steps: readonly Step[], roundSeconds: number): readonly Step[] {
  const result: Step[] = [];
  for (const step of steps) {
    for (const next of simplified(step, roundSeconds)) {
      const last = result.at(-1);
      const both = last && jointHold(last, next);
      if (both) result[result.length - 1] = both;
      else result.push(next);
    }
  }
  return result;
}

function simplified(step: Step, roundSeconds: number): readonly Step[] {
  if (step.kind === 'gather') {
    const tasks = step.tasks.map((task) => ({ ...task, body: joined(task.body, roundSeconds) }));
    return [{ ...step, tasks }];
  }
  if (!('body' in step)) return [step];
  const body = joined(step.body, roundSeconds);
  if (step.kind === 'lock' || step.kind === 'offload') return [{ ...step, body }];
  if (meetsOthers(body)) return [{ ...step, body }];
  const perRound = secondsOf(body);
  const [only] = body;
  if (body.length === 1 && only?.kind === 'hold' && only.preemptible !== false) {
    return [{ ...repeatedHold(only, step.times), seconds: limited(only.seconds * step.times) }];
  }
  if (perRound >= roundSeconds) return [{ ...step, body }];
  const times = Math.max(1, Math.round((perRound * step.times) / roundSeconds));
  const together = aggregate([{ ...step, body, times: step.times / times }]);
  return times === 1 ? together : [{ ...step, times, body: together }];
}

/** Two stretches of Python code as one, shown at the longer one's line. */
function jointHold(a: Step, b: Step): Step | undefined {
  if (a.kind !== 'hold' || b.kind !== 'hold') return undefined;
  if (a.preemptible === false || b.preemptible === false) return undefined;
  return {
    ...(a.seconds >= b.seconds ? a : b),
    seconds: limited(a.seconds + b.seconds),
    ...withObjects((a.objects ?? 0) + (b.objects ?? 0)),
  };
}

function repeatedHold(step: HoldStep, times: number): HoldStep {
  return { ...step, ...withObjects((step.objects ?? 0) * times) };
}

function withObjects(objects: number): Pick<HoldStep, 'objects'> {
  return objects > 0 ? { objects } : {};
}

/**
 * One step a kind and lock, with the sum of the seconds. Many short C calls that keep the GIL become preemptible code,
 * for between two of them another thread may have it.
 */
function aggregate(steps: readonly Step[]): readonly Step[] {
  const sums = new Map<string, TimedStep>();
  const locks = new Map<string, LockStep>();
  const addAll = (body: readonly Step[], factor: number): void => {
    for (const step of body) {
      if (step.kind === 'loop') addAll(step.body, factor * step.times);
      else if (step.kind === 'lock') {
        const known = locks.get(step.name);
        const more: Step = { kind: 'loop', times: factor, body: step.body };
        locks.set(step.name, { ...step, ...known, body: aggregate([...(known?.body ?? []), more]) });
      } else if ('seconds' in step) {
        const kind = isShortCall(step) ? 'system calls' : isBlocking(step) ? 'blocking' : step.kind;
        sums.set(kind, summed(sums.get(kind), step, factor));
      }
    }
  };
  addAll(steps, 1);
  const calls = sums.get('system calls');
  if (calls) sums.set('system calls', { ...calls, seconds: withoutWakeUp(calls.seconds) });
  return [...sums.values(), ...locks.values()];
}

/** A wait outside that is over before a thread could fall asleep. */
function isShortCall(step: TimedStep): boolean {
  return step.kind === 'io' && step.seconds < DEFAULT_PARAMETERS.wakeUpNs / 1e9;
}

/** Waits that stop an event loop are none that its tasks await. */
function isBlocking(step: TimedStep): boolean {
  return step.kind === 'io' && step.blocking === true;
}

/** Short calls do not sleep, their sum would: what waking up costs is taken off beforehand. */
function withoutWakeUp(seconds: number): number {
  const late = (DEFAULT_PARAMETERS.wakeUpNs + DEFAULT_PARAMETERS.ioLateNs) / 1e9;
  return seconds > late ? seconds - DEFAULT_PARAMETERS.ioLateNs / 1e9 : seconds;
}

function summed(sum: TimedStep | undefined, step: TimedStep, factor: number): TimedStep {
  const seconds = step.seconds * factor;
  const shown = sum !== undefined && sum.seconds >= seconds ? sum : step;
  const total = limited(seconds + (sum?.seconds ?? 0));
  switch (shown.kind) {
    case 'hold':
      return {
        ...shown,
        preemptible: true,
        seconds: total,
        ...withObjects((sum ? objectsOf(sum) : 0) + objectsOf(step) * factor),
      };
    case 'native': {
      const before = sum?.kind === 'native' ? (sum.threads ?? 1) : 1;
      const own = step.kind === 'native' ? (step.threads ?? 1) : 1;
      return { ...shown, threads: Math.max(before, own), seconds: total };
    }
    case 'io':
      return { ...shown, seconds: total };
    default:
      return unreachable(shown);
  }
}

function objectsOf(step: TimedStep): number {
  return step.kind === 'hold' ? (step.objects ?? 0) : 0;
}

function limited(seconds: number): number {
  return Math.min(seconds, SCENARIO_LIMITS.seconds);
}
