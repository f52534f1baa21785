/** "Did you mean …?": the nearest of a few known words, for keys, rule codes and directives that do not exist. */
import { editDistance } from '../base/editDistance';

/** The candidate nearest to `word`, or undefined where none is near enough to be a likely slip of the fingers. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `; did you mean "select"?`, or nothing. Goes at the end of a message. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const candidate = nearest(word, candidates);
  return candidate === undefined ? '' : `; did you mean "${candidate}"?`;
}
