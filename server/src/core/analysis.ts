/** Analyses one file: parses, interprets its top level and every function, and resolves its spawn sites. */
import { parseSuppressions, type Suppressions } from './config/suppressions';
import { costTable, type CostTable } from './cost/table';
import { getAttribute } from './interpret/attributes';
import { callFunction, genericArguments } from './interpret/calls';
import { genericInstance, widenEmpty } from './interpret/classes';
import {
  createFrame,
  type CallResult,
  type Machine,
  type ModuleLoader,
  type ModuleUnit,
} from './interpret/machine';
import { ensureInterpreted } from './interpret/modules';
import { Scope } from './interpret/scope';
import type { FunctionValue } from './interpret/values';
import type { KnowledgeBase } from './kb/knowledgeBase';
import type { Config } from './model/config';
import type { ModuleProfile } from './model/moduleProfile';
import type { WorkProfile } from './model/profile';
import type { KeptRuns } from './predict/keptRuns';
import type { SpawnApis } from './spawn/apis';
import { mayStartWork, startsWork } from './spawn/reach';
import { resolveSites } from './spawn/sites';
import type { FunctionDef } from './syntax/ast';
import type { ParsedText } from './syntax/parsedTexts';

/** What every analysis of a session shares. */
export interface AnalysisContext {
  readonly kb: KnowledgeBase;
  readonly spawnApis: SpawnApis;
  readonly runs: KeptRuns;
}

export interface Analysis {
  readonly unit: ModuleUnit;
  readonly suppressions: Suppressions;
  readonly module: ModuleProfile;
  /** The profile of a function: with the arguments of a call in the code where there is one. */
  profileOf(def: FunctionDef): WorkProfile | undefined;
  /** Every function of the file, in the order of the file. */
  readonly functions: readonly { readonly def: FunctionDef; readonly name: string }[];
}

export function createUnit(
  path: string,
  name: string,
  { text, ast, lines }: ParsedText,
): { unit: ModuleUnit; suppressions: Suppressions } {
  const comments = ast.comments.map((comment) => ({ line: lines.lineAt(comment.start), text: comment.text }));
  const suppressions = parseSuppressions(comments);
  const scope = new Scope('module', undefined);
  return {
    unit: { path, name, text, ast, lines, scope, stated: suppressions.statedEffects, state: 'new' },
    suppressions,
  };
}

export function analyse(
  context: AnalysisContext,
  config: Config,
  path: string,
  parsed: ParsedText,
  loader: ModuleLoader,
): Analysis {
  const { unit, suppressions } = createUnit(path, '__main__', parsed);
  const machine = createMachine(context, config, costTable(config.pythonVersion), loader);
  ensureInterpreted(machine, unit);
  interpretUncalled(machine, unit);
  fillContainers(machine);
  const sites = resolveSites(machine, unit, context.runs);
  const functions = machine.defined.filter((func) => func.unit === unit);
  const results = new Map<FunctionDef, CallResult | undefined>();
  return {
    unit,
    suppressions,
    module: {
      path,
      sites,
      busyWaits: [...machine.busyWaits.values()]
        .filter((wait) => wait.at.path === path)
        .sort((a, b) => a.range.start - b.range.start),
    },
    functions: functions.flatMap((func) =>
      func.def.kind === 'FunctionDef' ? [{ def: func.def, name: func.name }] : [],
    ),
    profileOf(def) {
      const func = functions.find((candidate) => candidate.def === def);
      if (func === undefined) return undefined;
      if (!results.has(def)) {
        machine.stepsLeft = MODULE_STEPS;
        results.set(def, machine.lastResults.get(def) ?? interpretAlone(machine, func));
      }
      return results.get(def)?.profile;
    },
  };
}

function createMachine(
  context: AnalysisContext,
  config: Config,
  costs: CostTable,
  loader: ModuleLoader,
): Machine {
  const machine: Machine = {
    config,
    switchIntervalSeconds: config.switchIntervalSeconds,
    startMethods: new Set(),
    kb: context.kb,
    costs,
    loader,
    spawnApis: context.spawnApis,
    attribute: (frame, object, attr, at) => getAttribute(machine, frame, object, attr, at),
    results: new Map(),
    active: [],
    drafts: [],
    busyWaits: new Map(),
    called: new Set(),
    defined: [],
    lastResults: new Map(),
    instances: new Map(),
    standIns: new Map(),
    subclasses: new Map(),
    laterGlobals: new Map(),
    lifetimes: new Map(),
    nextId: 1,
    stepsLeft: MODULE_STEPS,
  };
  return machine;
}

/** Steps for the top level of the file, which may run the whole program. */
const MODULE_STEPS = 120_000;
/** Steps for one function on its own. */
const FUNCTION_STEPS = 20_000;

/** How often one `def` is interpreted on its own, each time in another closure. */
const LOOKS = 2;

/** Functions that nobody in sight calls are interpreted with what their signature suggests; they may define others. */
function interpretUncalled(machine: Machine, unit: ModuleUnit): void {
  const times = new Map<FunctionValue['def'], number>();
  for (let done = 0; done < machine.defined.length;) {
    const batch = machine.defined.slice(done).filter((func) => {
      // Every look at a function defines its inner ones anew.
      const before = times.get(func.def) ?? 0;
      times.set(func.def, before + 1);
      return func.unit === unit && before < LOOKS;
    });
    done = machine.defined.length;
    const worth = mayStartWork(unit, batch, machine.spawnApis);
    for (const func of batch) {
      // Calls in the file may pass by a place that others reach: a branch that their arguments rule out.
      if (!worth.has(func) || (machine.called.has(func.def) && !startsWork(func, machine.spawnApis)))
        continue;
      machine.stepsLeft = FUNCTION_STEPS;
      interpretAlone(machine, func);
    }
  }
}

function interpretAlone(machine: Machine, func: FunctionValue): CallResult | undefined {
  const { owner } = func;
  const needsSelf = owner !== undefined && func.form !== 'static';
  const self = !needsSelf ? undefined : func.form === 'class' ? owner : genericInstance(machine, owner);
  const bound: FunctionValue = self === undefined ? func : { ...func, self };
  const frame = createFrame(func.unit, func.closure, func.name, undefined, 1);
  machine.active.push(frame);
  const value = callFunction(
    machine,
    frame,
    bound,
    genericArguments(machine, bound),
    func.def,
    func.name,
    'generic',
  );
  machine.active.pop();
  // A generator function does its work when its values are consumed.
  const lazy = value.kind === 'collection' ? (value.lazy?.segments ?? []) : [];
  const call = [...frame.recorder.finish(), ...lazy].find((segment) => segment.kind === 'call');
  return call?.kind === 'call' ? { profile: call.profile, value } : undefined;
}

/** Before targets run: what was empty when an object was made has been filled by the time a thread looks at it. */
function fillContainers(machine: Machine): void {
  for (const instances of machine.instances.values()) {
    for (const instance of instances) for (const value of instance.attributes.values()) widenEmpty(value);
  }
}
