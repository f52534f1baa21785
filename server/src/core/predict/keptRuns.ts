/**
 * What simulations came to, kept for the next analysis: most edits leave the tasks of most sites as they were, and a
 * simulation is the dearest part of a prediction.
 */

export interface KeptRuns {
  /** What `run` gives, or has given for the same key. */
  secondsOf(key: string, run: () => number | undefined): number | undefined;
}

/** Characters of all keys together. */
const KEPT_CHARACTERS = 500_000;

export function createKeptRuns(): KeptRuns {
  /** Least recently asked for first. */
  const known = new Map<string, number | undefined>();
  let characters = 0;
  return {
    secondsOf(key, run) {
      const isKnown = known.has(key);
      const seconds = isKnown ? known.get(key) : run();
      if (!isKnown) characters += key.length;
      known.delete(key);
      known.set(key, seconds);
      for (const oldest of known.keys()) {
        if (characters <= KEPT_CHARACTERS) break;
        known.delete(oldest);
        characters -= oldest.length;
      }
      return seconds;
    },
  };
}
