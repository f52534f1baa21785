/** What `gilscope check` takes on whole trees, beside a bare parse of the same files and other tools. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tasks/setup.mjs';
import { concurrentPackages, generatedProject, standardLibrary } from './corpora';
import { onPath } from './onPath';
import { alternate, type Program } from './processes';
import { median, ratioOf, type Row } from './row';

const CLI = join(root, 'dist/cli.js');
const PROGRAMS = join(root, 'test/bench/programs');

export interface WorkspaceOptions {
  /** Folder for the corpora. */
  readonly folder: string;
  readonly repeat: number;
  /** Folder with the installed peers. */
  readonly peers: string;
  readonly onProgress: (what: string) => void;
  /** Called with a line about rows that are missing because a tool is. */
  readonly onMissing: (what: string) => void;
}

function check(name: string, tree: string, ...options: readonly string[]): Program {
  return { name, args: [CLI, 'check', tree, '--exit-zero', '--quiet', ...options] };
}

function bareParse(tree: string): Program {
  return { name: 'bare parse', args: [join(PROGRAMS, 'bareParse.mjs'), tree] };
}

/** Tools that come from no registry that Node projects use: measured where they are installed. */
const PYTHON_LINTERS = [
  { name: 'pyflakes', commands: ['pyflakes3', 'pyflakes'], args: [], goal: '≤ 0.25' },
  {
    name: 'pylint',
    commands: ['pylint'],
    // Its checks of threads, on one core, as `check` runs here.
    args: [
      ...['--disable=all', '--enable=bad-thread-instantiation,useless-with-lock'],
      ...['--jobs=1', '--persistent=n', '--score=n', '--recursive=y'],
    ],
    goal: '≤ 0.04',
  },
] as const;

/** `check` beside linters that are written in Python, on the same files. */
async function pythonLinterRows(
  tree: string,
  { repeat, onMissing }: Pick<WorkspaceOptions, 'repeat' | 'onMissing'>,
): Promise<Row[]> {
  const found = PYTHON_LINTERS.flatMap(({ name, commands, args, goal }) => {
    const command = onPath(commands);
    if (command === undefined)
      onMissing(`${name} is not on the PATH: the row that compares with it is missing`);
    return command === undefined ? [] : [{ goal, program: { name, command, args: [...args, tree] } }];
  });
  if (found.length === 0) return [];
  const usages = await alternate(repeat, [
    check('check', tree, '--no-cache', '--jobs', '1'),
    ...found.map(({ program }) => program),
  ]);
  return found.map(({ goal, program: { name } }) =>
    ratio(`check, concurrent packages / ${name}`, goal, 'cpuMs', usages, ['check', name]),
  );
}

/** Ratios of medians. One job is judged by processor time, which other programs disturb less; several by wall time. */
function ratio(
  name: string,
  goal: string,
  measure: 'cpuMs' | 'wallMs',
  usages: Awaited<ReturnType<typeof alternate>>,
  [ours, theirs]: readonly [string, string],
): Row {
  const of = (program: string): readonly number[] =>
    (usages.get(program) ?? []).map((usage) => usage[measure]);
  const from = { [ours]: median(of(ours)), [theirs]: median(of(theirs)) };
  return { name, goal, from, ...ratioOf(of(ours), of(theirs)) };
}

export async function workspaceRows(options: WorkspaceOptions): Promise<Row[]> {
  const { folder, repeat, peers, onProgress, onMissing } = options;
  onProgress('making the corpora');
  const stdlib = standardLibrary(folder);
  const sparse = generatedProject(folder, 9000);
  const [small, large] = [generatedProject(folder, 2000, 20), generatedProject(folder, 20_000, 20)];
  const cache = join(folder, 'cache');
  const cacheOptions = ['--cache-dir', cache];

  onProgress('standard library');
  const onStdlib = await alternate(repeat, [
    bareParse(stdlib),
    check('check', stdlib, '--no-cache', '--jobs', '1'),
    check('check, 2 jobs', stdlib, '--no-cache', '--jobs', '2'),
    check('check --no-scan', stdlib, '--no-cache', '--jobs', '1', '--no-scan'),
    {
      ...check('first run', stdlib, '--jobs', '1', ...cacheOptions),
      prepare: () => rmSync(cache, { recursive: true, force: true }),
    },
    check('second run', stdlib, '--jobs', '1', ...cacheOptions),
    {
      name: 'ruff (wasm)',
      args: [join(PROGRAMS, 'ruff.mjs'), stdlib, join(peers, 'node_modules/@astral-sh/ruff-wasm-nodejs')],
    },
  ]);
  onProgress('9,000 files that hardly use threads');
  const onSparse = await alternate(repeat, [
    bareParse(sparse),
    check('check, 2 jobs', sparse, '--no-cache', '--jobs', '2'),
  ]);
  onProgress('2,000 and 20,000 files');
  const growth = await alternate(repeat, [
    check('2,000 files', small, '--no-cache', '--jobs', '1'),
    check('20,000 files', large, '--no-cache', '--jobs', '1'),
  ]);
  onProgress('pyright');
  const multiprocessing = join(stdlib, 'multiprocessing');
  const onPackage = await alternate(repeat, [
    check('check', multiprocessing, '--no-cache', '--jobs', '1'),
    { name: 'pyright', args: [join(peers, 'node_modules/pyright/index.js'), multiprocessing] },
  ]);
  onProgress('pyflakes and pylint');
  const beside = await pythonLinterRows(concurrentPackages(stdlib, folder), { repeat, onMissing });
  return [
    ratio('check, standard library / bare parse', '≤ 0.45', 'cpuMs', onStdlib, ['check', 'bare parse']),
    ratio('check, standard library, 2 jobs / bare parse', '≤ 0.27', 'wallMs', onStdlib, [
      'check, 2 jobs',
      'bare parse',
    ]),
    ratio('check, sparse tree, 2 jobs / bare parse', '≤ 0.10', 'wallMs', onSparse, [
      'check, 2 jobs',
      'bare parse',
    ]),
    ratio('check, standard library / ruff', '≤ 0.4', 'cpuMs', onStdlib, ['check', 'ruff (wasm)']),
    ...beside,
    ratio('check, multiprocessing / pyright', '≤ 0.04', 'cpuMs', onPackage, ['check', 'pyright']),
    ratio('check --no-scan / bare parse', '≤ 1.25', 'cpuMs', onStdlib, ['check --no-scan', 'bare parse']),
    ratio('growth, 10 times the files', '≤ 11', 'cpuMs', growth, ['20,000 files', '2,000 files']),
    {
      name: 'memory of check, 20,000 files',
      value: median((growth.get('20,000 files') ?? []).map(({ memoryMb }) => memoryMb)),
      unit: 'MB',
      goal: '≤ 200',
    },
    ratio('second run with cache / first', '≤ 0.2', 'cpuMs', onStdlib, ['second run', 'first run']),
  ];
}
