/** Target Python: `python-version`, `requires-python`, and whether the target has a GIL at all. */
import type { Config, PythonVersion } from '../model/config';

/** The newest minor version that `requires-python` is tried against; anything above it is the same Python to us. */
const NEWEST_MINOR = 30;

/** First version with a free-threaded build. */
const FIRST_FREE_THREADED_MINOR = 13;

/** `"3.13"`, `"3.14t"` (free-threaded) or `"3.13.2"`; the message says what is wrong with anything else. */
export function parsePythonVersion(text: string): { version: PythonVersion } | { problem: string } {
  const match = /^3\.(\d{1,2})(?:\.\d+)?(t?)$/.exec(text.trim());
  if (match === null) {
    return { problem: `expected a Python version such as "3.13" or "3.14t", found ${JSON.stringify(text)}` };
  }
  const minor = Number(match[1]);
  if (match[2] !== 't') return { version: { major: 3, minor } };
  if (minor < FIRST_FREE_THREADED_MINOR) {
    return { problem: `Python 3.${minor} has no free-threaded build; "3.13t" is the first` };
  }
  return { version: { major: 3, minor, freeThreaded: true } };
}

/** `3.13`, `3.14t`. */
export function formatPythonVersion(version: PythonVersion): string {
  return `${version.major}.${version.minor}${version.freeThreaded === true ? 't' : ''}`;
}

/** Whether the target runs one thread of Python code at a time. `gil` decides, unless it is `auto`. */
export function hasGil(config: Pick<Config, 'gil' | 'pythonVersion'>): boolean {
  switch (config.gil) {
    case 'on':
      return true;
    case 'off':
      return false;
    case 'auto':
      return config.pythonVersion.freeThreaded !== true;
  }
}

/** `concurrent.futures.InterpreterPoolExecutor` came with Python 3.14. */
export function hasInterpreterPools({ major, minor }: PythonVersion): boolean {
  return major > 3 || (major === 3 && minor >= 14);
}

/**
 * The lowest Python 3 that a `requires-python` specifier (PEP 440: `>=3.9,<4`, `~=3.10`, `==3.12.*`) lets in.
 * Undefined where it names no lower bound or nothing satisfies it.
 */
export function lowestPython(specifier: string): PythonVersion | undefined {
  const clauses = specifier.split(',').map((clause) => CLAUSE.exec(clause.trim()));
  const parsed: Clause[] = [];
  for (const clause of clauses) {
    if (clause === null) return undefined;
    const [, operator = '', major = '', minor, wildcard] = clause;
    parsed.push({
      operator,
      major: Number(major),
      minor: minor === undefined ? undefined : Number(minor),
      wildcard,
    });
  }
  if (!parsed.some((clause) => ['>=', '>', '~=', '==', '==='].includes(clause.operator))) return undefined;
  for (let minor = 0; minor <= NEWEST_MINOR; minor++) {
    if (parsed.every((clause) => admits(clause, minor))) return { major: 3, minor };
  }
  return undefined;
}

const CLAUSE = /^(===|==|~=|!=|>=|<=|>|<)\s*(\d+)(?:\.(\d+))?(\.\d+)*(?:\.\*)?[a-z0-9.+-]*$/;

interface Clause {
  readonly operator: string;
  readonly major: number;
  readonly minor: number | undefined;
  /** A third part of the version, `.2` in `3.12.2`. */
  readonly wildcard: string | undefined;
}

/** Whether some release of 3.`minor` satisfies the clause: patch releases count as their minor version. */
function admits(clause: Clause, minor: number): boolean {
  const difference = 3 - clause.major || minor - (clause.minor ?? 0);
  switch (clause.operator) {
    case '>=':
      return difference >= 0;
    case '>':
      // `>3.8.1` lets 3.8.2 in, `>3.8` begins with 3.9 for people, whatever PEP 440 says of 3.8.1.
      return clause.wildcard === undefined ? difference > 0 : difference >= 0;
    case '<=':
      return difference <= 0;
    case '<':
      return clause.wildcard === undefined ? difference < 0 : difference <= 0;
    case '~=':
      // `~=3.10` lets every later 3.x in, `~=3.10.2` only 3.10.
      return clause.major === 3 && (clause.wildcard === undefined ? difference >= 0 : difference === 0);
    case '!=':
      return clause.wildcard !== undefined || clause.minor === undefined || difference !== 0;
    default:
      return clause.major === 3 && (clause.minor === undefined || difference === 0);
  }
}
