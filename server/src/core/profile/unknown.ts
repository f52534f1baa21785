/** Library calls in a profile that nothing is known of: what a user may state under `calls` in the configuration. */
import type { Segment, WorkProfile } from '../model/profile';

/** Their dotted names, each once, in the order in which they are met. */
export function unknownLibraryCalls(profile: WorkProfile): readonly string[] {
  const names = new Set<string>();
  // Profiles share their callees.
  const seen = new Set<WorkProfile>();
  const visit = (segments: readonly Segment[]): void => {
    for (const segment of segments) {
      switch (segment.kind) {
        case 'unknown':
          if (segment.name !== undefined) names.add(segment.name);
          break;
        case 'loop':
        case 'guard':
        case 'await':
          visit(segment.body);
          break;
        case 'branch':
          for (const arm of segment.arms) visit(arm.body);
          break;
        case 'call':
          if (seen.has(segment.profile)) break;
          seen.add(segment.profile);
          visit(segment.profile.body);
          break;
        case 'hold':
        case 'native':
        case 'io':
        case 'wait':
        case 'spawn':
          break;
      }
    }
  };
  visit(profile.body);
  return [...names];
}
