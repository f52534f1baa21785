/** The spans that come from the line the cursor is on in the editor, lane by lane. Pure. */
import type { Derived } from '../derived';
import type { SpanRef } from './displayItems';
import { laneKey } from './rows';

export function markedSpans({ layout, marked, hidden }: Derived): readonly SpanRef[] {
  const refs: SpanRef[] = [];
  for (const row of layout.rows) {
    const flags = row.kind === 'lane' && row.lane.kind !== 'gil' ? marked[row.runIndex] : undefined;
    if (row.kind !== 'lane' || flags === undefined) continue;
    const lane = laneKey(row);
    const { count, sources, states } = row.lane.spans;
    for (let span = 0; span < count; span++) {
      if (flags[sources[span] ?? -1] === 1 && hidden[states[span] ?? 0] !== true) refs.push({ lane, span });
    }
  }
  return refs;
}
