/** Words without which code starts no concurrent work and does not spin; docs/architecture.md states the invariant. */

/** Every way to start work has one of these words in its call. Left out: what only reads alike and starts nothing. */
export const SPAWN_WORDS =
  /Thread(?!ing)|Timer(?!Handle)|start_new(?!_session)|Process(?!ing|or|\w*Error)|Pool|Executor|(?<!default_)executor|submit|apply_async|\bimap(?:_unordered)?\b|\bstarmap|to_thread|run_sync|run_in_(?:executor|thread)|sync_to_async|thread_map|process_map|\bParallel\b|\.map\(|\.map_async\(/;

/** Words of files that may run event loops, and of functions that hand them coroutines. */
export const LOOP_SOURCES = /\b(?:asyncio|anyio|trio)\b/;
export const LOOP_WORDS =
  /\b(?:gather|create_task|ensure_future|as_completed|run_until_complete|run_coroutine_threadsafe)\b|\b(?:asyncio|anyio|trio|runner)\.(?:run|wait)\b|(?<![.\w])(?:run|wait)\s*\(/;

/** Starting an object, maybe of an imported class. Threads are started without arguments; `match.start(1)` is no thread. */
export const START_WORDS = /\.start\s*\(\s*\)/;

/** The beginning of a loop that may be a busy wait. */
export const BUSY_WORDS = /\bwhile\b[^\n]*:\s*(?:#[^\n]*)?\s*(?:pass|continue|\.\.\.|(?:\w+\.)?sleep\s*\()/;
