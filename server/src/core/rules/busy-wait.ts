/** GIL412: loops that burn the GIL while they wait for what another thread must do. */
import { digits, duration } from '../base/duration';
import { hasGil } from '../config/pythonVersion';
import type { Config } from '../model/config';
import type { Finding } from '../model/finding';
import type { BusyWait, ModuleProfile } from '../model/moduleProfile';
import page from './busy-wait.md';
import { publishedPart, type Rule } from './rule';

/** A loop that sleeps at least this long each round leaves the GIL alone nearly all the time. */
const HARMLESS_SLEEP_SECONDS = 0.001;

export const busyWait: Rule = {
  code: 'GIL412',
  slug: 'busy-wait',
  title: 'Loop that waits without letting go of the GIL',
  since: '0.1.0',
  status: 'stable',
  severity: 'warning',
  onByDefault: true,
  fixes: 'sometimes',
  page: publishedPart(page),
  *check(module: ModuleProfile, config: Config): Generator<Finding> {
    if (!hasGil(config)) return;
    for (const wait of module.busyWaits) {
      if (wait.sleepSeconds >= HARMLESS_SLEEP_SECONDS) continue;
      if (wait.isPolling && module.sites.length === 0) continue;
      yield {
        code: busyWait.code,
        rule: busyWait.slug,
        message: messageOf(wait),
        severity: busyWait.severity,
        confidence: 'high',
        at: wait.at,
        evidence: [],
        prediction: undefined,
        site: undefined,
      };
    }
  },
};

function messageOf(wait: BusyWait): string {
  const loop = `\`${wait.condition}\``;
  if (wait.isClock && wait.sleepSeconds === 0)
    return `${loop} spins: it takes the GIL from other threads until it is time; sleep for as long instead.`;
  return wait.sleepSeconds === 0
    ? `${loop} spins: it takes the GIL from the thread it waits for; wait on an Event, a Condition or a Queue instead.`
    : `${loop} sleeps only ${duration(wait.sleepSeconds)} a round and asks for the GIL up to ` +
        `${digits(1 / wait.sleepSeconds)} times a second; wait on an Event, a Condition or a Queue instead.`;
}
