/**
 * A core with rules that fit on a page, so that tests of the protocol say what they are about and nothing else:
 * - `Thread(target=crunchX)` is a site that holds the GIL and a finding GIL101, with the definition as evidence;
 *   `Thread(target=fetchX)` is a site that waits for I/O; any other target is unknown.
 * - `spin()` is a finding GIL412 with a safe fix.
 * - A function named `imported` is looked up in `helper.py` beside the file.
 * - A text with `boom` makes analysis throw.
 */
import { LineIndex } from '../../../server/src/core/base/text';
import type { Gilscope, ModuleReport, RuleInfo, Source, SourceHost } from '../../../server/src/core/gilscope';
import type { Finding, Fix } from '../../../server/src/core/model/finding';
import { exactly } from '../../../server/src/core/model/estimate';
import type { Evidence, SpawnSite, Verdict } from '../../../server/src/core/model/site';
import { site, totals } from '../../support/profiles';

const RULES: readonly RuleInfo[] = [
  rule('GIL101', 'cpu-bound-thread', 'Threads that compute take turns'),
  rule('GIL412', 'busy-wait', 'A loop that only waits'),
];

function rule(code: string, slug: string, title: string): RuleInfo {
  const page = `# ${code}: ${slug}\n`;
  return {
    ...{ code, slug, title, page },
    ...{ severity: 'warning', status: 'stable', onByDefault: true, fixes: 'sometimes' },
  };
}

export function createFakeGilscope(host: SourceHost): Gilscope {
  const analyze = (source: Source): ModuleReport => {
    if (source.text.includes('boom')) throw new Error('boom');
    const sites = findSites(source, host);
    const findings = [...sites.flatMap((found) => threadFinding(found, source)), ...spinFindings(source)];
    return {
      path: source.path,
      sites,
      findings: findings.filter(({ code }) => !source.config.ignore.includes(code)),
      problems: [],
    };
  };
  return {
    analyze,
    fixes: (source, finding) => fixesFor(source, finding),
    profile(source, query) {
      const index = new LineIndex(source.text);
      const found = [...source.text.matchAll(/def (\w+)/g)].find(
        (match) => 'line' in query && index.lineAt(match.index) === query.line,
      );
      if (found === null || found === undefined) return undefined;
      const at = index.location(source.path, { start: found.index, end: found.index + found[0].length });
      const name = found[1] ?? '';
      return { schema: 1, name, at, body: [], totals: totals({}), assumptions: [], endless: false };
    },
    subject: (source, found) => ({
      site: found,
      scenario: {
        schema: 1,
        cores: source.config.cores,
        switchIntervalSeconds: source.config.switchIntervalSeconds,
        seed: 1,
        executor: { kind: 'threads' },
        tasks: [{ name: found.target, body: [{ kind: 'hold', seconds: 0.9 }] }],
      },
      sentence: `${found.target} holds the GIL.`,
      modes: [{ title: 'Threads', executor: { kind: 'threads' } }],
    }),
    hover(source, line, column) {
      const found = findSites(source, host).find(
        ({ at }) => at.line === line && at.column <= column && column <= at.endColumn,
      );
      return found === undefined ? undefined : { at: found.at, markdown: `**${found.target}**` };
    },
    measurePlan: () => ({ kind: 'ready', calls: '[((), {})]' }),
    recall: () => undefined,
    release: () => undefined,
    facts: () => [],
    rules: RULES,
  };
}

function findSites(source: Source, host: SourceHost): SpawnSite[] {
  const index = new LineIndex(source.text);
  return [...source.text.matchAll(/Thread\(target=(\w+)\)/g)].map((match) => {
    const range = { start: match.index, end: match.index + match[0].length };
    const target = match[1] ?? '';
    const verdict = verdictOf(target, host);
    return site({
      key: `${source.path}:${range.start}`,
      at: index.location(source.path, range),
      range,
      target,
      verdict,
      targetDefinition: undefined,
      perTask: verdict === 'cpu' ? totals({ held: exactly(0.9) }) : totals({ io: exactly(0.04) }),
      prediction:
        verdict === 'unknown'
          ? undefined
          : { sequential: 3.6, threads: verdict === 'cpu' ? 3.6 : 0.9, processes: 1 },
    });
  });
}

function verdictOf(target: string, host: SourceHost): Verdict {
  const definition = target === 'imported' ? (host.read('helper.py') ?? '') : target;
  if (definition.includes('crunch')) return 'cpu';
  return definition.includes('fetch') ? 'io' : 'unknown';
}

function threadFinding(found: SpawnSite, source: Source): Finding[] {
  if (found.verdict !== 'cpu') return [];
  const index = new LineIndex(source.text);
  const definition = source.text.indexOf(`def ${found.target}`);
  const evidence: Evidence[] =
    definition < 0
      ? []
      : [
          {
            at: index.location(source.path, { start: definition, end: definition + 4 + found.target.length }),
            message: 'computes here',
          },
        ];
  return [finding('GIL101', `${found.target} holds the GIL`, found.at, evidence, found.key)];
}

function spinFindings(source: Source): Finding[] {
  const index = new LineIndex(source.text);
  return [...source.text.matchAll(/spin\(\)/g)].map((match) => {
    const at = index.location(source.path, { start: match.index, end: match.index + match[0].length });
    return finding('GIL412', 'burns the GIL while it waits', at, [], undefined);
  });
}

function finding(
  code: string,
  message: string,
  at: Finding['at'],
  evidence: readonly Evidence[],
  siteKey: string | undefined,
): Finding {
  const info = RULES.find((candidate) => candidate.code === code);
  return {
    ...{ code, message, at, evidence, rule: info?.slug ?? '', severity: info?.severity ?? 'warning' },
    ...{ confidence: 'high', prediction: undefined, site: siteKey },
  };
}

function fixesFor(source: Source, { code, at }: Finding): readonly Fix[] {
  const index = new LineIndex(source.text);
  const lineEnd = source.text.split(/\r\n|\r|\n/)[at.endLine - 1]?.length ?? 0;
  const behindLine = { ...at, line: at.endLine, column: lineEnd + 1, endColumn: lineEnd + 1 };
  const suppress: Fix = {
    ...{ id: 'suppress', title: `Suppress ${code} on this line`, applicability: 'safe', notes: [] },
    edits: [{ at: behindLine, newText: `  # noqa: ${code}` }],
  };
  if (code === 'GIL412') {
    const edits = [{ at, newText: 'rest()' }];
    return [{ id: 'rest', title: 'Wait for the event', applicability: 'safe', edits, notes: [] }, suppress];
  }
  const start = index.offset(at.line, at.column);
  const word = index.location(at.path, { start, end: start + 'Thread'.length });
  return [
    {
      ...{ id: 'threads-to-pool', title: 'Use a process', applicability: 'unsafe' },
      edits: [{ at: word, newText: 'Process' }],
      notes: ['The target can be pickled.', 'Not checked: what its imports do.'],
    },
    {
      ...{
        id: 'run-sequentially',
        title: 'Run one after another',
        applicability: 'safe',
        edits: [],
        notes: [],
      },
      blocked: 'the result is used before it is there',
    },
    suppress,
  ];
}
