/**
 * State of one interpretation: what the analysis of a module shares (`Machine`), and one activation of a function
 * (`Frame`). Interpreting is bounded by a budget of steps, so that no input can make it run away.
 */
import type { LineIndex, TextRange } from '../base/text';
import type { CostTable } from '../cost/table';
import type { Operation } from '../cost/operations';
import type { KnowledgeBase } from '../kb/knowledgeBase';
import type { Config, StatedEffect } from '../model/config';
import type { Estimate } from '../model/estimate';
import type { BusyWait } from '../model/moduleProfile';
import type { Assumption, WorkProfile } from '../model/profile';
import type { StartMethod } from '../model/scenario';
import type { ClassDef, FunctionDef, Lambda, ModuleAst, Stmt } from '../syntax/ast';
import type { SpawnApis } from '../spawn/apis';
import type { SpawnDraft } from '../spawn/draft';
import type { Lifetime } from './lifetimes';
import { Recorder } from './recorder';
import type { Scope } from './scope';
import type { ClassValue, CollectionValue, FunctionValue, InstanceValue, Value } from './values';
import { UNKNOWN } from './values';

/** One source file that takes part in an analysis. */
export interface ModuleUnit {
  readonly path: string;
  /** Dotted name under which other modules import it; `__main__` for the analysed file itself is not used. */
  readonly name: string;
  readonly text: string;
  readonly ast: ModuleAst;
  readonly lines: LineIndex;
  readonly scope: Scope;
  /** By 1-based line of a `def`: what a `# gilscope: cpu` comment states. */
  readonly stated: ReadonlyMap<number, StatedEffect>;
  /** Whether the module's top level has been interpreted. */
  state: 'new' | 'running' | 'done';
}

/** Finds the source of imported modules; undefined for libraries. */
export interface ModuleLoader {
  /** `module` with `level` leading dots, as seen from `from`. */
  load(from: ModuleUnit, module: string, level: number): ModuleUnit | undefined;
  /** What `import a.b.c` binds: the package `a`, also where it is a namespace package without a file of its own. */
  loadTop(from: ModuleUnit, module: string): ModuleUnit | undefined;
}

export interface CallResult {
  readonly profile: WorkProfile;
  readonly value: Value;
}

export interface Machine {
  readonly config: Config;
  /** Changed by `sys.setswitchinterval`. */
  switchIntervalSeconds: number;
  /** Those that the code asks `multiprocessing` for. */
  readonly startMethods: Set<StartMethod>;
  readonly kb: KnowledgeBase;
  readonly costs: CostTable;
  readonly loader: ModuleLoader;
  readonly spawnApis: SpawnApis;
  /** Attribute look-up, for builtins that do it by name. */
  attribute(frame: Frame, object: Value, attr: string, at: TextRange): Value;
  /** Results of calls by function and argument key. */
  readonly results: Map<string, CallResult>;
  /** Functions being interpreted, outermost first. */
  readonly active: Frame[];
  readonly drafts: SpawnDraft[];
  readonly busyWaits: Map<string, BusyWait>;
  /** Functions that were interpreted with arguments of a real call. */
  readonly called: Set<FunctionDef | Lambda>;
  /** Every function that a `def` made, in order: those that nobody calls are interpreted on their own in the end. */
  readonly defined: FunctionValue[];
  /** The result of the last real call of a definition. */
  readonly lastResults: Map<FunctionDef | Lambda, CallResult>;
  /** Instances made by the code, by class definition: what `self` is in a method that nobody calls. */
  readonly instances: Map<ClassDef, InstanceValue[]>;
  /** Instances that stand for any of their class, by its definition; among `instances` once somebody has read their attributes. */
  readonly standIns: Map<ClassDef, InstanceValue>;
  /** Direct subclasses by the definition of their base, in the order in which they were made. */
  readonly subclasses: Map<ClassDef, readonly ClassValue[]>;
  /** What variables hold that functions set with `global`, by module and name; UNKNOWN where no function tells. */
  readonly laterGlobals: Map<string, Value>;
  /** When threads and processes run, by the id of the object that was started. */
  readonly lifetimes: Map<number, Lifetime>;
  /** One value per definition and closure, so that equal functions have equal keys. */
  nextId: number;
  /** Statements and expressions that may still be interpreted; whoever starts a run sets it. */
  stepsLeft: number;
}

/** Nested calls; deeper ones are estimated from the shallower. */
export const DEPTH_LIMIT = 60;

export interface Frame {
  readonly unit: ModuleUnit;
  /** Changes while a comprehension is evaluated, which has a scope of its own. */
  scope: Scope;
  /** Undefined at module level. */
  readonly func: FunctionValue | undefined;
  /** Qualified name of what is running; changes while a class body is. */
  name: string;
  readonly recorder: Recorder;
  readonly assumptions: Assumption[];
  /** Rounds of the loops around the current place, callers included; weights of branches are in it. */
  rounds: number;
  /** The same within this activation only. */
  localRounds: number;
  /** Loops around the current place, callers included, whose count the code does not tell. */
  unknownLoops: number;
  /** True where the activation stands for any call: nobody in sight makes a real one. */
  generic: boolean;
  /** Joined values of the `return`s seen so far. */
  returned: Value | undefined;
  /** Joined values of the `yield`s, and how often they run. */
  yielded: Value | undefined;
  yieldCount: Estimate;
  /** Function and arguments, as in `Machine.results`; empty at module level. */
  key: string;
  /** Calls of a function that is already active with the same arguments, weighted by rounds. */
  recursion: number;
  /** Set where calls within calls would go on beyond belief: where they end is not known then. */
  runsAway: boolean;
  /** Set where an endless loop has no way out. */
  endless: boolean;
  /** Raises within the `try` around the current place that handlers of this function catch, weighted by rounds. */
  raised: number;
  /** Loops around the innermost such `try`, within this activation; undefined where there is none. */
  guardedDepth: number | undefined;
  /** Depth of loops at the innermost `try` that catches the end of data: a loop right in it ends when there are no more. */
  drainedDepth: number | undefined;
  /** Undecided branches around the current place, within this activation. */
  branchDepth: number;
  /** Nested loops around the current place, innermost last: where `break` and `continue` go. */
  readonly loops: LoopState[];
}

/** What a loop's body did to the loop. */
export interface LoopState {
  /** A `break` (or `return`) that is reached on every round, or only on some; or with a loop around, at most once in all. */
  exit: 'never' | 'with-outer' | 'sometimes' | 'always';
  /** How often the body runs, as far as is known. */
  readonly rounds: number;
  /** `while True` and its like. */
  readonly forever: boolean;
  /** `Frame.branchDepth` at the start of the body. */
  readonly branchDepth: number;
  readonly body: readonly Stmt[];
  /** Names that a `for` sets each round. */
  readonly targets: readonly string[];
}

export function createFrame(
  unit: ModuleUnit,
  scope: Scope,
  name: string,
  func: FunctionValue | undefined,
  rounds: number,
): Frame {
  return {
    unit,
    scope,
    func,
    name,
    recorder: new Recorder(unit.path, unit.lines),
    assumptions: [],
    rounds,
    localRounds: 1,
    unknownLoops: 0,
    generic: false,
    returned: undefined,
    yielded: undefined,
    yieldCount: { low: 0, mid: 0, high: 0 },
    key: '',
    recursion: 0,
    runsAway: false,
    endless: false,
    raised: 0,
    guardedDepth: undefined,
    drainedDepth: undefined,
    branchDepth: 0,
    loops: [],
  };
}

export function newId(machine: Machine): number {
  return machine.nextId++;
}

/** Takes one step of the budget; false when it is used up and the rest stays unknown. */
export function step(machine: Machine): boolean {
  return machine.stepsLeft-- > 0;
}

/** Adds the price of an operation at `range`. */
export function spend(
  machine: Machine,
  frame: Frame,
  operation: Operation,
  range: TextRange,
  times = 1,
): void {
  frame.recorder.bytecode(machine.costs[operation], range, times);
}

/** Runs `body` as something that happens `times` per round of what is around it. */
export function withRounds<T>(frame: Frame, times: number, body: () => T): T {
  const { rounds, localRounds } = frame;
  frame.rounds *= times;
  frame.localRounds *= times;
  try {
    return body();
  } finally {
    frame.rounds = rounds;
    frame.localRounds = localRounds;
  }
}

export function collection(
  machine: Machine,
  frame: Frame,
  type: CollectionValue['type'],
  parts: Partial<Omit<CollectionValue, 'kind' | 'type' | 'id'>> = {},
): CollectionValue {
  return {
    kind: 'collection',
    type,
    id: newId(machine),
    length: undefined,
    basis: 'unknown',
    element: UNKNOWN,
    mapped: UNKNOWN,
    items: undefined,
    entries: undefined,
    lazy: undefined,
    infinite: false,
    madeAt: frame.rounds,
    ...parts,
  };
}

/** Method resolution order, shallow but enough: the class, then its bases depth first, each once. */
export function classChain(cls: ClassValue): readonly (ClassValue | { readonly library: string })[] {
  const chain: (ClassValue | { readonly library: string })[] = [];
  const visit = (value: Value): void => {
    if (value.kind === 'class') {
      if (chain.includes(value)) return;
      chain.push(value);
      for (const base of value.bases) visit(base);
    } else if (value.kind === 'library') chain.push({ library: value.name });
  };
  visit(cls);
  return chain;
}
