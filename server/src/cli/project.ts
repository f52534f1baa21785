/**
 * What every command that reads Python shares: the engine, the settings, the files with their text, and the list of
 * what went wrong. One project is one run of a command.
 */
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { configForFile } from '../core/config/merge';
import { parseConfig } from '../core/config/parse';
import type { Gilscope, Source } from '../core/gilscope';
import type { Config } from '../core/model/config';
import type { Problem } from '../core/model/finding';
import { configFinder, type FolderConfig } from './configFiles';
import { decodePython, type Encoding } from './decode';
import { findPythonFiles } from './files';
import { type EngineOptions, type Io, UsageError } from './io';
import { printable } from './printable';
import { createProgress, type Progress } from './progress';
import { ModuleTexts } from './moduleTexts';
import { createPythonReader, type PythonReader } from './readFile';

/** Options of the command line that change settings, as commander hands them on. */
export interface ConfigOptions {
  readonly config?: string;
  readonly select?: readonly string[];
  readonly extendSelect?: readonly string[];
  readonly ignore?: readonly string[];
  readonly exclude?: readonly string[];
  readonly minConfidence?: string;
  readonly pythonVersion?: string;
  readonly gil?: string;
  readonly preview?: boolean;
  /** False with `--no-scan`. */
  readonly scan?: boolean;
}

/** A file to analyse. */
export interface ProjectFile {
  readonly source: Source;
  /** Where to write it back; undefined for standard input. */
  readonly file: string | undefined;
  readonly encoding: Encoding;
}

export class Project {
  readonly io: Io;
  readonly gilscope: Gilscope;
  readonly #errors: Problem[] = [];
  readonly #configOf: (folder: string) => FolderConfig;
  readonly #modules: ModuleTexts;
  readonly #readFile: PythonReader;
  #failed = false;
  #progress: Progress | undefined;

  private constructor(
    io: Io,
    gilscope: Gilscope,
    { modules, readFile }: { readonly modules: ModuleTexts; readonly readFile: PythonReader },
    options: ConfigOptions,
  ) {
    this.io = io;
    this.gilscope = gilscope;
    this.#modules = modules;
    this.#readFile = readFile;
    this.#configOf = configFinder({
      cwd: io.cwd,
      rules: gilscope.rules,
      overrides: readOverrides(options, io, gilscope),
      file: options.config,
      report: (problem) => this.fail({ ...problem, path: this.shown(problem.path) }),
    });
  }

  static async open(io: Io, options: ConfigOptions, engine: EngineOptions = {}): Promise<Project> {
    const readFile = createPythonReader();
    const modules = new ModuleTexts(io.cwd, readFile);
    const gilscope = await io.openGilscope(modules, { ...engine, parseAll: options.scan === false });
    return new Project(io, gilscope, { modules, readFile }, options);
  }

  /** Everything that went wrong, in order. */
  get errors(): readonly Problem[] {
    return this.#errors;
  }

  /** Whether something went wrong that makes the result incomplete: the exit code is then 2. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Reports a failure: a file that cannot be read, settings that make no sense. */
  fail(problem: Problem): void {
    this.#failed = true;
    this.warn(problem);
  }

  /** Reports what is wrong with the Python code itself; the result still counts. */
  warn(problem: Problem): void {
    this.#errors.push(problem);
    const line = problem.line === undefined ? '' : `:${problem.line}`;
    this.#progress?.clear();
    this.io.stderr.write(`gilscope: ${printable(problem.path)}${line}: ${printable(problem.message)}\n`);
  }

  /** A remark for people, on standard error. */
  note(message: string): void {
    this.#progress?.clear();
    this.io.stderr.write(`gilscope: ${printable(message)}\n`);
  }

  /** Runs the analysis of one file; should it fail, the file is reported and the rest goes on. */
  guard<T>(file: ProjectFile, analyse: () => T): T | undefined {
    try {
      return analyse();
    } catch (error) {
      this.fail(analysisFailure(file, error));
      return undefined;
    }
  }

  /** Absolute paths of the Python files below the paths. */
  list(paths: readonly string[]): readonly string[] {
    const report = (path: string, message: string): void => this.fail({ path: this.shown(path), message });
    const found = findPythonFiles(paths.length === 0 ? ['.'] : paths, {
      cwd: this.io.cwd,
      isExcluded: (path) => this.#configOf(dirname(path)).isExcluded(path),
      report,
    });
    // Whoever reads the files, mistakes in their settings are reported here and now.
    for (const path of found) this.#configOf(dirname(path));
    return found;
  }

  /** Calls the result with the number of files done, for people who wait. */
  progress(total: number): (done: number) => void {
    const progress = createProgress(this.io.stderr, total);
    this.#progress = progress;
    return (done) => (done === total ? progress.clear() : progress.at(done));
  }

  /** The files below the paths, each with its text and settings. */
  *files(paths: readonly string[]): Generator<ProjectFile> {
    const found = this.list(paths);
    const progress = this.progress(found.length);
    for (const [index, path] of found.entries()) {
      progress(index);
      const file = this.file(path);
      if (file !== undefined) yield file;
    }
    progress(found.length);
  }

  /** One file; undefined, and reported, where it cannot be read. */
  file(path: string): ProjectFile | undefined {
    const read = this.read(path);
    if ('source' in read) return read;
    this.fail(read);
    return undefined;
  }

  /** One file, or why it cannot be read, which is not reported. */
  read(path: string): ProjectFile | Problem {
    const absolute = resolve(this.io.cwd, path);
    const decoded = this.#readFile(absolute);
    return 'text' in decoded
      ? { source: this.#source(absolute, decoded.text), file: absolute, encoding: decoded.encoding }
      : { path: this.shown(absolute), message: decoded.problem };
  }

  /** Text of a module as analysis sees it. */
  moduleText(path: string): string | undefined {
    return this.#modules.read(path);
  }

  /** Does `work` and tells which modules it asked for, whether they exist or not. */
  recordingReads<T>(work: () => T): { readonly value: T; readonly reads: ReadonlySet<string> } {
    return this.#modules.recording(work);
  }

  /** Standard input, under the name it would have on disk. */
  async stdin(name: string): Promise<ProjectFile | undefined> {
    const decoded = decodePython(await this.io.readStdin());
    const absolute = resolve(this.io.cwd, name);
    if ('text' in decoded) {
      this.#modules.change(absolute, decoded.text);
      return { source: this.#source(absolute, decoded.text), file: undefined, encoding: decoded.encoding };
    }
    this.fail({ path: this.shown(absolute), message: decoded.problem });
    return undefined;
  }

  /** The same file with another text; files that import it see that text from now on. */
  withText(file: ProjectFile, text: string): ProjectFile {
    this.#modules.change(resolve(this.io.cwd, file.source.path), text);
    return { ...file, source: { ...file.source, text } };
  }

  /** The path as people read it: relative to the working folder where it lies inside, with `/`. */
  shown(path: string): string {
    const inside = relative(this.io.cwd, path);
    const outside = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
    return (outside || inside === '' ? path : inside).split(sep).join('/');
  }

  #source(absolute: string, text: string): Source {
    const config = configForFile(this.#configOf(dirname(absolute)).config, absolute.split(sep).join('/'));
    return { path: this.shown(absolute), text, config };
  }
}

/** What is said of a file whose analysis broke. */
export function analysisFailure(file: ProjectFile, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  return { path: file.source.path, message: `could not be analysed: ${reason}` };
}

function readOverrides(options: ConfigOptions, io: Io, gilscope: Gilscope): Partial<Config> {
  const settings: Record<string, unknown> = {
    select: options.select,
    'extend-select': options.extendSelect,
    ignore: options.ignore,
    exclude: options.exclude,
    'min-confidence': options.minConfidence,
    'python-version': options.pythonVersion,
    gil: options.gil,
    preview: options.preview,
  };
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const folder = io.cwd.split(sep).join('/');
  const parsed = parseConfig(given, { kind: 'command-line' }, { folder, rules: gilscope.rules });
  const [problem] = parsed.problems;
  if (problem !== undefined) throw new UsageError(problem.message);
  return parsed.config;
}
