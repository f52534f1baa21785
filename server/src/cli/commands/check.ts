/** `gilscope check`: finds and fixes. */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { version } from '../../../../package.json';
import type { ModuleReport } from '../../core/gilscope';
import type { CheckedFinding, CheckResult } from '../checkResult';
import { encodePython } from '../decode';
import { fixFile } from '../fixing';
import { checkGithub } from '../format/github';
import { checkJson, jsonText, problemJson } from '../format/json';
import { checkJunit } from '../format/junit';
import { checkSarif } from '../format/sarif';
import { checkText, statistics, statisticsText } from '../format/checkText';
import { counted } from '../format/words';
import { EXIT, type ExitCode, type Io } from '../io';
import {
  addAnalysisOptions,
  addColorOption,
  addFileOptions,
  type ColorChoice,
  formatOption,
  list,
  positiveInteger,
  wantsColor,
} from '../options';
import {
  type CacheNews,
  type CheckedPath,
  checkedFindings,
  type CheckingOptions,
  createChecker,
} from '../checking';
import { CHECK_ENGINE } from '../checking';
import { checkInParallel, type Jobs } from '../jobs';
import { Project, type ProjectFile } from '../project';
import { reasonOf } from '../readFile';
import { openInput } from '../input';
import { unifiedDiff } from '../unifiedDiff';

const FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const;

interface CheckOptions extends CheckingOptions {
  readonly jobs?: number;
  readonly format: (typeof FORMATS)[number];
  readonly stdinFilename?: string;
  readonly fix?: boolean;
  readonly unsafeFixes?: boolean;
  readonly diff?: boolean;
  readonly statistics?: boolean;
  readonly exitZero?: boolean;
  readonly quiet?: boolean;
  readonly color: ColorChoice;
}

export function addCheck(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const command = program
    .command('check')
    .description('find threads that lose time to the GIL; exit code 1 if there are findings')
    .argument('[paths...]', 'files and folders, or - for standard input (default: this folder)')
    .addOption(formatOption(FORMATS))
    .option('--select <codes>', 'rules to check: codes, prefixes, names or ALL', list)
    .option('--ignore <codes>', 'rules not to check', list)
    .option('--extend-select <codes>', 'rules to check on top of those selected', list)
    .addOption(
      new Option('--min-confidence <level>', 'leave out less certain findings').choices([
        'low',
        'medium',
        'high',
      ]),
    )
    .option('--preview', 'also check rules in preview')
    .option('--fix', 'apply safe fixes')
    .option('--unsafe-fixes', 'with --fix or --diff: also apply fixes that may change what the code does')
    .option('--diff', 'print what --fix would change and change nothing')
    .option('--statistics', 'print how often each rule spoke')
    .option('--exit-zero', 'exit with 0 even if there are findings')
    .option('--quiet', 'print findings only')
    .option(
      '--jobs <n>',
      'check in so many threads (default: one for each core in large folders)',
      positiveInteger,
    )
    .option(
      '--no-scan',
      'parse files, too, whose text says that they start nothing: slower, with the same findings',
    )
    .option('--no-cache', 'neither use results of earlier runs nor keep those of this one')
    .option('--cache-dir <folder>', 'where to keep results between runs');
  addColorOption(addFileOptions(addAnalysisOptions(command)));
  command.action(async (paths: readonly string[], options: CheckOptions) =>
    done(await check(paths, options, io)),
  );
}

async function check(paths: readonly string[], options: CheckOptions, io: Io): Promise<ExitCode> {
  const project = await Project.open(io, options, CHECK_ENGINE);
  const input = await openInput(project, paths, options.stdinFilename);
  if (options.diff === true) return printDiff(project, input.files, options);
  const found =
    input.isStdin || options.fix === true
      ? checkHere(project, input.files, options)
      : await checkFolders(project, paths, options);
  const { findings, files } = found;
  const result: CheckResult = { ...found, errors: project.errors, failed: project.failed };
  if (files === 0 && !project.failed && options.quiet !== true) project.note('no Python files found');
  // The fixed code is the result then, and findings step aside.
  const output = input.isStdin && options.fix === true ? io.stderr : io.stdout;
  output.write(render(result, options, project));
  if (project.failed) return EXIT.failure;
  return findings.length > 0 && options.exitZero !== true ? EXIT.findings : EXIT.ok;
}

type Found = Pick<CheckResult, 'findings' | 'files' | 'fixed'>;

/** Texts that come from elsewhere or are changed: one after another, in this thread. */
function checkHere(project: Project, input: Iterable<ProjectFile>, options: CheckOptions): Found {
  const findings: CheckedFinding[] = [];
  let files = 0;
  let fixed = 0;
  for (const file of input) {
    const done = project.guard(file, () => checkFile(project, file, options));
    if (done === undefined) continue;
    done.report.problems.forEach((problem) => project.warn(problem));
    findings.push(...done.findings);
    files++;
    fixed += done.fixed;
  }
  return { findings, files, fixed };
}

/** Files as they lie on disk: from the cache where they are known, and in several threads where there are many. */
async function checkFolders(
  project: Project,
  paths: readonly string[],
  options: CheckOptions,
): Promise<Found> {
  const listed = project.list(paths);
  const progress = project.progress(listed.length);
  const checker = createChecker(project, options);
  const findings: CheckedFinding[] = [];
  const news: CacheNews[] = [];
  let files = 0;
  const add = (checked: CheckedPath): void => {
    if (checked.kind === 'failed') {
      project.fail(checked.problem);
      return;
    }
    checked.result.problems.forEach((problem) => project.warn(problem));
    findings.push(...checked.result.findings);
    if (checked.news !== undefined) news.push(checked.news);
    files++;
  };
  const jobs = jobsFor(project.io, options);
  if (jobs === undefined || listed.length <= 1) {
    for (const [index, path] of listed.entries()) {
      progress(index);
      add(checker.check(path));
    }
  } else {
    let done = 0;
    const checked = await checkInParallel(jobs, listed, checker, () => progress(done++));
    checked.forEach(add);
  }
  progress(listed.length);
  checker.save(news);
  return { findings, files, fixed: 0 };
}

/** Starting a thread takes as long as analysing so many files. */
const FILES_WORTH_A_THREAD = 32;

/** Undefined where there is to be this thread alone. Whoever asks for threads gets them also where they are worth little. */
function jobsFor({ startWorker }: Io, options: CheckOptions): Jobs | undefined {
  const { jobs = availableParallelism() } = options;
  if (startWorker === undefined || jobs <= 1) return undefined;
  const filesWorthOne = options.jobs === undefined ? FILES_WORTH_A_THREAD : 1;
  return { most: jobs, filesWorthOne, start: () => startWorker(options) };
}

interface Checked {
  readonly report: ModuleReport;
  readonly findings: readonly CheckedFinding[];
  readonly fixed: number;
}

function checkFile(project: Project, original: ProjectFile, options: CheckOptions): Checked {
  const unchanged = { file: original, report: project.gilscope.analyze(original.source), fixed: 0 };
  let result = unchanged;
  if (options.fix === true) {
    const fixed = fixFile(project, original, options.unsafeFixes === true);
    result = write(project, fixed.file, original) ? fixed : unchanged;
  }
  const { file, report, fixed } = result;
  return { report, findings: checkedFindings(project, file, report.findings), fixed };
}

/** Writes a fixed file back in its own encoding; standard input goes to standard output, changed or not. */
function write(project: Project, file: ProjectFile, original: ProjectFile): boolean {
  const { text, path } = file.source;
  if (file.file === undefined) {
    project.io.stdout.write(text);
  } else if (text !== original.source.text) {
    const bytes = encodePython(text, file.encoding);
    if (bytes === undefined) {
      project.fail({ path, message: `the fixed text cannot be written as ${file.encoding.name}` });
      return false;
    }
    try {
      writeFileSync(file.file, bytes);
    } catch (error) {
      project.fail({ path, message: reasonOf(error) });
      return false;
    }
  }
  return true;
}

function printDiff(project: Project, files: Iterable<ProjectFile>, options: CheckOptions): ExitCode {
  let fixes = 0;
  let changed = 0;
  for (const file of files) {
    const done = project.guard(file, () => fixFile(project, file, options.unsafeFixes === true));
    if (done === undefined || done.fixed === 0) continue;
    project.io.stdout.write(unifiedDiff(file.source.path, file.source.text, done.file.source.text));
    fixes += done.fixed;
    changed++;
  }
  if (fixes > 0 && options.quiet !== true) {
    project.note(`would fix ${counted(fixes, 'finding')} in ${counted(changed, 'file')}`);
  }
  if (project.failed) return EXIT.failure;
  return fixes > 0 && options.exitZero !== true ? EXIT.findings : EXIT.ok;
}

function render(result: CheckResult, options: CheckOptions, project: Project): string {
  switch (options.format) {
    case 'text':
      if (options.statistics === true) return statisticsText(result);
      return checkText(result, {
        color: wantsColor(options.color, project.io),
        quiet: options.quiet === true,
      });
    case 'json':
      if (options.statistics !== true) return checkJson(result);
      return jsonText({
        version: 1,
        statistics: statistics(result),
        files: result.files,
        errors: result.errors.map(problemJson),
      });
    case 'sarif':
      return checkSarif(result, { version, rules: project.gilscope.rules });
    case 'github':
      return checkGithub(result);
    case 'junit':
      return checkJunit(result);
  }
}
