/** The stable text form of a work profile: for tests, for "Show Work Profile" and for bug reports. */
import { digits, duration, durationRange } from '../base/duration';
import type { Segment, Totals, WorkProfile } from '../model/profile';

/** Calls nested deeper than this are only named. */
const DEPTH = 12;

export function printProfile(profile: WorkProfile): string {
  const lines = [
    `${profile.name}  ${profile.at.path}:${profile.at.line}`,
    `  ${printTotals(profile.totals)}`,
  ];
  if (profile.endless) lines.push('  does not end by itself');
  lines.push(...printBody(profile.body, 1, profile.at.path));
  if (profile.assumptions.length > 0) {
    lines.push('  assumed:');
    for (const { sentence, value } of profile.assumptions) {
      lines.push(`    ${sentence} (${count(value.low)} to ${count(value.high)})`);
    }
  }
  return `${lines.join('\n')}\n`;
}

export function printTotals(totals: Totals): string {
  const parts: string[] = [];
  for (const kind of ['held', 'native', 'io', 'wait'] as const) {
    const part = totals[kind];
    if (part.high > 0) parts.push(`${kind} ${duration(part.mid)} (${durationRange(part.low, part.high)})`);
  }
  if (totals.unknownCalls.high > 0) parts.push(`unknown calls ${count(totals.unknownCalls.mid)}`);
  return parts.length === 0 ? 'no work' : parts.join(', ');
}

function printBody(segments: readonly Segment[], depth: number, path: string): string[] {
  const indent = '  '.repeat(depth);
  return segments.flatMap((segment) => {
    const where =
      segment.at.path === path ? `line ${segment.at.line}` : `${segment.at.path}:${segment.at.line}`;
    const line = (text: string): string => `${indent}${text}  ${where}`;
    const nested = (body: readonly Segment[]): string[] => printBody(body, depth + 1, path);
    switch (segment.kind) {
      case 'hold':
        return [
          line(
            `hold ${duration(segment.seconds.mid)}  ${segment.what}${segment.preemptible ? '' : ' (one C call)'}`,
          ),
        ];
      case 'native':
        return [line(`native ${duration(segment.seconds.mid)}  ${segment.what}`)];
      case 'io':
        return [line(`io ${duration(segment.seconds.mid)}  ${segment.what} (${segment.medium})`)];
      case 'wait':
        return [
          line(
            `wait ${segment.bounded ? duration(segment.seconds.mid) : 'unbounded'}  ${segment.what} (${segment.how})`,
          ),
        ];
      case 'guard':
        return [line(`guard ${segment.resource}`), ...nested(segment.body)];
      case 'loop':
        return [line(`loop ${trips(segment)}`), ...nested(segment.body)];
      case 'branch':
        return segment.arms.flatMap((arm) => [
          line(`branch ${Math.round(arm.weight * 100)} %`),
          ...nested(arm.body),
        ]);
      case 'call': {
        const times = segment.times.mid === 1 ? '' : ` x ${count(segment.times.mid)}`;
        return [
          line(`call ${segment.what}${times}`),
          ...(depth < DEPTH ? printBody(segment.profile.body, depth + 1, segment.profile.at.path) : []),
        ];
      }
      case 'unknown':
        return [line(`unknown ${segment.what}`)];
      case 'spawn':
        return [line(`spawn ${segment.what}`)];
      case 'await':
        return [line('await'), ...nested(segment.body)];
    }
  });
}

function trips({ trips: { count: rounds, basis, forever } }: Segment & { kind: 'loop' }): string {
  return forever === true ? 'without end' : `x ${count(rounds.mid)} (${basis})`;
}

/** A number of rounds or calls: at most two significant digits, a million and more as `2.5e6`. */
export function count(value: number): string {
  if (Math.abs(value) < 1e6) return digits(value);
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  return `${digits(value / 10 ** magnitude)}e${magnitude}`;
}
