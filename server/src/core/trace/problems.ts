/** Counts parts of a trace that cannot be read, and remembers where the first one is. */

export interface Unreadable {
  add(place: string, reason: string): void;
  /** `3 events could not be read; the first is traceEvents[12]: "ts" is no number.` */
  notes(what: string): readonly string[];
}

export function createUnreadable(): Unreadable {
  let count = 0;
  let first = '';
  return {
    add(place, reason) {
      if (count === 0) first = `${place}: ${reason}`;
      count++;
    },
    notes(what) {
      if (count === 0) return [];
      return count === 1
        ? [`One ${what} could not be read: ${first}.`]
        : [`${count} ${what}s could not be read; the first is ${first}.`];
    },
  };
}
