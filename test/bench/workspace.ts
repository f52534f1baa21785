/** What `gilscope check` takes on whole trees, beside a bare parse of the same files and other tools. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tasks/setup.mjs';
import { generatedProject, standardLibrary } from './corpora';
import { alternate, type Program } from './processes';
import type { Row } from './row';

const CLI = join(root, 'dist/cli.js');
const PROGRAMS = join(root, 'test/bench/programs');

export interface WorkspaceOptions {
  /** Folder for the corpora. */
  readonly folder: string;
  readonly repeat: number;
  /** Folder with the installed peers. */
  readonly peers: string;
  readonly onProgress: (what: string) => void;
}

function check(name: string, tree: string, ...options: readonly string[]): Program {
  return { name, args: [CLI, 'check', tree, '--exit-zero', '--quiet', ...options] };
}

function bareParse(tree: string): Program {
  return { name: 'bare parse', args: [join(PROGRAMS, 'bareParse.mjs'), tree] };
}

/** Ratios of medians. One job is judged by processor time, which other programs disturb less; several by wall time. */
function ratio(
  name: string,
  goal: string,
  measure: 'cpuMs' | 'wallMs',
  usages: Awaited<ReturnType<typeof alternate>>,
  [ours, theirs]: readonly [string, string],
): Row {
  const value = usages.get(ours)?.[measure] ?? Number.NaN;
  const other = usages.get(theirs)?.[measure] ?? Number.NaN;
  return { name, value: value / other, unit: '×', goal, from: { [ours]: value, [theirs]: other } };
}

export async function workspaceRows(options: WorkspaceOptions): Promise<Row[]> {
  const { folder, repeat, peers, onProgress } = options;
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
  const growth = await alternate(Math.min(repeat, 5), [
    check('2,000 files', small, '--no-cache', '--jobs', '1'),
    check('20,000 files', large, '--no-cache', '--jobs', '1'),
  ]);
  onProgress('pyright');
  const multiprocessing = join(stdlib, 'multiprocessing');
  const onPackage = await alternate(Math.min(repeat, 3), [
    check('check', multiprocessing, '--no-cache', '--jobs', '1'),
    { name: 'pyright', args: [join(peers, 'node_modules/pyright/index.js'), multiprocessing] },
  ]);
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
    ratio('check, multiprocessing / pyright', '≤ 0.04', 'cpuMs', onPackage, ['check', 'pyright']),
    ratio('check --no-scan / bare parse', '≤ 1.25', 'cpuMs', onStdlib, ['check --no-scan', 'bare parse']),
    ratio('growth, 10 times the files', '≤ 11', 'cpuMs', growth, ['20,000 files', '2,000 files']),
    {
      name: 'memory of check, 20,000 files',
      value: growth.get('20,000 files')?.memoryMb ?? Number.NaN,
      unit: 'MB',
      goal: '≤ 200',
    },
    ratio('second run with cache / first', '≤ 0.2', 'cpuMs', onStdlib, ['second run', 'first run']),
  ];
}
