/** Every rule, in the order of their codes. A new rule is a pair of files and a line here. */
import { busyWait } from './busy-wait';
import { cpuBoundThread } from './cpu-bound-thread';
import { cpuBoundThreadPool } from './cpu-bound-thread-pool';
import { cpuBoundToThread } from './cpu-bound-to-thread';
import { ioBoundProcessPool } from './io-bound-process-pool';
import type { Rule } from './rule';

export const RULES: readonly Rule[] = [
  cpuBoundThread,
  cpuBoundThreadPool,
  cpuBoundToThread,
  busyWait,
  ioBoundProcessPool,
];
