/** `gilscope simulate`: runs the simulator on a spawn site or on a scenario file. */
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Subject } from '../../core/gilscope';
import type { Executor, ExecutorKind, Scenario } from '../../core/model/scenario';
import { type Mode, modesOfScenario } from '../../core/sim/modes';
import { parseScenario } from '../../core/sim/parseScenario';
import {
  compared,
  formatOfFile,
  SIMULATION_FORMATS,
  simulated,
  type SimulationFormat,
  type SimulationStart,
} from '../format/simulation';
import { EXIT, type ExitCode, type Io, UsageError } from '../io';
import { addAnalysisOptions, naturalNumber, positiveInteger, positiveSeconds } from '../options';
import { parseFileAndLine } from '../place';
import { printableLines } from '../printable';
import { type ConfigOptions, Project } from '../project';
import { readTextFile } from '../readFile';
import { refuseBinaryOnTerminal, writeResult } from '../resultFile';
import { noSiteMessage, siteAtLine } from '../siteAtLine';

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
  readonly format?: SimulationFormat;
  readonly output?: string;
  readonly theme?: 'light' | 'dark';
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
    .addOption(
      new Option('--format <format>', 'form of the result')
        .choices(SIMULATION_FORMATS)
        .default(undefined, 'as --output ends, else "text"'),
    )
    .option('--output <file>', 'write the result into this file instead of to standard output')
    .addOption(
      new Option('--theme <theme>', "colours of a picture (default: the reader's; in a PNG light)").choices([
        'light',
        'dark',
      ]),
    );
  addAnalysisOptions(command).action(async (place: string | undefined, options: SimulateOptions) =>
    done(await simulate(place, options, io)),
  );
}

async function simulate(place: string | undefined, options: SimulateOptions, io: Io): Promise<ExitCode> {
  if ((place === undefined) === (options.scenario === undefined)) {
    throw new UsageError('expected either FILE:LINE or --scenario FILE');
  }
  const { output } = options;
  const format = options.format ?? formatOfFile(output ?? '') ?? 'text';
  if (format === 'png') refuseBinaryOnTerminal('A PNG', output, io);
  refuseToOverwriteInput(place === undefined ? options.scenario : parseFileAndLine(place).file, output, io);
  const start =
    place === undefined ? await fromFile(options.scenario ?? '', io) : await fromSite(place, options, io);
  if (start === undefined) return EXIT.failure;
  const scenario = adjusted(start.scenario, start.modes, options, io);
  const render = options.compare === true ? compared : simulated;
  return writeResult(await render(scenario, start, { ...options, format }, io), output, io);
}

function refuseToOverwriteInput(input: string | undefined, output: string | undefined, { cwd }: Io): void {
  if (input === undefined || output === undefined || output === '-') return;
  if (resolve(cwd, input) === resolve(cwd, output))
    throw new UsageError(`--output ${output} would replace what is simulated`);
}

async function fromFile(path: string, io: Io): Promise<SimulationStart | undefined> {
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

async function fromSite(
  place: string,
  options: SimulateOptions,
  io: Io,
): Promise<SimulationStart | undefined> {
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
