/** `gilscope measure`: runs a site's target under a real Python and prints measured beside predicted. */
import { availableParallelism } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { isTable } from '../../core/config/describe';
import { duration } from '../../core/base/duration';
import type { SpawnSite } from '../../core/model/site';
import { aligned, counted } from '../format/words';
import { jsonText } from '../format/json';
import { EXIT, type ExitCode, type Io, UsageError } from '../io';
import { type DriverInput, MEASURED_MODES, type MeasuredMode } from '../measure/driver';
import { type DriverRun, runDriver } from '../measure/runDriver';
import { addAnalysisOptions, formatOption, positiveInteger, positiveSeconds } from '../options';
import { parseFileAndLine } from '../place';
import { printable } from '../printable';
import { type ConfigOptions, Project } from '../project';
import { noSiteMessage, siteAtLine } from '../siteAtLine';

const FORMATS = ['text', 'json'] as const;

interface MeasureOptions extends ConfigOptions {
  readonly python: string;
  readonly args: Arguments;
  readonly tasks?: number;
  readonly workers?: number;
  readonly timeout: number;
  readonly yes?: boolean;
  readonly format: (typeof FORMATS)[number];
}

type Arguments = Pick<DriverInput, 'args' | 'kwargs'>;

const DEFAULT_TIMEOUT_SECONDS = 60;

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
      "the target's arguments: a list, or an object of keywords",
      readArguments,
      NO_ARGUMENTS,
    )
    .option('--tasks <n>', 'calls of the target (default: as the code says)', positiveInteger)
    .option('--workers <n>', 'threads and processes (default: as the code says)', positiveInteger)
    .option('--timeout <seconds>', 'stop after so long', positiveSeconds, DEFAULT_TIMEOUT_SECONDS)
    .option('--yes', 'run the code without asking')
    .addOption(formatOption(FORMATS));
  addAnalysisOptions(command).action(async (place: string, options: MeasureOptions) =>
    done(await measure(place, options, io)),
  );
}

const NO_ARGUMENTS: Arguments = { args: [], kwargs: {} };

function readArguments(text: string): Arguments {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`--args: not valid JSON: ${text}`);
  }
  if (Array.isArray(value)) return { args: value, kwargs: {} };
  if (isTable(value)) return { args: [], kwargs: value };
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
  const target = targetOf(site, io);
  if (typeof target === 'string') return fail(target);
  const tasks = options.tasks ?? Math.min(MAX_TASKS, Math.max(1, Math.round(site.tasks.mid)));
  const workers = options.workers ?? Math.min(tasks, Math.max(1, site.workers.count));

  const question = `This runs ${target.target} of ${target.file} ${counted(tasks * MEASURED_MODES.length, 'time')} with ${options.python}, and everything its module does when imported. Go on?`;
  if (options.yes !== true && !(await io.confirm(printable(question)))) {
    return fail('nothing was run; --yes runs it without asking');
  }
  const { root, module, target: name } = target;
  const run = await runDriver(
    options.python,
    { root, module, target: name, ...options.args, tasks, workers },
    { cwd: io.cwd, timeoutSeconds: options.timeout },
  );
  const result = { site, name, tasks, workers, run };
  io.stdout.write(options.format === 'json' ? measureJson(result) : measureText(result));
  const errors = [
    ...run.lines.flatMap((one) => (one.kind === 'error' ? [`${one.mode}: ${one.message}`] : [])),
  ];
  if (run.problem !== undefined) errors.push(run.problem);
  errors.forEach(fail);
  return errors.length === 0 ? EXIT.ok : EXIT.failure;
}

type Target = Pick<DriverInput, 'root' | 'module' | 'target'> & { readonly file: string };

/** How Python can import the target, or why it cannot. */
function targetOf(site: SpawnSite, io: Io): Target | string {
  if (site.profile === undefined)
    return `the code of ${site.target} was not found, so there is nothing to run`;
  const { name, at } = site.profile;
  if (name.includes('<')) return `${name} cannot be imported: only functions and classes of a module can`;
  const file = resolve(io.cwd, at.path);
  const parts = [basename(file).replace(/\.pyw?$/, '')];
  let root = dirname(file);
  while (existsSync(join(root, '__init__.py'))) {
    parts.unshift(basename(root));
    root = dirname(root);
  }
  if (parts.at(-1) === '__init__') parts.pop();
  return { root, module: parts.join('.'), target: name, file: at.path };
}

interface Measured {
  readonly site: SpawnSite;
  readonly name: string;
  readonly tasks: number;
  readonly workers: number;
  readonly run: DriverRun;
}

function secondsOf({ run }: Measured, mode: MeasuredMode): number | undefined {
  return run.lines.flatMap((line) => (line.kind === 'mode' && line.mode === mode ? [line.seconds] : []))[0];
}

/** The prediction is for all tasks of the site; where another number was run it is scaled. */
function predictedOf({ site, tasks }: Measured, mode: MeasuredMode): number | undefined {
  if (site.prediction === undefined) return undefined;
  return (site.prediction[mode] * tasks) / Math.max(1, site.tasks.mid);
}

function measureText(measured: Measured): string {
  const { name, tasks, workers, run } = measured;
  const python = run.lines.find((line) => line.kind === 'python');
  const rows = MEASURED_MODES.map((mode) => {
    const seconds = secondsOf(measured, mode);
    const predicted = predictedOf(measured, mode);
    return [
      mode,
      seconds === undefined ? '-' : duration(seconds),
      predicted === undefined ? '-' : duration(predicted),
    ];
  });
  const about =
    python === undefined
      ? []
      : [
          `Python ${python.version} ${python.gil ? 'with' : 'without'} a GIL, ${counted(python.cores, 'core')}.`,
        ];
  return [
    `${printable(name)}: ${counted(tasks, 'task')}, ${counted(workers, 'worker')}.`,
    ...about,
    '',
    ...aligned([['', 'measured', 'predicted'], ...rows], [1, 2]),
    '',
  ].join('\n');
}

function measureJson(measured: Measured): string {
  const python = measured.run.lines.find((line) => line.kind === 'python');
  const byMode = (read: (mode: MeasuredMode) => number | undefined): Record<string, number | null> =>
    Object.fromEntries(MEASURED_MODES.map((mode) => [mode, read(mode) ?? null]));
  return jsonText({
    version: 1,
    target: measured.name,
    tasks: measured.tasks,
    workers: measured.workers,
    python: python === undefined ? null : { version: python.version, gil: python.gil, cores: python.cores },
    measured: byMode((mode) => secondsOf(measured, mode)),
    predicted: byMode((mode) => predictedOf(measured, mode)),
  });
}
