/**
 * What CPython versions do differently, as parameters of the simulator. Each difference names where CPython decides it;
 * docs/simulator.md says what was measured.
 */
import { unreachable } from '../base/assert';
import { parsePythonVersion } from '../config/pythonVersion';
import type { PythonVersion } from '../model/config';
import type { Scenario, StartMethod } from '../model/scenario';
import { DEFAULT_PARAMETERS, type SimParameters } from '../model/simParameters';

/** The parameters of a scenario, from its Python and its start method. */
export function parametersOf(scenario: Pick<Scenario, 'pythonVersion' | 'startMethod'>): SimParameters {
  return parametersFor(versionOf(scenario), scenario.startMethod);
}

/** The scenario's Python; undefined where it names none. */
export function versionOf({ pythonVersion }: Pick<Scenario, 'pythonVersion'>): PythonVersion | undefined {
  const parsed = pythonVersion === undefined ? undefined : parsePythonVersion(pythonVersion);
  return parsed && 'version' in parsed ? parsed.version : undefined;
}

/** As `parametersOf`; without a version, what holds for CPython 3.11 to 3.13 on Linux. */
export function parametersFor(version: PythonVersion | undefined, startMethod?: StartMethod): SimParameters {
  return {
    ...DEFAULT_PARAMETERS,
    ...startParameters(startMethod ?? (version ? defaultStartMethod(version) : 'fork')),
    ...(version && versionParameters(version)),
  };
}

/**
 * On Linux. Lib/multiprocessing/context.py: `fork` until 3.13, `forkserver` from 3.14 on (gh-84559). macOS has had
 * `spawn` since 3.8 (bpo-33725), Windows always.
 */
export function defaultStartMethod(version: PythonVersion): StartMethod {
  return isAtLeast(version, 14) ? 'forkserver' : 'fork';
}

/** `--disable-gil` (PEP 703) came with 3.13. */
export function hasFreeThreadedBuild(version: PythonVersion): boolean {
  return isAtLeast(version, 13);
}

function isAtLeast({ major, minor }: PythonVersion, wanted: number): boolean {
  return major > 3 || (major === 3 && minor >= wanted);
}

type Differences = Partial<SimParameters>;

function versionParameters(version: PythonVersion): Differences {
  return {
    // Modules/gcmodule.c, Include/internal/pycore_runtime_init.h: thresholds 700, 10, 10 until 3.12, then 2000, 10, 10.
    objectsPerFullCollection: (isAtLeast(version, 13) ? 2000 : 700) * 10 * 10,
    // Python/lock.c: `TIME_TO_BE_FAIR_NS`, for locks that are `PyMutex`. `threading.Lock` is one since 3.13.1 and 3.14
    // (20242a437c, fca552993d); before, it was a semaphore of the system.
    lockHandOffNs: isAtLeast(version, 13) ? 1e6 : Infinity,
    // Doc/howto/free-threading-python.rst: 40 % for 3.13 (no specialising interpreter), 1 to 8 % for 3.14.
    freeThreadedCost: isAtLeast(version, 14) ? 1.08 : 1.4,
  };
}

const MILLISECOND = 1e6;

/**
 * Measured on CPython 3.11.7 and 3.13.0, Linux, 2-core virtual machine. All but `fork` first start another Python that
 * tracks semaphores (Lib/multiprocessing/resource_tracker.py); what the program imports comes on top.
 */
function startParameters(startMethod: StartMethod): Differences {
  switch (startMethod) {
    case 'fork':
      return {};
    case 'forkserver':
      // A server of its own is started first; it forks workers that have to import the program.
      return {
        processesOnDemand: true,
        resourceTrackerNs: 40 * MILLISECOND,
        forkServerStartNs: 40 * MILLISECOND,
        processForkNs: 1.5 * MILLISECOND,
        processStartNs: 6 * MILLISECOND,
      };
    case 'spawn':
      // A new Python each, which imports `multiprocessing` and the program.
      return {
        processesOnDemand: true,
        resourceTrackerNs: 40 * MILLISECOND,
        processForkNs: 0.9 * MILLISECOND,
        processStartNs: 38 * MILLISECOND,
      };
    default:
      return unreachable(startMethod);
  }
}
