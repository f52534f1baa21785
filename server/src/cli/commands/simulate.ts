/** `gilscope simulate`: runs the simulator on a spawn site or on a scenario file. */
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Subject } from '../../core/gilscope';
import type { Executor, ExecutorKind, Scenario } from '../../core/model/scenario';
import type { SpawnSite } from '../../core/model/site';
import { compareModes, comparisonText } from '../../core/sim/compare';
import { simulate as runSimulation } from '../../core/sim/engine';
import { simulationHtml } from '../../core/sim/exportHtml';
import { speedscopeJson } from '../../core/sim/exportSpeedscope';
import { simulationSvg } from '../../core/sim/exportSvg';
import { traceEventJson } from '../../core/sim/exportTraceEvent';
import { type Mode, modesOfScenario, modeTitle } from '../../core/sim/modes';
import { parseScenario } from '../../core/sim/parseScenario';
import { settingsText, summaryMarkdown } from '../../core/sim/summary';
import { simulationText } from '../../core/sim/text';
import { threadsCsv } from '../../core/sim/threadTable';
import { jsonText } from '../format/json';
import { EXIT, type ExitCode, type Io, UsageError } from '../io';
import {
  addAnalysisOptions,
  formatOption,
  naturalNumber,
  positiveInteger,
  positiveSeconds,
} from '../options';
import { parseFileAndLine } from '../place';
import { printableLines } from '../printable';
import { type ConfigOptions, Project } from '../project';
import { readTextFile } from '../readFile';
import { noSiteMessage, siteAtLine } from '../siteAtLine';

const FORMATS = ['text', 'json', 'trace', 'speedscope', 'svg', 'html', 'csv', 'markdown'] as const;
const MODES: readonly ExecutorKind[] = [
  'threads',
  'sequential',
  'processes',
  'interpreters',
  'free-threaded',
  'pool',
  'event-loop',
];

interface SimulateOptions extends ConfigOptions {
  readonly scenario?: string;
  readonly mode?: ExecutorKind;
  readonly workers?: number;
  readonly cores?: number;
  readonly switchInterval?: number;
  readonly seed?: number;
  readonly compare?: boolean;
  readonly spans?: boolean;
  readonly format: (typeof FORMATS)[number];
}

export function addSimulate(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const command = program
    .command('simulate')
    .description('simulate what the GIL does to the tasks of a spawn site or of a scenario')
    .argument('[file:line]', 'a line that starts concurrent work')
    .option('--scenario <file>', 'run this scenario (JSON; - for standard input) instead')
    .addOption(new Option('--mode <mode>', 'how the tasks are run').choices(MODES))
    .option('--workers <n>', 'workers of the pool', positiveInteger)
    .option('--cores <n>', 'processor cores', positiveInteger)
    .option('--switch-interval <seconds>', 'as sys.setswitchinterval sets it', positiveSeconds)
    .option('--seed <n>', 'choice of the operating system among waiting threads', naturalNumber)
    .option('--compare', 'run all modes and compare them')
    .option('--spans', 'with --format json: every stretch of every thread')
    .addOption(formatOption(FORMATS));
  addAnalysisOptions(command).action(async (place: string | undefined, options: SimulateOptions) =>
    done(await simulate(place, options, io)),
  );
}

/** What to run, and what is worth comparing it with. */
interface Start {
  readonly scenario: Scenario;
  readonly modes: readonly Mode[];
  /** What Gilscope says of the site. */
  readonly sentence?: string;
  readonly site?: SpawnSite;
}

async function simulate(place: string | undefined, options: SimulateOptions, io: Io): Promise<ExitCode> {
  if ((place === undefined) === (options.scenario === undefined)) {
    throw new UsageError('expected either FILE:LINE or --scenario FILE');
  }
  const start =
    place === undefined ? await fromFile(options.scenario ?? '', io) : await fromSite(place, options, io);
  if (start === undefined) return EXIT.failure;
  const scenario = adjusted(start.scenario, start.modes, options, io);
  io.stdout.write(
    options.compare === true ? compared(scenario, start, options) : rendered(scenario, start, options),
  );
  return EXIT.ok;
}

async function fromFile(path: string, io: Io): Promise<Start | undefined> {
  const fail = (reason: string): undefined => {
    io.stderr.write(`gilscope: ${printableLines(path)}: ${printableLines(reason)}\n`);
    return undefined;
  };
  const content =
    path === '-'
      ? { text: new TextDecoder().decode(await io.readStdin()) }
      : readTextFile(resolve(io.cwd, path));
  if ('problem' in content) return fail(content.problem);
  let value: unknown;
  try {
    value = JSON.parse(content.text);
  } catch (error) {
    return fail(`not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = parseScenario(value);
  if ('scenario' in parsed) return { scenario: parsed.scenario, modes: modesOfScenario(parsed.scenario) };
  parsed.errors.forEach(fail);
  return undefined;
}

async function fromSite(place: string, options: SimulateOptions, io: Io): Promise<Start | undefined> {
  const { file, line } = parseFileAndLine(place);
  const project = await Project.open(io, options);
  const opened = project.file(file);
  if (opened === undefined) return undefined;
  const { cores, switchInterval } = options;
  const source = {
    ...opened.source,
    config: {
      ...opened.source.config,
      ...(cores === undefined ? {} : { cores }),
      ...(switchInterval === undefined ? {} : { switchIntervalSeconds: switchInterval }),
    },
  };
  const subject = project.guard(opened, (): Subject | undefined => {
    const report = project.gilscope.analyze(source);
    report.problems.forEach((problem) => project.warn(problem));
    const site = siteAtLine(report.sites, line);
    if (site !== undefined) return project.gilscope.subject(source, site);
    project.fail({ path: source.path, message: noSiteMessage(report, line) });
    return undefined;
  });
  return subject;
}

/** The scenario with what the options change. */
function adjusted(scenario: Scenario, modes: readonly Mode[], options: SimulateOptions, io: Io): Scenario {
  const { mode, workers } = options;
  const all = [...modes, ...modesOfScenario(scenario)];
  let executor: Executor =
    mode === undefined || mode === scenario.executor.kind
      ? scenario.executor
      : (all.find((candidate) => candidate.executor.kind === mode)?.executor ??
        defaultExecutor(mode, scenario));
  if (workers !== undefined) {
    if ('workers' in executor) executor = { ...executor, workers };
    else if (options.compare !== true)
      io.stderr.write(`gilscope: --workers has no effect in mode ${executor.kind}\n`);
  }
  return {
    ...scenario,
    executor,
    cores: options.cores ?? scenario.cores,
    switchIntervalSeconds: options.switchInterval ?? scenario.switchIntervalSeconds,
    seed: options.seed ?? scenario.seed,
  };
}

function defaultExecutor(kind: ExecutorKind, scenario: Scenario): Executor {
  switch (kind) {
    case 'threads':
    case 'sequential':
      return { kind };
    case 'pool':
    case 'free-threaded':
    case 'event-loop':
      return { kind, workers: Math.max(1, scenario.tasks.length) };
    case 'processes':
    case 'interpreters':
      return { kind, workers: Math.max(1, Math.min(scenario.tasks.length, scenario.cores)) };
  }
}

function compared(scenario: Scenario, start: Start, options: SimulateOptions): string {
  const modes = modesWith(options.workers, start);
  switch (options.format) {
    case 'text':
      return heading(start) + withNewline(comparisonText(compareModes(scenario, modes)));
    case 'json':
      return jsonText({ schema: 1, modes: compareModes(scenario, modes) });
    case 'csv':
      return threadsCsv(compareModes(scenario, modes, { spans: true }));
    case 'markdown':
      return markdown(scenario, start, options);
    default:
      throw new UsageError(`--compare goes with --format text, json, csv or markdown, not ${options.format}`);
  }
}

function modesWith(workers: number | undefined, { modes }: Start): readonly Mode[] {
  return modes.map(({ title, executor }) => ({
    title,
    executor: workers !== undefined && 'workers' in executor ? { ...executor, workers } : executor,
  }));
}

function rendered(scenario: Scenario, start: Start, options: SimulateOptions): string {
  // The summary simulates every mode.
  if (options.format === 'markdown') return markdown(scenario, start, options);
  const result = runSimulation(scenario, { spans: options.format !== 'json' || options.spans === true });
  switch (options.format) {
    case 'text':
      return heading(start) + withNewline(simulationText(scenario, result));
    case 'json':
      return jsonText(result);
    case 'trace':
      return withNewline(traceEventJson(scenario, result));
    case 'speedscope':
      return withNewline(speedscopeJson(scenario, result));
    case 'svg':
      return withNewline(simulationSvg(scenario, result, pictureOptions(start)));
    case 'html':
      return withNewline(simulationHtml(scenario, result, pictureOptions(start)));
    case 'csv':
      return threadsCsv([{ title: modeTitle(scenario.executor.kind), result }]);
  }
}

/** All modes side by side, the scenario's own as the one that the others are held against. */
function markdown(scenario: Scenario, start: Start, options: SimulateOptions): string {
  const { executor } = scenario;
  const others = modesWith(options.workers, start).filter((mode) => mode.executor.kind !== executor.kind);
  const outcomes = compareModes(scenario, [{ title: modeTitle(executor.kind), executor }, ...others]);
  const { site, sentence } = start;
  return summaryMarkdown({
    ...(site !== undefined && {
      subject: {
        sentence: sentence ?? '',
        target: site.target,
        path: site.at.path,
        line: site.at.line,
        pythonVersion: scenario.pythonVersion,
        assumptions: site.profile?.assumptions ?? [],
      },
    }),
    settings: settingsText(executor, {
      ...scenario,
      workers: 'workers' in executor ? executor.workers : 0,
      tasks: scenario.tasks.length,
    }),
    outcomes,
    chosen: outcomes[0],
  });
}

function pictureOptions({ sentence }: Start): { readonly sentence?: string } {
  return sentence === undefined ? {} : { sentence };
}

function heading({ sentence }: Start): string {
  return sentence === undefined ? '' : `${printableLines(sentence)}\nPredicted, not measured.\n\n`;
}

function withNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
