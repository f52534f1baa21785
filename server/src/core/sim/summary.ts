/** A simulation as Markdown for a pull request or an issue: verdict, settings, and the modes side by side. */
import type { Executor, Scenario } from '../model/scenario';
import { comparedWith } from './differences';
import { shortName } from './exportNames';
import { formatCount, formatDuration, formatPercent, plural } from './readable';
import { allThreads, type TitledResult } from './threadTable';

export interface Summary {
  /** What is simulated; undefined for a scenario that comes from no code. */
  readonly subject?: SummarySubject;
  /** `4 workers, 8 tasks, …`; see `settingsText`. */
  readonly settings: string;
  readonly outcomes: readonly TitledResult[];
  /** The one of `outcomes` that the others are held against. */
  readonly chosen: TitledResult | undefined;
}

export interface SummarySubject {
  /** The verdict with figures. */
  readonly sentence: string;
  readonly target: string;
  readonly path: string;
  readonly line: number;
  /** `3.13`; undefined where nobody told which Python. */
  readonly pythonVersion: string | undefined;
  readonly assumptions: readonly { readonly sentence: string }[];
}

export function summaryMarkdown({ subject, settings, outcomes, chosen }: Summary): string {
  const lines = [
    ...(subject ? [`**${escapeMarkdown(subject.sentence)}**`, ''] : []),
    `Predicted by Gilscope, not measured: ${[...(subject ? aboutTexts(subject) : []), settings].join(', ')}.`,
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
  const assumptions = subject?.assumptions ?? [];
  if (assumptions.length > 0) {
    lines.push('', 'Assumed:', ...assumptions.map(({ sentence }) => `- ${escapeMarkdown(sentence)}`));
  }
  return `${lines.join('\n')}\n`;
}

/** Of a target, which may be a whole lambda. */
const TARGET_LETTERS = 80;

function aboutTexts({ target, path, line, pythonVersion }: SummarySubject): readonly string[] {
  return [
    `\`${shortName(oneLine(target), TARGET_LETTERS).replace(/`/g, "'")}\` at ${escapeMarkdown(path)}:${line}`,
    ...(pythonVersion === undefined ? [] : [`Python ${pythonVersion}`]),
  ];
}

/** `4 workers, 8 tasks, 4 cores, switch interval 5 ms, seed 1`. */
export function settingsText(
  { kind }: Pick<Executor, 'kind'>,
  settings: Pick<Scenario, 'cores' | 'switchIntervalSeconds' | 'seed'> & {
    readonly workers: number;
    readonly tasks: number;
  },
): string {
  return [
    ...(kind !== 'threads' && kind !== 'sequential' ? [plural(settings.workers, 'worker')] : []),
    plural(settings.tasks, 'task'),
    plural(settings.cores, 'core'),
    `switch interval ${formatDuration(settings.switchIntervalSeconds)}`,
    `seed ${settings.seed}`,
  ].join(', ');
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

export function modeNumbers(outcome: TitledResult, chosen: TitledResult | undefined): ModeNumbers {
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

/** Makes text one line, and keeps code in backticks as it is. */
function escapeMarkdown(text: string): string {
  return oneLine(text).replace(/`[^`]*`|[\\`*_[\]<>|#&]/g, (found) =>
    found.length > 1 ? found : `\\${found}`,
  );
}

/** A line of its own would be markup, and so may be what comes after it. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
