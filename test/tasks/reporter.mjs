/**
 * Reports a mocha run for `npm test`: a line for every top-level suite as it ends, failures in full at the close, and
 * the counts in a file. A run that crashes leaves no such file, which is how the task notices.
 */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

const { Base } = Mocha.reporters;
const { constants } = Mocha.Runner;

export default class SummaryReporter extends Base {
  constructor(runner, options) {
    super(runner, options);
    let group = undefined;
    const close = () => {
      if (group === undefined) return;
      const mark =
        group.failed === 0 ? Base.color('checkmark', Base.symbols.ok) : Base.color('fail', Base.symbols.err);
      const failures = group.failed === 0 ? '' : Base.color('fail', `, ${group.failed} failed`);
      const seconds = ((Date.now() - group.start) / 1000).toFixed(1);
      Base.consoleLog(
        `  ${mark} ${group.title} ${Base.color('pass', `${group.passed} passed${failures}, ${seconds} s`)}`,
      );
      group = undefined;
    };
    runner.on(constants.EVENT_SUITE_BEGIN, (suite) => {
      if (suite.parent?.root) group = { title: suite.title, passed: 0, failed: 0, start: Date.now() };
    });
    runner.on(constants.EVENT_SUITE_END, (suite) => {
      if (suite.parent?.root) close();
    });
    runner.on(constants.EVENT_TEST_PASS, () => {
      if (group !== undefined) group.passed += 1;
    });
    runner.on(constants.EVENT_TEST_FAIL, () => {
      if (group !== undefined) group.failed += 1;
    });
    runner.once(constants.EVENT_RUN_END, () => {
      if (this.failures.length > 0) Base.list(this.failures);
      const { passes, failures, pending } = runner.stats;
      writeFileSync(
        options.reporterOptions.counts,
        JSON.stringify({ passed: passes, failed: failures, skipped: pending }),
      );
    });
  }
}
