/** The difference between two versions of a text as one edit. */

/** `start` to `oldEnd` of the old text has become `start` to `newEnd` of the new one; the rest is the same. */
export interface TextEdit {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** Compared at once: as long as both are the same, this is a comparison of memory. */
const CHUNK = 4096;

/** The smallest edit that makes `after` of `before`, undefined where they are equal. */
export function editBetween(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start + CHUNK <= shorter && before.slice(start, start + CHUNK) === after.slice(start, start + CHUNK))
    start += CHUNK;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;

  const longest = shorter - start;
  const beforeTail = (from: number, to: number): string =>
    before.slice(before.length - from, before.length - to);
  const afterTail = (from: number, to: number): string => after.slice(after.length - from, after.length - to);
  let same = 0;
  while (same + CHUNK <= longest && beforeTail(same + CHUNK, same) === afterTail(same + CHUNK, same))
    same += CHUNK;
  while (
    same < longest &&
    before.charCodeAt(before.length - same - 1) === after.charCodeAt(after.length - same - 1)
  )
    same++;
  return { start, oldEnd: before.length - same, newEnd: after.length - same };
}
