/** The simulation as text to take away: Markdown for a pull request, CSV of the table of threads. Pure. */
import type { Derived } from './derived';
import { comparedWith } from './run/compare';
import { hasWorkers } from './run/knobs';
import { formatCount, formatDuration, formatPercent, plural } from './run/format';
import type { ModeOutcome } from './run/run';
import { allThreads } from './run/lanes';
import { threadShares } from './run/shares';

/** Verdict, settings and modes side by side, as Markdown. */
export function summaryMarkdown(derived: Derived): string {
  const { subject, knobs, outcomes } = derived;
  const { at, target } = subject.site;
  const chosen = outcomes.find((outcome) => outcome.mode === knobs.mode);
  const lines = [
    `**${escapeMarkdown(subject.sentence)}**`,
    '',
    `Predicted by Gilscope, not measured: \`${target.replace(/`/g, "'")}\` at ${escapeMarkdown(at.path)}:${String(at.line)}, ` +
      `Python ${subject.pythonVersion}, ${settings(derived)}.`,
    '',
    '| Mode | Time | Against this mode | GIL busy | Waiting for the GIL | Hand-overs |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...outcomes.map((outcome) => {
      const numbers = modeNumbers(outcome, chosen);
      const title =
        outcome === chosen ? `**${escapeMarkdown(outcome.title)}**` : escapeMarkdown(outcome.title);
      return `| ${[title, numbers.time, numbers.factor, numbers.gilBusy, numbers.gilWait, numbers.handOvers].join(' | ')} |`;
    }),
  ];
  if (subject.assumptions.length > 0) {
    lines.push('', 'Assumed:', ...subject.assumptions.map(({ sentence }) => `- ${escapeMarkdown(sentence)}`));
  }
  return `${lines.join('\n')}\n`;
}

/** What a row of the comparison says, as text. */
export interface ModeNumbers {
  readonly time: string;
  /** `3.4× as fast`, `same`, `1.2× as long`. */
  readonly factor: string;
  readonly gilBusy: string;
  readonly gilWait: string;
  readonly handOvers: string;
  readonly latency: string | undefined;
}

export function modeNumbers(outcome: ModeOutcome, chosen: ModeOutcome | undefined): ModeNumbers {
  const { result } = outcome;
  const hasGil = allThreads(result).some((thread) => thread.gil >= 0);
  const probe = result.probe;
  return {
    time: `${result.truncated ? 'over ' : ''}${formatDuration(result.wallSeconds)}`,
    factor: chosen === undefined || chosen === outcome ? '–' : comparedWith(result, chosen.result),
    gilBusy: hasGil ? formatPercent(result.gilBusyFraction) : 'no GIL',
    gilWait: formatDuration(allThreads(result).reduce((sum, thread) => sum + thread.gilWaitSeconds, 0)),
    handOvers: formatCount(allThreads(result).reduce((sum, thread) => sum + thread.switches, 0)),
    latency: probe === null ? undefined : formatDuration(probe.p95Seconds),
  };
}

/** `4 workers, 8 tasks, 4 cores, switch interval 5 ms, seed 1`. */
export function settings({ knobs }: Derived): string {
  return [
    ...(hasWorkers(knobs.mode) ? [plural(knobs.workers, 'worker')] : []),
    plural(knobs.tasks, 'task'),
    plural(knobs.cores, 'core'),
    `switch interval ${formatDuration(knobs.switchIntervalSeconds)}`,
    `seed ${String(knobs.seed)}`,
  ].join(', ');
}

/** The tables of threads of all runs shown. Shares are fractions of each thread's life, times are seconds. */
export function threadsCsv(derived: Derived): string {
  const header = [
    'mode',
    'thread',
    'has GIL',
    'collects garbage',
    'GIL wait',
    'released',
    'I/O',
    'lock',
    'hand-overs',
    'start',
    'end',
  ];
  const rows = derived.runs.flatMap((run) =>
    threadShares(run.result).map((thread) => [
      run.title,
      thread.name,
      ...[thread.held, thread.collected, thread.gilWait, thread.released, thread.io, thread.lock].map(
        (share) => share.toFixed(4),
      ),
      String(thread.switches),
      ...[thread.startSeconds, thread.endSeconds].map((seconds) => String(Number(seconds.toFixed(9)))),
    ]),
  );
  return [header, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** RFC 4180; a leading sign that a spreadsheet would run as a formula is made text. */
function csvCell(cell: string): string {
  const safe = /^[=+@\t]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Keeps code in backticks as it is. */
function escapeMarkdown(text: string): string {
  return text.replace(/`[^`]*`|[\\`*_[\]<>|#]/g, (found) => (found.length > 1 ? found : `\\${found}`));
}
