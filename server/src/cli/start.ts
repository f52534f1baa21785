/** What users start: the command line, from its code cache. */
import { runProgram } from '../node/runProgram';
import { SERVER_FLAGS } from '../node/serverFlags';

/**
 * V8 optimises what has run for so long; about ten times its default. A check is over in seconds, and most of what would be
 * optimised at the default runs too little from then on to pay for that: it was a third of the processor time. A server lasts.
 */
const LATE_OPTIMISING: Readonly<Record<string, string>> = {
  11: '--interrupt-budget=800000',
  12: '--invocation-count-for-turbofan=30000',
  13: '--invocation-count-for-turbofan=30000',
};

/** After a collection the heap grows by so many percent before the next, and not to its fourfold. */
const SMALL_HEAP = '--heap-growing-percent=40';

/** Flags that a version of V8 does not know it complains about. */
const late = LATE_OPTIMISING[process.versions.v8.split('.')[0] ?? ''];

const flags = process.argv[2] === 'server' ? SERVER_FLAGS : late === undefined ? [] : [late, SMALL_HEAP];

runProgram({ module, require, filename: __filename, folder: __dirname }, flags);
