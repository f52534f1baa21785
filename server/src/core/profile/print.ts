/** The stable text form of a work profile: for tests, for "Show Work Profile" and for bug reports. */
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
    if (part.high > 0)
      parts.push(`${kind} ${seconds(part.mid)} (${seconds(part.low)} to ${seconds(part.high)})`);
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
            `hold ${seconds(segment.seconds.mid)}  ${segment.what}${segment.preemptible ? '' : ' (one C call)'}`,
          ),
        ];
      case 'native':
        return [line(`native ${seconds(segment.seconds.mid)}  ${segment.what}`)];
      case 'io':
        return [line(`io ${seconds(segment.seconds.mid)}  ${segment.what} (${segment.medium})`)];
      case 'wait':
        return [
          line(
            `wait ${segment.bounded ? seconds(segment.seconds.mid) : 'unbounded'}  ${segment.what} (${segment.how})`,
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

/** Two significant digits and a unit. */
export function seconds(value: number): string {
  if (value === 0) return '0 s';
  const [scaled, unit] =
    value >= 0.95
      ? [value, 's']
      : value >= 0.95e-3
        ? [value * 1e3, 'ms']
        : value >= 0.95e-6
          ? [value * 1e6, 'us']
          : [value * 1e9, 'ns'];
  return `${significant(scaled)} ${unit}`;
}

export function count(value: number): string {
  return significant(value);
}

function significant(value: number): string {
  if (value === 0) return '0';
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  if (magnitude >= 6) return `${trim((value / 10 ** magnitude).toFixed(1))}e${magnitude}`;
  if (magnitude >= 1) {
    const unit = 10 ** (magnitude - 1);
    return String(Math.round(value / unit) * unit);
  }
  return trim(value.toFixed(1 - magnitude));
}

function trim(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
