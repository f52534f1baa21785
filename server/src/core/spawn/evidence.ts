/** The chain from a spawn site's target down to where most of its time goes, one place a step. */
import type { Segment, Trips, WorkProfile } from '../model/profile';
import type { Evidence, Verdict } from '../model/site';
import { weightFor } from './verdict';

const LONGEST_CHAIN = 8;

/** `gil`: whether the target Python has one; without it nothing is held or released. */
export function evidenceOf(profile: WorkProfile, verdict: Verdict, gil: boolean): readonly Evidence[] {
  const chain: Evidence[] = [];
  let segments = profile.body;
  while (chain.length < LONGEST_CHAIN) {
    const heaviest = heaviestOf(segments, verdict);
    if (heaviest === undefined) break;
    const message = describe(heaviest, gil);
    if (message !== undefined) chain.push({ at: heaviest.at, message });
    const inner = insideOf(heaviest, verdict);
    if (inner === undefined) break;
    segments = inner;
  }
  return chain;
}

function heaviestOf(segments: readonly Segment[], verdict: Verdict): Segment | undefined {
  let heaviest: Segment | undefined;
  let most = 0;
  for (const segment of segments) {
    const weight = weightFor(verdict, segment);
    if (weight > most) {
      most = weight;
      heaviest = segment;
    }
  }
  return heaviest;
}

function insideOf(segment: Segment, verdict: Verdict): readonly Segment[] | undefined {
  switch (segment.kind) {
    case 'loop':
    case 'guard':
    case 'await':
      return segment.body;
    case 'branch':
      return [...segment.arms].sort((a, b) => armWeight(b.body, verdict) - armWeight(a.body, verdict))[0]
        ?.body;
    case 'call':
      return segment.profile.body;
    case 'hold':
    case 'native':
    case 'io':
    case 'wait':
    case 'unknown':
    case 'spawn':
      return undefined;
  }
}

function armWeight(body: readonly Segment[], verdict: Verdict): number {
  return body.reduce((sum, segment) => sum + weightFor(verdict, segment), 0);
}

function describe(segment: Segment, gil: boolean): string | undefined {
  const released = gil ? ' with the GIL released' : '';
  switch (segment.kind) {
    case 'hold':
      if (!gil)
        return segment.preemptible ? 'Python code computes here' : `\`${segment.what}\` computes in C`;
      return segment.preemptible
        ? 'Python code holds the GIL here'
        : `\`${segment.what}\` holds the GIL until it returns`;
    case 'native':
      return `\`${segment.what}\` computes${gil ? released : ' in native code'}`;
    case 'io':
      return `\`${segment.what}\` waits for ${segment.medium === 'other' ? 'input or output' : MEDIA[segment.medium]}${released}`;
    case 'wait':
      return `\`${segment.what}\` waits${released}`;
    case 'guard':
      return `holds \`${segment.resource}\``;
    case 'loop':
      return loopSentence(segment.trips);
    case 'call':
      return `calls \`${segment.what}\``;
    case 'unknown':
      return `nothing is known of \`${segment.what}\``;
    case 'branch':
    case 'await':
    case 'spawn':
      return undefined;
  }
}

const MEDIA = { disk: 'the disk', network: 'the network', process: 'another process' } as const;

function loopSentence(trips: Trips): string {
  if (trips.forever === true) return 'loop without end';
  if (trips.basis === 'unknown' || trips.basis === 'assumed')
    return 'loop of a length that the code does not tell';
  return `loop of about ${approximate(trips.count.mid)} rounds`;
}

/** Two significant digits with thousands separators. */
function approximate(count: number): string {
  if (count < 100) return String(Math.round(count));
  const magnitude = 10 ** (Math.floor(Math.log10(count)) - 1);
  return String(Math.round(count / magnitude) * magnitude).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
