/** Calls by which code on an event loop hands a function to a thread. They have a rule of their own. */
import type { SpawnSite } from '../model/site';

/** Ends of dotted names; frameworks offer the same function under several paths. */
const HAND_OFFS = [
  'to_thread',
  'run_in_executor',
  'to_thread.run_sync',
  'run_in_threadpool',
  'sync_to_async',
];

/** True for `asyncio.to_thread`, `loop.run_in_executor`, `anyio.to_thread.run_sync` and their like. */
export function isLoopHandOff(site: SpawnSite): boolean {
  return HAND_OFFS.some((name) => site.api === name || site.api.endsWith(`.${name}`));
}
