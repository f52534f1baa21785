/** Turns the drafts of an interpretation into spawn sites: runs each target, judges it, and predicts what it comes to. */
import { callValue } from '../interpret/calls';
import { createFrame, type Machine, type ModuleUnit } from '../interpret/machine';
import { inOneGo, isStarted, mayOverlap, ranDirectly } from '../interpret/lifetimes';
import type { Value } from '../interpret/values';
import type { WorkProfile } from '../model/profile';
import type { Config } from '../model/config';
import type { Prediction, Resolution, SpawnSite, Workers } from '../model/site';
import { NO_WORK, totalsOf } from '../profile/totals';
import { predictEventLoop } from '../predict/eventLoop';
import { groupPredictor, type GroupPredictor } from '../predict/group';
import type { KeptRuns } from '../predict/keptRuns';
import type { SpawnDraft } from './draft';
import { hasGil } from '../config/pythonVersion';
import { evidenceOf } from './evidence';
import { joinedByCall } from './oneCall';
import { judge, type Judgement } from './verdict';

/** Steps that running one target may take. */
const STEPS_PER_TARGET = 60_000;

/** The spawn sites of `unit`, sorted by place. */
export function resolveSites(machine: Machine, unit: ModuleUnit, runs: KeptRuns): readonly SpawnSite[] {
  const predict = groupPredictor(runs);
  const byPlace = new Map<number, Candidate[]>();
  for (const draft of machine.drafts.slice()) {
    if (draft.unit !== unit || !startsSomething(machine, draft)) continue;
    const candidates = byPlace.get(draft.range.start) ?? [];
    // The same place met again with the same target says nothing new.
    if (candidates.length < CONTEXTS) candidates.push(runDraft(machine, draft));
    byPlace.set(draft.range.start, candidates);
  }
  const chosen = [...byPlace.values()].map(choose).sort((a, b) => a.draft.range.start - b.draft.range.start);
  const groups = groupsOf(chosen);
  const sites = chosen.map((candidate) =>
    siteOf(machine, candidate, groups.get(groupKey(candidate)) ?? [candidate], predict),
  );
  return joinedByCall(withLoopPredictions(sites, machine.config, runs));
}

/** Tasks of an event loop hand work to threads at other sites, so these come first. Those of one group share a run. */
function withLoopPredictions(
  sites: readonly SpawnSite[],
  config: Config,
  runs: KeptRuns,
): readonly SpawnSite[] {
  const predictions = new Map<string, Prediction | undefined>();
  return sites.map((site) => {
    if (site.kind !== 'event-loop' || site.profile === undefined || site.verdict === 'unknown') return site;
    const key = site.group.map((member) => member.site).join();
    if (!predictions.has(key)) predictions.set(key, predictEventLoop(site, sites, config, runs));
    return { ...site, prediction: predictions.get(key) };
  });
}

/** Different calls of the function around a site that are told apart. */
const CONTEXTS = 12;

/** False for what looks like a spawn but starts nothing: a result as target, an object that is never started. */
function startsSomething(machine: Machine, draft: SpawnDraft): boolean {
  const { target, handle, kept } = draft;
  if (['number', 'text', 'collection', 'none'].includes(target.kind)) return false;
  if (handle === undefined) return true;
  if (isStarted(machine, handle)) return true;
  return kept && !ranDirectly(handle);
}

interface Candidate {
  readonly draft: SpawnDraft;
  readonly profile: WorkProfile | undefined;
  readonly judgement: Judgement;
}

function runDraft(machine: Machine, met: SpawnDraft): Candidate {
  const draft = { ...met, tasks: inOneGo(machine, met.running, met.tasks) };
  if (met.target.kind === 'unknown' || (met.target.kind === 'method' && met.target.name.startsWith('?.'))) {
    return { draft, profile: undefined, judgement: { verdict: 'unknown', confidence: 'low' } };
  }
  machine.stepsLeft = STEPS_PER_TARGET;
  const profile = runTarget(machine, met);
  const judgement = judge(profile, met.tasks.mid);
  return { draft, profile, judgement: met.kindKnown ? judgement : { ...judgement, confidence: 'low' } };
}

function runTarget(machine: Machine, draft: SpawnDraft): WorkProfile {
  const frame = createFrame(draft.unit, draft.unit.scope, targetText(draft), undefined, 1);
  machine.active.push(frame);
  callValue(machine, frame, draft.target, draft.args, draft.targetRange);
  machine.active.pop();
  const body = frame.recorder.finish();
  const call = body.find((segment) => segment.kind === 'call');
  // Entering the function is the thread's own business; what counts is the function.
  if (call?.kind === 'call' && body.every((segment) => segment === call || segment.kind === 'hold')) {
    return { ...call.profile, name: call.profile.name };
  }
  return {
    schema: 1,
    name: targetText(draft),
    at: draft.unit.lines.location(draft.unit.path, draft.targetRange),
    body,
    totals: body.length === 0 ? NO_WORK : totalsOf(body),
    assumptions: frame.assumptions,
    endless: frame.endless,
  };
}

/** Of several calls of the function around a site, the one that says most: known before unknown, heavier before lighter. */
function choose(candidates: readonly Candidate[]): Candidate {
  const rank = (candidate: Candidate): number => {
    const { verdict } = candidate.judgement;
    if (verdict === 'unknown') return candidate.profile === undefined ? 0 : 1;
    // Of the calls in sight, one that does next to nothing says least.
    if (candidate.draft.fromCall) return verdict === 'trivial' ? 3 : 4;
    return 2;
  };
  const held = (candidate: Candidate): number => candidate.profile?.totals.held.mid ?? 0;
  const sorted = [...candidates].sort((a, b) => rank(b) - rank(a) || held(b) - held(a));
  const best = sorted[0];
  if (best === undefined) throw new Error('internal error: a place without candidates');
  const verdicts = new Set(
    sorted.filter((other) => rank(other) >= 2).map((other) => other.judgement.verdict),
  );
  const kinds = new Set(candidates.map(({ draft }) => draft.kind));
  if (kinds.size > 1) return { ...best, judgement: { ...best.judgement, confidence: 'low' } };
  return verdicts.size > 1 ? { ...best, judgement: lower(best.judgement) } : best;
}

/** Callers disagree: what one of them does is not what the site always does. */
function lower(judgement: Judgement): Judgement {
  return { ...judgement, confidence: judgement.confidence === 'high' ? 'medium' : 'low' };
}

function siteOf(
  machine: Machine,
  candidate: Candidate,
  around: readonly Candidate[],
  predict: GroupPredictor,
): SpawnSite {
  const { draft, profile, judgement } = candidate;
  const { unit, range } = draft;
  const group = groupOf(machine, candidate, around);
  // Of how many others the code does not tell, at least one runs beside this.
  const members = group.map((other) => ({
    ...other,
    tasks: other === candidate || other.draft.tasksKnown ? other.draft.tasks.mid : 1,
  }));
  const groupTasks = members.reduce((sum, { tasks }) => sum + tasks, 0);
  const workers = workersOf(draft, groupTasks);
  const perTask = profile?.totals ?? NO_WORK;
  const concurrent = draft.overlap === 'none' ? 1 : Math.min(workers.count, Math.round(groupTasks));
  const isLoop = draft.kind === 'event-loop';
  const known = profile !== undefined && judgement.verdict !== 'unknown' && !isLoop;
  const { config } = machine;
  const startMethod = startMethodOf(machine);
  return {
    key: keyOf(candidate),
    at: unit.lines.location(unit.path, range),
    range,
    api: draft.api.name,
    kind: draft.kind,
    target: targetText(draft),
    targetDefinition: definitionOf(draft.target),
    resolution: resolutionOf(draft.target, unit),
    workers,
    tasks: draft.tasks,
    group: members.map((member) => ({ site: keyOf(member), tasks: Math.max(1, Math.round(member.tasks)) })),
    role: concurrent >= 2 ? 'parallel' : 'background',
    verdict: judgement.verdict,
    confidence: judgement.confidence,
    perTask,
    prediction: known
      ? predict(members, {
          workers: Math.max(1, workers.count),
          cores: config.cores,
          switchIntervalSeconds: machine.switchIntervalSeconds,
          pythonVersion: config.pythonVersion,
          ...startMethod,
          ...(hasProcesses(draft.kind) && { processWorkers: workers.count }),
        })
      : undefined,
    profile,
    evidence: profile === undefined ? [] : evidenceOf(profile, judgement.verdict, hasGil(machine.config)),
    executor: executorOf(draft),
    enclosing: draft.enclosing,
    onEventLoop: draft.onEventLoop,
    switchIntervalSeconds: machine.switchIntervalSeconds,
    ...startMethod,
  };
}

/** What the code asks for, unless it asks for several: nobody knows which of its processes is made how. */
function startMethodOf({ startMethods }: Machine): Pick<SpawnSite, 'startMethod'> {
  const [only] = startMethods;
  return only !== undefined && startMethods.size === 1 ? { startMethod: only } : {};
}

function keyOf({ draft }: Candidate): string {
  return `${draft.unit.path}:${draft.range.start}`;
}

/** Whether the workers have a GIL each already: their number is then stated, not guessed from the cores. */
function hasProcesses(kind: SpawnSite['kind']): boolean {
  return kind === 'process' || kind === 'process-pool' || kind === 'interpreter-pool';
}

/** Sites by what makes their tasks run beside each other: the same pool, or threads started in the same function. */
function groupsOf(all: readonly Candidate[]): ReadonlyMap<string, readonly Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of all) {
    const key = groupKey(candidate);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [candidate]);
    else known.push(candidate);
  }
  return groups;
}

function groupKey(candidate: Candidate): string {
  const { kind, executor, enclosing, enclosingRange } = candidate.draft;
  if (executor === undefined) return `${kind} in ${enclosing} at ${enclosingRange.start}`;
  // A pool of which nobody knows where it was made is no other's.
  if (executor.madeBy === undefined) return `${kind} alone at ${keyOf(candidate)}`;
  const { unit, range } = executor.madeBy;
  return `${kind} of ${unit.name} ${unit.path}:${range.start}`;
}

/** Of the sites with the same key, those whose tasks do run beside this one's. */
function groupOf(machine: Machine, candidate: Candidate, around: readonly Candidate[]): readonly Candidate[] {
  return around.filter((other) => {
    if (other === candidate) return true;
    if (!mayOverlap(machine, candidate.draft.running, other.draft.running)) return false;
    if (candidate.draft.overlap !== 'any' || other.draft.overlap !== 'any') return false;
    // All tasks of a loop share its thread, whatever they do.
    if (candidate.draft.kind === 'event-loop') return true;
    const verdict = other.judgement.verdict;
    // What waits outside takes no turns from those that compute; that its waiting overlaps is no gain of theirs.
    if (verdict === 'io' && candidate.judgement.verdict === 'cpu') return false;
    return verdict !== 'trivial' && verdict !== 'wait';
  });
}

function workersOf(draft: SpawnDraft, groupTasks: number): Workers {
  if (draft.workers !== undefined) return draft.workers;
  const own = Math.max(1, Math.round(draft.tasks.mid));
  if (!draft.tasksKnown) return { count: own, basis: 'unknown' };
  return own > 1
    ? { count: Math.round(groupTasks), basis: 'loop' }
    : { count: Math.round(groupTasks), basis: 'literal' };
}

const SHOWN_TARGET = 60;

function targetText(draft: SpawnDraft): string {
  const text = draft.unit.text.slice(draft.targetRange.start, draft.targetRange.end).replace(/\s+/g, ' ');
  if (/^lambda\b/.test(text)) return '<lambda>';
  return text.length > SHOWN_TARGET ? `${text.slice(0, SHOWN_TARGET - 1)}…` : text;
}

function definitionOf(target: Value): SpawnSite['targetDefinition'] {
  switch (target.kind) {
    case 'function':
      return {
        path: target.unit.path,
        line: target.unit.lines.lineAt(
          target.def.kind === 'FunctionDef' ? target.def.nameRange.start : target.def.start,
        ),
      };
    case 'class':
      return { path: target.unit.path, line: target.unit.lines.lineAt(target.def.nameRange.start) };
    case 'partial':
      return definitionOf(target.func);
    case 'instance': {
      const call = target.cls.attributes.get('__call__');
      return call === undefined ? undefined : definitionOf(call);
    }
    case 'union':
      return target.options.map(definitionOf).find((found) => found !== undefined);
    default:
      return undefined;
  }
}

function resolutionOf(target: Value, unit: ModuleUnit): Resolution {
  const definition = definitionOf(target);
  if (definition !== undefined) return definition.path === unit.path ? 'same-file' : 'cross-file';
  switch (target.kind) {
    case 'library':
      return 'library';
    case 'method':
      return target.name.startsWith('?.') ? 'unresolved' : 'library';
    case 'object':
      return 'library';
    case 'partial':
      return resolutionOf(target.func, unit);
    default:
      return 'unresolved';
  }
}

function executorOf(draft: SpawnDraft): SpawnSite['executor'] {
  const { executor } = draft;
  if (executor?.madeBy === undefined) return undefined;
  const { unit, range } = executor.madeBy;
  return { at: unit.lines.location(unit.path, range), range, api: executor.of };
}
