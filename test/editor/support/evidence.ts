/** After a failed test: a picture of the window, and what VS Code printed. */
import type { Editor } from './editor';

/** To be called in a `describe` block whose `before` sets the editor. */
export function keepEvidenceOfFailures(editor: () => Editor | undefined): void {
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    const evidence = await editor()?.keepEvidence(test.fullTitle());
    process.stderr.write(`      Evidence: ${evidence ?? 'none, the editor did not start'}\n`);
  });
}
