/** Where the system wants programs to keep what they can make again. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Absolute, or as the environment has it; nothing is made there. */
export function userCacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32' && LOCALAPPDATA !== undefined)
    return join(LOCALAPPDATA, 'gilscope', 'cache');
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'gilscope');
}
