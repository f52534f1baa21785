/** The knowledge base's part of `npm run truth`: how many probed calls do what the table says, and which do not. */
import '../../support/textModules.mjs';
import type { SuiteOptions } from '../row';

export const title =
  'Knowledge base: which calls let other threads run, against the committed results of probe.py';

export async function run(options: SuiteOptions): Promise<string> {
  // After the loader of texts, which the knowledge base needs.
  const { createKnowledgeBase } = await import('../../../server/src/core/kb/lookup');
  const { committedResults, disagreements } = await import('./agreement');
  const { EXCEPTIONS } = await import('./exceptions');
  const kb = createKnowledgeBase();
  const parts = [...committedResults()].flatMap(([file, results]) => {
    const calls = Object.keys(results.calls).filter((name) => options.isWanted(name)).length;
    if (calls === 0) return [];
    const differing = disagreements(kb, results).filter(({ name }) => options.isWanted(name));
    const agreeing = calls - differing.length;
    const lines = differing.map(({ name, observed, stated }) => {
      const reason = EXCEPTIONS.find(
        (each) => each.results.includes(file) && each.names.includes(name),
      )?.reason;
      return `  ${name}: ${observed}, the table says ${stated ?? 'nothing'}. ${reason ?? 'Not explained.'}`;
    });
    const share = `${((100 * agreeing) / calls).toFixed(1)} %`;
    return [
      `${file} (${results.python}, ${results.system}): ${agreeing} of ${calls} agree (${share})`,
      ...lines,
    ].join('\n');
  });
  return parts.join('\n');
}
