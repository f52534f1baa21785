/** Drafts a spawn site for each coroutine that a call hands to an event loop: `gather(f(x), g(y))`, `create_task(f(x))`. */
import type { TextRange } from '../base/text';
import { exactly, multiply, ONE, type Estimate } from '../model/estimate';
import type { SpawnApi } from '../spawn/apis';
import type { CallArguments, CallSite } from './calls';
import { coroutineCall } from './coroutineValues';
import { iterate } from './iteration';
import { newId, type Frame, type Machine } from './machine';
import { common, tasksHere } from './spawning';
import type { ObjectValue, Value } from './values';

interface LoopCall {
  readonly api: SpawnApi;
  readonly receiver: Value | undefined;
  readonly args: CallArguments;
  readonly at: TextRange;
  readonly site: CallSite | undefined;
}

export function draftLoopTasks(machine: Machine, frame: Frame, call: LoopCall): void {
  const { api, receiver, args, at, site } = call;
  const found = coroutinesIn(machine, frame, args).flatMap((handed) => {
    const coroutine = coroutineCall(handed.value);
    return coroutine === undefined ? [] : [{ ...handed, ...coroutine }];
  });
  const collects = COLLECTING.has(api.name);
  const owner = collects ? collector(machine, frame, api, at) : receiver;
  for (const { value, func, args: own, tasks, tasksKnown } of found) {
    const made = value.kind === 'object' && value.madeBy?.unit === frame.unit ? value.madeBy.range : at;
    machine.drafts.push({
      ...common(frame, api, at, site),
      // Of several coroutines, each has a place of its own: where it is called.
      range: found.length > 1 ? made : { start: at.start, end: at.end },
      api,
      kind: api.kind,
      target: func,
      targetRange: calleeRange(frame.unit.text, made),
      args: own,
      tasks: multiply(tasks, exactly(tasksHere(frame))),
      tasksKnown: tasksKnown && frame.unknownLoops === 0,
      workers: undefined,
      executor: owner?.kind === 'object' && owner.madeBy !== undefined ? owner : undefined,
      kindKnown: true,
      handle: undefined,
      running: undefined,
      kept: true,
      overlap: RUNNING.test(api.name) || (!collects && site?.use === 'awaited') ? 'none' : 'any',
      onEventLoop: true,
    });
  }
}

/** Calls that run all that they are handed, and nothing else, beside each other. */
const COLLECTING: ReadonlySet<string> = new Set(['asyncio.gather', 'asyncio.wait', 'asyncio.as_completed']);

/** Calls that make the loop itself run. */
const RUNNING = /\.(?:run|run_until_complete)$/;

/** Stands for the loop's tasks of one call, as an executor does for those of a pool. */
function collector(machine: Machine, frame: Frame, api: SpawnApi, { start, end }: TextRange): ObjectValue {
  return {
    kind: 'object',
    id: newId(machine),
    of: api.name,
    attributes: new Map(),
    madeBy: { unit: frame.unit, range: { start, end } },
  };
}

interface Handed {
  readonly value: Value;
  readonly tasks: Estimate;
  readonly tasksKnown: boolean;
}

function coroutinesIn(
  machine: Machine,
  frame: Frame,
  { positional, rest }: CallArguments,
): readonly Handed[] {
  const spread = rest === undefined ? [] : elementsOf(machine, frame, rest);
  const given = positional.flatMap((value): readonly Handed[] =>
    value.kind === 'collection'
      ? elementsOf(machine, frame, value)
      : [{ value, tasks: ONE, tasksKnown: true }],
  );
  return [...given, ...spread];
}

/** Going over a generator makes the coroutines that it gives. */
function elementsOf(machine: Machine, frame: Frame, value: Value): readonly Handed[] {
  if (value.kind === 'collection' && value.items !== undefined)
    return value.items.map((item) => ({ value: item, tasks: ONE, tasksKnown: true }));
  const { trips, element, work } = iterate(machine, frame, value);
  for (const segment of work) frame.recorder.push(segment);
  const options = element.kind === 'union' ? element.options : [element];
  const tasks = multiply(trips.count, exactly(1 / options.length));
  return options.map((option) => ({ value: option, tasks, tasksKnown: trips.basis !== 'unknown' }));
}

/** Of the text of a call, what stands before its arguments. */
function calleeRange(text: string, { start, end }: TextRange): TextRange {
  let depth = 0;
  for (let i = end - 1; i > start; i--) {
    const character = text.charAt(i);
    if (character === ')') depth++;
    else if (character === '(' && --depth === 0) return { start, end: i };
  }
  return { start, end };
}
