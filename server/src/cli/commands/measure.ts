/** `gilscope measure`: runs a site's target under a real Python and prints measured beside predicted. */
import { availableParallelism } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { duration } from '../../core/base/duration';
import { isTable } from '../../core/config/describe';
import { PURE_BUILTINS } from '../../core/measure/literals';
import { MEASURED_MODES, type MeasureError, type Measurement } from '../../core/model/measurement';
import type { MeasuredMode } from '../../core/model/measurement';
import type { Executor, Scenario } from '../../core/model/scenario';
import type { SpawnSite } from '../../core/model/site';
import { simulate } from '../../core/sim/engine';
import { aligned, counted } from '../format/words';
import { jsonText } from '../format/json';
import { EXIT, type ExitCode, type Io, UsageError } from '../io';
import type { DriverOrders } from '../measure/driver';
import { pythonText } from '../measure/pythonText';
import { measurementOf } from '../measure/report';
import { runDriver } from '../measure/runDriver';
import { addAnalysisOptions, formatOption, positiveInteger, positiveSeconds } from '../options';
import { parseFileAndLine } from '../place';
import { printable } from '../printable';
import { type ConfigOptions, Project } from '../project';
import { noSiteMessage, siteAtLine } from '../siteAtLine';

const FORMATS = ['text', 'json'] as const;

interface MeasureOptions extends ConfigOptions {
  readonly python: string;
  /** Python expression for the calls, from `--args`. */
  readonly args?: string;
  readonly tasks?: number;
  readonly workers?: number;
  readonly runs: number;
  readonly timeout: number;
  readonly yes?: boolean;
  readonly format: (typeof FORMATS)[number];
}

const DEFAULT_TIMEOUT_SECONDS = 60;
const DEFAULT_RUNS = 3;

/** Tasks run where the code does not tell how many there are, or tells of very many. */
const MAX_TASKS = 16;

export function addMeasure(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const command = program
    .command('measure')
    .description("run a spawn site's target under a real Python and print measured beside predicted")
    .argument('<file:line>', 'a line that starts concurrent work')
    .option('--python <exe>', 'Python to run', process.platform === 'win32' ? 'python' : 'python3')
    .option(
      '--args <json>',
      "the target's arguments, a list or an object of keywords (default: as the code says, where it does)",
      readArguments,
    )
    .option('--tasks <n>', 'calls of the target (default: as the code says)', positiveInteger)
    .option('--workers <n>', 'threads and processes (default: as the code says)', positiveInteger)
    .option('--runs <n>', 'runs of each mode, of which the median counts', positiveInteger, DEFAULT_RUNS)
    .option('--timeout <seconds>', 'stop after so long', positiveSeconds, DEFAULT_TIMEOUT_SECONDS)
    .option('--yes', 'run the code without asking')
    .addOption(formatOption(FORMATS));
  addAnalysisOptions(command).action(async (place: string, options: MeasureOptions) =>
    done(await measure(place, options, io)),
  );
}

function readArguments(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`--args: not valid JSON: ${text}`);
  }
  if (Array.isArray(value)) return `[(${pythonText(value)}, {})]`;
  if (isTable(value)) return `[((), ${pythonText(value)})]`;
  throw new UsageError(`--args: expected a JSON list or object, found ${text}`);
}

async function measure(place: string, options: MeasureOptions, io: Io): Promise<ExitCode> {
  const { file: path, line } = parseFileAndLine(place);
  const project = await Project.open(io, options);
  const file = project.file(path);
  if (file === undefined) return EXIT.failure;
  // Predicted for this machine, because that is where it will be measured.
  const source = { ...file.source, config: { ...file.source.config, cores: availableParallelism() } };
  const report = project.guard(file, () => project.gilscope.analyze(source));
  if (report === undefined) return EXIT.failure;
  const fail = (message: string): ExitCode => {
    project.fail({ path: source.path, message });
    return EXIT.failure;
  };
  const site = siteAtLine(report.sites, line);
  if (site === undefined) return fail(noSiteMessage(report, line));
  const plan = project.gilscope.measurePlan(source, site);
  if (plan.kind === 'impossible') return fail(plan.reason);
  if (plan.kind === 'arguments-needed' && options.args === undefined)
    return fail(`${plan.reason} Give the arguments of ${site.target} with --args.`);
  const calls = options.args ?? (plan.kind === 'ready' ? plan.calls : '[]');
  const target = targetOf(site, io);
  const tasks = options.tasks ?? Math.min(MAX_TASKS, Math.max(1, Math.round(site.tasks.mid)));
  const workers = options.workers ?? Math.min(tasks, Math.max(1, site.workers.count));
  const { runs, timeout, python } = options;

  const times = counted(tasks * MEASURED_MODES.length * runs, 'time');
  const question = `This runs ${target.target} of ${target.shown} up to ${times} with ${python}, and everything its module does when imported. Go on?`;
  if (options.yes !== true && !(await io.confirm(printable(question)))) {
    return fail('nothing was run; --yes runs it without asking');
  }
  const { root, module, file: targetFile, target: name } = target;
  const orders = { root, module, file: targetFile, target: name, calls, builtins: PURE_BUILTINS };
  const run = await runDriver(
    python,
    { ...orders, tasks, workers, rounds: runs, limit: timeout },
    { cwd: io.cwd },
  );
  const shownPath = (absolute: string): string => {
    const inside = relative(io.cwd, absolute);
    return (inside.startsWith('..') ? absolute : inside).replaceAll('\\', '/');
  };
  // Only this site's tasks are run, so only they are predicted, under executors like those of the driver.
  const alone: SpawnSite = { ...site, group: [{ site: site.key, tasks }] };
  const { scenario } = project.gilscope.subject(source, alone);
  const predicted = (mode: MeasuredMode): number | null =>
    site.prediction === undefined ? null : predictedSeconds(scenario, mode, workers);
  const measurement = measurementOf({ target: name, tasks, workers, run, predicted, shownPath });
  io.stdout.write(options.format === 'json' ? jsonText(measurement) : measureText(measurement));
  for (const error of measurement.errors) reportError(error, source.path, project);
  return measurement.errors.length === 0 ? EXIT.ok : EXIT.failure;
}

function reportError(error: MeasureError, path: string, project: Project): void {
  const { mode, message, line } = error;
  project.fail({
    path: error.path ?? path,
    message: mode === null ? message : `${mode}: ${message}`,
    ...(line === null ? {} : { line }),
  });
}

/** Null where the simulation finds no end. */
function predictedSeconds(scenario: Scenario, mode: MeasuredMode, workers: number): number | null {
  const executors: Readonly<Record<MeasuredMode, Executor>> = {
    sequential: { kind: 'sequential' },
    threads: { kind: 'pool', workers },
    processes: { kind: 'processes', workers },
  };
  const { wallSeconds, truncated } = simulate({ ...scenario, executor: executors[mode] });
  return truncated ? null : wallSeconds;
}

type Target = Pick<DriverOrders, 'root' | 'module' | 'file' | 'target'> & { readonly shown: string };

/** How Python can import the target. */
function targetOf(site: SpawnSite, io: Io): Target {
  const { name, at } = site.profile ?? { name: site.target, at: site.at };
  const file = resolve(io.cwd, at.path);
  const parts = [basename(file).replace(/\.pyw?$/, '')];
  let root = dirname(file);
  while (existsSync(join(root, '__init__.py'))) {
    parts.unshift(basename(root));
    root = dirname(root);
  }
  if (parts.at(-1) === '__init__') parts.pop();
  return { root, module: parts.join('.'), file, target: name, shown: at.path };
}

function measureText(measurement: Measurement): string {
  const { python, tasks, workers } = measurement;
  const rows = MEASURED_MODES.map((mode) => {
    const times = measurement.measured[mode];
    const predicted = measurement.predicted[mode];
    return [
      mode,
      times === null ? '-' : duration(times.wallSeconds),
      times === null ? '-' : duration(times.cpuSeconds),
      predicted === null ? '-' : duration(predicted),
    ];
  });
  const runs = Math.max(0, ...MEASURED_MODES.map((mode) => measurement.measured[mode]?.runs.length ?? 0));
  const median = runs > 1 ? `, median of ${runs} runs` : '';
  const about =
    python === null
      ? []
      : [
          `Python ${python.version} ${python.gil ? 'with' : 'without'} a GIL, ${counted(python.cores, 'core')}.`,
        ];
  return [
    `${printable(measurement.call)}: ${counted(tasks, 'task')}, ${counted(workers, 'worker')}${median}.`,
    ...about,
    '',
    ...aligned([['', 'measured', 'CPU time', 'predicted'], ...rows], [1, 2, 3]),
    '',
  ].join('\n');
}
