/**
 * Bounds guesses by what programs do: guesses inside guesses would soon claim years. A loop whose rounds take long is
 * taken to have fewer of them.
 */
import type { Segment, Trips } from '../model/profile';
import { midSeconds, totalsOf } from '../profile/totals';

/** Seconds that a loop of guessed length is taken to run at most, if two rounds do not last longer. */
const LONGEST_GUESS = 10;
const FEWEST_ROUNDS = 2;

/** `trips` as it is where the code tells, or where the loop is endless; else at most as many as last `LONGEST_GUESS`. */
export function plausibleTrips(trips: Trips, body: readonly Segment[]): Trips {
  if (trips.basis !== 'unknown' || trips.forever === true) return trips;
  const { low, mid, high } = trips.count;
  const most = Math.max(FEWEST_ROUNDS, Math.round(LONGEST_GUESS / midSeconds(totalsOf(body))));
  if (!(mid > most)) return trips;
  return { ...trips, count: { low, mid: most, high: Math.max(most, high * (most / mid)) } };
}
