/**
 * Globs of `exclude` and `per-file-ignores`. A glob is made absolute where it is read, with the folder of its
 * configuration file, so that globs of several files can stand in one list. Paths have `/` on every platform.
 */
import picomatch from 'picomatch/posix';

/**
 * Folders that hold no code of the project: never entered, unless named outright. Ruff's defaults without `venv`, which
 * is also a package of the standard library; virtual environments are known by their `pyvenv.cfg`.
 */
export const DEFAULT_EXCLUDE: readonly string[] = [
  '.bzr',
  '.direnv',
  '.eggs',
  '.git',
  '.git-rewrite',
  '.hg',
  '.ipynb_checkpoints',
  '.mypy_cache',
  '.nox',
  '.pants.d',
  '.pyenv',
  '.pytest_cache',
  '.pytype',
  '.ruff_cache',
  '.svn',
  '.tox',
  '.venv',
  '.vscode',
  '__pycache__',
  '__pypackages__',
  '_build',
  'buck-out',
  'build',
  'dist',
  'node_modules',
  'site-packages',
];

/**
 * The glob as seen from anywhere: one without a slash matches at any depth below `folder`, one with a slash starts at
 * `folder`. A leading `!` turns the match round.
 */
export function absoluteGlob(glob: string, folder: string): string {
  if (glob.startsWith('!')) return `!${absoluteGlob(glob.slice(1), folder)}`;
  const pattern = glob.replace(/^\.\//, '').replace(/\/+$/, '');
  if (pattern.startsWith('/') || /^[A-Za-z]:\//.test(pattern)) return pattern;
  const base = escapeGlob(folder.replace(/\/+$/, ''));
  return pattern.includes('/') ? `${base}/${pattern}` : `${base}/**/${pattern}`;
}

/** Compiles globs to one test: does any of them match this absolute path? */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const tests = globs.map((glob) => {
    const negated = glob.startsWith('!');
    const matches = picomatch(negated ? glob.slice(1) : glob, { dot: true });
    return (path: string) => matches(path) !== negated;
  });
  return (path) => tests.some((test) => test(path));
}

/** Like `globMatcher`, but a match of any folder above the path counts, too: for files that no walk has led to. */
export function globMatcherWithFolders(globs: readonly string[]): (path: string) => boolean {
  const matches = globMatcher(globs);
  return (path) => {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (matches(path.slice(0, end))) return true;
    }
    return false;
  };
}

/** Why a glob cannot be used, or undefined. */
export function globProblem(glob: string): string | undefined {
  if (glob.trim() === '') return 'it is empty';
  try {
    picomatch(glob, { dot: true });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function escapeGlob(folder: string): string {
  return folder.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');
}
