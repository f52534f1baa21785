/** Words without which code starts no concurrent work and does not spin; docs/architecture.md states the invariant. */

/** Every way to start work has one of these words in its call. */
export const SPAWN_WORDS =
  /Thread|Timer|start_new|Process|Pool|Executor|executor|submit|apply_async|imap|starmap|to_thread|run_sync|run_in_|sync_to_async|thread_map|process_map|Parallel|\.map\(|\.map_async\(/;

/** Starting an object, maybe of an imported class. */
export const START_WORDS = /\.start\s*\(/;

/** The beginning of a loop that may be a busy wait. */
export const BUSY_WORDS = /\bwhile\b[^\n]*:\s*(?:#[^\n]*)?\s*(?:pass|continue|\.\.\.|(?:\w+\.)?sleep\s*\()/;
