/**
 * Runs the program whose starter stands beside it (`cli.js` starts `cli.program.js`) from its code cache, in the starter's
 * place: its threads start as this process did.
 */
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';
import { userCacheFolder } from './cacheFolder';
import { compileCached } from './codeCache';

/** What threads know the flags of V8 by. */
const FLAGS = 'gilscope.flags';

/** What Node hands to a module. */
export interface Starter {
  readonly module: NodeJS.Module;
  readonly require: NodeJS.Require;
  readonly filename: string;
  readonly folder: string;
}

type Program = (
  this: unknown,
  exports: unknown,
  require: NodeJS.Require,
  module: NodeJS.Module,
  filename: string,
  folder: string,
) => void;

/** `ownFlags` of V8 are set before; threads have those of the main one. */
export function runProgram(
  { module, require, filename, folder }: Starter,
  ownFlags: readonly string[] = [],
): void {
  const flags = isMainThread ? ownFlags : (getEnvironmentData(FLAGS) as readonly string[]);
  if (isMainThread) {
    // Node and Electron start V8 with `--no-freeze-flags-after-init`, so that this is possible.
    for (const flag of flags) setFlagsFromString(flag);
    setEnvironmentData(FLAGS, [...flags]);
  }
  const file = filename.replace(/\.js$/, '.program.js');
  const cacheFolder = codeFolder();
  const run = (
    cacheFolder === undefined ? compile(file) : compileKept(file, cacheFolder, flags)
  ).runInThisContext() as Program;
  run.call(module.exports, module.exports, require, module, filename, folder);
}

/** Undefined where nothing is to be kept, or there is no place for it. */
function codeFolder(): string | undefined {
  if (process.argv.includes('--no-cache') || process.env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  try {
    const folder = userCacheFolder();
    return isAbsolute(folder) ? join(folder, 'code') : undefined;
  } catch {
    // A user without a home.
    return undefined;
  }
}

function compile(file: string): Script {
  return new Script(readFileSync(file, 'utf8'), { filename: file });
}

/** How long nothing must have happened. */
const IDLE_MS = 2000;
/** What timers and looking at it take themselves. */
const MOST_BUSY = 0.02;
/** Timers cannot wait for longer than 24 days. */
const LONGEST_WAIT_MS = 86_400_000;

/** Saves at the end of the process, or before where it lasts and has nothing to do. */
function compileKept(file: string, cacheFolder: string, flags: readonly string[]): Script {
  const { script, dueMs, save } = compileCached(file, cacheFolder, flags);
  const waitMs = (): number => Math.max(0, dueMs() - Date.now());
  const saveIfDue = (): void => {
    if (waitMs() === 0) save();
  };
  const saveWhenIdle = (): void => {
    after(Math.min(waitMs(), LONGEST_WAIT_MS), () => {
      const before = performance.eventLoopUtilization();
      after(IDLE_MS, () => {
        if (performance.eventLoopUtilization(before).utilization <= MOST_BUSY) saveIfDue();
        saveWhenIdle();
      });
    });
  };
  if (isMainThread) {
    process.once('exit', saveIfDue);
    saveWhenIdle();
  }
  return script;
}

function after(milliseconds: number, callback: () => void): void {
  setTimeout(callback, milliseconds).unref();
}
