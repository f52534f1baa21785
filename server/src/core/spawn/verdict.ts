/**
 * The verdict on a target: what its time goes to, and how sure we are. Thresholds are those of docs/cost-model.md; the
 * words are those of the `sites` output.
 */
import type { Segment, Totals, WorkProfile } from '../model/profile';
import type { Confidence, Verdict } from '../model/site';
import { readSigns, type Signs } from './signs';
import { midSeconds, segmentTotals } from '../profile/totals';

/** Less work than this in all is not worth a word: starting a thread and switching to it costs as much. */
export const TRIVIAL_SECONDS = 0.01;

/** Tasks shorter than this are mostly the price of handing them over, however many they are. */
const SMALL_TASK = 0.001;

/** A wait shorter than this is the price of a call, like starting a thread. */
const SHORT_WAIT = 0.001;

/** Native work that may take this many times as long as what holds the GIL is the open end of a target. */
const OPEN_NATIVE = 10;

/** A kind of work with at least this share is part of a mixed verdict. */
const MIXED_SHARE = 0.25;
/** Seconds that a call of unknown code may well take. */
const UNKNOWN_CALL = 0.001;
/** Unknown calls that may make up this part of the known work are a reason for doubt. */
const MATTERS = 0.1;
/** Shares that differ by less are as good as equal. */
const NEARLY = 0.9;
/** A share that leaves no doubt. */
const CLEAR_SHARE = 0.8;

export interface Judgement {
  readonly verdict: Verdict;
  readonly confidence: Confidence;
}

/** The verdict on one of `tasks` calls of a target. */
export function judge(profile: WorkProfile, tasks: number): Judgement {
  const { totals } = profile;
  const signs = readSigns(profile);
  const total = midSeconds(totals);
  if (signs.opensWait) return judgeService(profile, signs);
  const matters = profile.endless || (total >= SMALL_TASK && total * tasks >= TRIVIAL_SECONDS);
  if (!matters) return judgeSmall(totals, signs);
  return judgeShares(totals, signs, profile.endless);
}

/** A worker that waits for a queue or an event: idle, unless each round clearly computes for longer than that. */
function judgeService(profile: WorkProfile, signs: Signs): Judgement {
  const { totals } = profile;
  const waiting = totals.wait.mid + totals.io.mid;
  if (totals.held.mid > waiting && !signs.guessedLoops) return { verdict: 'cpu', confidence: 'medium' };
  if (totals.native.mid > waiting) return { verdict: 'native', confidence: 'low' };
  if (signs.unknownCalls > 0 && !profile.endless) return { verdict: 'wait', confidence: 'medium' };
  return { verdict: 'wait', confidence: signs.unknownCalls > 0 ? 'medium' : 'high' };
}

/** Work below the threshold: trivial, unless what little there is blocks, or calls code that nobody knows. */
function judgeSmall(totals: Totals, signs: Signs): Judgement {
  const sure: Confidence = signs.unknownCalls >= 0.5 ? 'low' : 'high';
  if (signs.outside > totals.held.mid && signs.outside > totals.native.mid)
    return { verdict: 'io', confidence: sure };
  if (totals.wait.mid >= SHORT_WAIT && totals.wait.mid > totals.held.mid)
    return { verdict: 'wait', confidence: sure };
  if (signs.unknownCalls >= 0.5) return { verdict: 'unknown', confidence: 'low' };
  if (signs.guessedLoops && totals.held.high >= 1) {
    // How long depends on data we do not see; that it computes is certain.
    return { verdict: 'cpu', confidence: 'low' };
  }
  // How long depends on arrays and files we do not see; Python code around them stays as short as it is.
  const isOpen = totals.native.mid > totals.held.mid || totals.native.high > OPEN_NATIVE * totals.held.high;
  if (isOpen && totals.native.high > 0.1) return { verdict: 'native', confidence: 'low' };
  return {
    verdict: 'trivial',
    confidence: signs.guessedLoops ? 'low' : totals.held.high < 0.05 ? 'high' : 'medium',
  };
}

function judgeShares(totals: Totals, signs: Signs, endless: boolean): Judgement {
  const total = midSeconds(totals);
  if (total === 0) {
    return signs.unknownCalls > 0
      ? { verdict: 'unknown', confidence: 'low' }
      : { verdict: 'cpu', confidence: 'low' };
  }
  const share = {
    cpu: totals.held.mid / total,
    native: totals.native.mid / total,
    io: totals.io.mid / total,
    wait: totals.wait.mid / total,
  };
  const outside = share.io + share.wait;
  const ranked = (Object.keys(share) as (keyof typeof share)[]).sort((a, b) => share[b] - share[a]);
  // Half of the time is enough for threads to gain next to nothing: in doubt it is the GIL that counts.
  if (ranked[0] === 'native' && share.cpu >= NEARLY * share.native) ranked.unshift('cpu');
  const first = ranked[0] ?? 'cpu';
  const isMixed = share.cpu >= MIXED_SHARE && outside >= MIXED_SHARE;
  const verdict: Verdict = isMixed ? 'mixed' : first;
  return { verdict, confidence: confidenceOf(verdict, share[first], totals, signs, endless) };
}

function confidenceOf(
  verdict: Verdict,
  share: number,
  totals: Totals,
  signs: Signs,
  endless: boolean,
): Confidence {
  if (verdict === 'mixed') return 'low';
  // A loop of unknown code may do anything; beside much known work it does not matter what.
  const unknown = (signs.unknownCalls * UNKNOWN_CALL) / midSeconds(totals);
  if (verdict === 'cpu' && signs.unknownCalls >= 10 && unknown >= 1) return 'low';
  if (verdict === 'cpu' && signs.restsOnGuesses && !endless) return 'low';
  const doubts =
    (share < CLEAR_SHARE ? 1 : 0) +
    (signs.unknownCalls >= 0.5 && (verdict !== 'cpu' || unknown >= MATTERS) ? 1 : 0) +
    (verdict === 'cpu' && !endless && (signs.guessedLoops || totals.held.low < TRIVIAL_SECONDS / 10) ? 1 : 0);
  return doubts === 0 ? 'high' : doubts === 1 ? 'medium' : 'low';
}

/** Whether a segment has any part in a verdict, for evidence. */
export function weightFor(verdict: Verdict, segment: Segment): number {
  const totals = segmentTotals(segment);
  switch (verdict) {
    case 'cpu':
    case 'trivial':
      return totals.held.mid;
    case 'native':
      return totals.native.mid;
    case 'io':
      return totals.io.mid;
    case 'wait':
      return totals.wait.mid;
    case 'mixed':
      return totals.held.mid + totals.io.mid + totals.wait.mid;
    case 'unknown':
      return totals.unknownCalls.mid;
  }
}
