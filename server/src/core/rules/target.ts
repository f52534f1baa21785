/** What the target Python of a file can do, as far as advice depends on it. */
import type { Config, PythonVersion } from '../model/config';

/** False for a free-threaded build, where threads do run Python code at the same time. */
export function hasGil(config: Config): boolean {
  return config.gil === 'on' || (config.gil === 'auto' && config.pythonVersion.freeThreaded !== true);
}

/** `concurrent.futures.InterpreterPoolExecutor` came with Python 3.14. */
export function hasInterpreterPools(version: PythonVersion): boolean {
  return version.major > 3 || (version.major === 3 && version.minor >= 14);
}
