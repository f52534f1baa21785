/**
 * A core that understands one made-up line, so that tests of the command line decide themselves what is found:
 * `spawn(NAME)` starts a thread that runs `NAME`, and is a finding unless the name says otherwise. What it says of a
 * site depends on words in the name: `io` is no finding; `safe`, `unsafe`, `blocked` have such a fix; `crash` fails.
 */
import { LineIndex } from '../../../server/src/core/base/text';
import { activeRules, severityOf } from '../../../server/src/core/config/selection';
import { parseSuppressions } from '../../../server/src/core/config/suppressions';
import type { Gilscope, ModuleReport, RuleInfo, Source, SourceHost } from '../../../server/src/core/gilscope';
import { exactly, ZERO } from '../../../server/src/core/model/estimate';
import type { Finding, Fix } from '../../../server/src/core/model/finding';
import type { MeasurePlan } from '../../../server/src/core/model/measurement';
import type { SpawnSite } from '../../../server/src/core/model/site';

export const FAKE_RULES: readonly RuleInfo[] = [
  rule('GIL101', 'cpu-bound-thread', 'CPU-bound work in a thread', true),
  rule('GIL102', 'cpu-bound-thread-pool', 'CPU-bound work in a thread pool', true),
  rule('GIL420', 'daemon-writes', 'A daemon thread writes', false),
];

function rule(code: string, slug: string, title: string, onByDefault: boolean): RuleInfo {
  const page = `# ${code}: ${slug}\n\n${title}.\n`;
  return { code, slug, title, severity: 'warning', status: 'stable', onByDefault, fixes: 'sometimes', page };
}

export function fakeGilscope(host: SourceHost): Gilscope {
  return {
    rules: FAKE_RULES,
    analyze: (source) => analyze(source, host),
    fixes,
    profile: () => undefined,
    subject: (_source, site) => ({
      site,
      scenario: {
        schema: 1,
        cores: _source.config.cores,
        switchIntervalSeconds: _source.config.switchIntervalSeconds,
        seed: 1,
        executor: { kind: 'threads' },
        tasks: [1, 2].map((n) => ({ name: `${site.target} ${n}`, body: [{ kind: 'hold', seconds: 0.3 }] })),
      },
      sentence: `Two threads of ${site.target} take as long as one after the other.`,
      modes: [
        { title: 'Threads', executor: { kind: 'threads' } },
        { title: 'One after another', executor: { kind: 'sequential' } },
      ],
    }),
    hover: () => undefined,
    measurePlan: planFor,
    recall: () => undefined,
    release: () => undefined,
    facts: () => [],
  };
}

function analyze({ path, text, config }: Source, host: SourceHost): ModuleReport {
  const index = new LineIndex(text);
  const active = activeRules(config, FAKE_RULES, path);
  const lines = text.split(/\r\n|\r|\n/);
  const comments = lines.flatMap((line, i) =>
    line.includes('#') ? [{ line: i + 1, text: line.slice(line.indexOf('#')) }] : [],
  );
  const suppressions = parseSuppressions(comments, FAKE_RULES);
  const sites: SpawnSite[] = [];
  const findings: Finding[] = [];
  for (const match of text.matchAll(/spawn\(([\w.]+)\)/g)) {
    const target = match[1] ?? '';
    if (target.includes('crash')) throw new Error('the fake was told to crash');
    const range = { start: match.index, end: match.index + match[0].length };
    const at = index.location(path, range);
    const definition = new RegExp(`def ${target}\\b`).exec(text);
    const isIo = target.includes('io');
    const evidence =
      definition === null
        ? []
        : [
            {
              at: index.location(path, { start: definition.index, end: definition.index + 3 }),
              message: `${target} computes`,
            },
          ];
    const key = `${path}:${range.start}`;
    const prediction = { sequential: 3.6, threads: 3.6, processes: 1 };
    sites.push({
      key,
      at,
      range,
      api: 'threading.Thread',
      kind: 'thread',
      target,
      targetDefinition: definition === null ? undefined : { path, line: index.lineAt(definition.index) },
      resolution: definition === null ? 'unresolved' : 'same-file',
      workers: { count: 4, basis: 'literal' },
      tasks: exactly(4),
      group: [{ site: key, tasks: 4 }],
      role: 'parallel',
      verdict: isIo ? 'io' : 'cpu',
      confidence: 'high',
      perTask: {
        held: exactly(isIo ? 0 : 0.9),
        native: ZERO,
        io: exactly(isIo ? 0.9 : 0),
        wait: ZERO,
        unknownCalls: ZERO,
      },
      prediction: isIo ? undefined : prediction,
      profile:
        definition === null
          ? undefined
          : {
              schema: 1,
              name: target,
              at: { ...at, line: index.lineAt(definition.index) },
              body: [],
              totals: { held: exactly(0.9), native: ZERO, io: ZERO, wait: ZERO, unknownCalls: ZERO },
              assumptions: [],
              endless: false,
            },
      evidence,
      executor: undefined,
      enclosing: '<module>',
      onEventLoop: false,
      switchIntervalSeconds: 0.005,
    });
    const info = FAKE_RULES[target.includes('pool') ? 1 : 0];
    if (isIo || info === undefined || !active.has(info.code)) continue;
    if (suppressions.isSuppressed(info.code, info.slug, at.line, at.endLine)) continue;
    findings.push({
      code: info.code,
      rule: info.slug,
      message: `${target} holds the GIL for about 0.9 s a call`,
      severity: severityOf(config, info),
      confidence: 'high',
      at,
      evidence,
      prediction,
      site: key,
    });
  }
  // An import of another file, to see that the host reads it: its problems become this file's.
  const problems = [...text.matchAll(/^import (\w+)$/gm)].flatMap((match) =>
    host.read(`${match[1]}.py`) === undefined
      ? [{ path, message: `cannot read ${match[1]}`, line: index.lineAt(match.index) }]
      : [],
  );
  const broken = lines.flatMap((line, i) =>
    line.includes('((') ? [{ path, message: 'syntax error', line: i + 1 }] : [],
  );
  return {
    path,
    sites,
    findings,
    problems: [...suppressions.problems.map((one) => ({ path, ...one })), ...broken, ...problems],
  };
}

/** `impossible` and `needs` in the name of the target refuse; all others are called with the number 7. */
function planFor(_source: Source, { target }: SpawnSite): MeasurePlan {
  if (target.includes('impossible'))
    return { kind: 'impossible', reason: `\`${target}\` belongs to an object.` };
  if (target.includes('needs'))
    return {
      kind: 'arguments-needed',
      reason: 'The value of `n` on line 6 is only known when the program runs.',
    };
  return { kind: 'ready', calls: '[((7,), {})]' };
}

function fixes(_source: Source, finding: Finding): readonly Fix[] {
  const suppress: Fix = {
    id: 'suppress',
    title: 'Silence this finding',
    applicability: 'safe',
    edits: [{ at: { ...finding.at, column: finding.at.endColumn }, newText: '  # noqa' }],
    notes: [],
  };
  const name = finding.message.split(' ')[0] ?? '';
  const base = { id: 'run-sequentially', title: `Run ${name} here`, notes: [] };
  const edits = [{ at: finding.at, newText: name.includes('breaks') ? `${name}((` : `${name}(\n)` }];
  if (name.includes('blocked')) {
    return [{ ...base, applicability: 'unsafe', edits: [], blocked: `${name} returns something` }, suppress];
  }
  if (name.includes('unsafe')) {
    return [{ ...base, title: `${base.title} (unsafe: order)`, applicability: 'unsafe', edits }, suppress];
  }
  if (name.includes('safe') || name.includes('breaks'))
    return [{ ...base, applicability: 'safe', edits }, suppress];
  return [suppress];
}
