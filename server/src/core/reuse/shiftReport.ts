/** A report on one version of a file as it is for the next, where the edit between them changes nothing but places. */
import type { Location } from '../base/text';
import type { ModuleReport } from '../gilscope';
import type { Finding, Problem } from '../model/finding';
import type { Assumption, Segment, WorkProfile } from '../model/profile';
import type { Evidence, SpawnSite } from '../model/site';
import type { Shift } from './shift';

/** Undefined where a line that the report names has been split or joined. */
export function shiftReport(report: ModuleReport, shift: Shift): ModuleReport | undefined {
  const { path } = report;
  const profiles = new Map<WorkProfile, WorkProfile>();
  const move: Mover = {
    at: (at) => (at.path === path ? shift.location(at) : at),
    line: (at, line) => (at === path ? shift.line(line) : line),
    key: (key) => keyAfter(key, path, shift),
    range: (at, range) => (at.path === path ? shift.range(range) : range),
    profile(profile) {
      const known = profiles.get(profile);
      if (known !== undefined) return known;
      const moved = movedProfile(profile, move);
      profiles.set(profile, moved);
      return moved;
    },
  };
  const sites: SpawnSite[] = [];
  for (const site of report.sites) {
    const moved = movedSite(site, move);
    if (moved === undefined) return undefined;
    sites.push(moved);
  }
  return {
    path,
    sites,
    findings: report.findings.map((finding) => movedFinding(finding, move)),
    problems: report.problems.map((problem) => movedProblem(problem, move)),
  };
}

/** What becomes of each kind of place. */
interface Mover {
  at(at: Location): Location;
  line(path: string, line: number): number | undefined;
  key(key: string): string;
  range(at: Location, range: SpawnSite['range']): SpawnSite['range'];
  profile(profile: WorkProfile): WorkProfile;
}

/** Keys of sites are `path:offset`. */
function keyAfter(key: string, path: string, shift: Shift): string {
  const colon = key.lastIndexOf(':');
  if (key.slice(0, colon) !== path) return key;
  return `${path}:${String(shift.start(Number(key.slice(colon + 1))))}`;
}

function movedSite(site: SpawnSite, move: Mover): SpawnSite | undefined {
  const definition = site.targetDefinition;
  const line = definition === undefined ? 0 : move.line(definition.path, definition.line);
  if (line === undefined) return undefined;
  const parts = site.parts?.map((part) => movedSite(part, move));
  if (parts !== undefined && !parts.every((part) => part !== undefined)) return undefined;
  const { executor, profile } = site;
  return {
    ...site,
    ...(parts !== undefined && { parts }),
    key: move.key(site.key),
    at: move.at(site.at),
    range: move.range(site.at, site.range),
    targetDefinition: definition === undefined ? undefined : { path: definition.path, line },
    group: site.group.map((member) => ({ ...member, site: move.key(member.site) })),
    profile: profile === undefined ? undefined : move.profile(profile),
    evidence: movedEvidence(site.evidence, move),
    executor:
      executor === undefined
        ? undefined
        : { ...executor, at: move.at(executor.at), range: move.range(executor.at, executor.range) },
  };
}

function movedEvidence(evidence: readonly Evidence[], move: Mover): readonly Evidence[] {
  return evidence.map((item) => ({ ...item, at: move.at(item.at) }));
}

function movedFinding(finding: Finding, move: Mover): Finding {
  return {
    ...finding,
    at: move.at(finding.at),
    evidence: movedEvidence(finding.evidence, move),
    site: finding.site === undefined ? undefined : move.key(finding.site),
  };
}

function movedProblem(problem: Problem, move: Mover): Problem {
  if (problem.at === undefined) return problem;
  const at = move.at(problem.at);
  return { ...problem, line: at.line, at };
}

function movedProfile(profile: WorkProfile, move: Mover): WorkProfile {
  return {
    ...profile,
    at: move.at(profile.at),
    body: movedSegments(profile.body, move),
    assumptions: profile.assumptions.map((assumption) => movedAssumption(assumption, move)),
  };
}

/** An assumption's id ends in its line, and its sentence may name it. */
function movedAssumption(assumption: Assumption, move: Mover): Assumption {
  const at = move.at(assumption.at);
  if (at.line === assumption.at.line) return { ...assumption, at };
  const [before, after] = [String(assumption.at.line), String(at.line)];
  return {
    ...assumption,
    id: assumption.id.replace(new RegExp(`:${before}$`), `:${after}`),
    at,
    sentence: assumption.sentence.replace(new RegExp(` on line ${before} `), ` on line ${after} `),
  };
}

function movedSegments(segments: readonly Segment[], move: Mover): readonly Segment[] {
  return segments.map((segment) => movedSegment(segment, move));
}

function movedSegment(segment: Segment, move: Mover): Segment {
  const at = move.at(segment.at);
  switch (segment.kind) {
    case 'hold':
    case 'native':
    case 'io':
    case 'wait':
    case 'unknown':
      return { ...segment, at };
    case 'guard':
    case 'loop':
    case 'await':
      return { ...segment, at, body: movedSegments(segment.body, move) };
    case 'branch':
      return {
        ...segment,
        at,
        arms: segment.arms.map((arm) => ({ ...arm, body: movedSegments(arm.body, move) })),
      };
    case 'call':
      return { ...segment, at, profile: move.profile(segment.profile) };
    case 'spawn':
      return { ...segment, at, site: move.key(segment.site) };
  }
}
