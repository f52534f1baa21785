/** What users start: the command line, from its code cache. */
import { runProgram } from '../node/runProgram';

/**
 * Bytes of bytecode that V8 runs of a function before it considers optimising it; twelve times its default. A check is over
 * in seconds, and most of what would be optimised at the default runs too little from then on to pay for that: it was a
 * third of the processor time. A server lasts.
 */
const INTERRUPT_BUDGET = '--interrupt-budget=800000';

runProgram(
  { module, require, filename: __filename, folder: __dirname },
  process.argv[2] === 'server' ? [] : [INTERRUPT_BUDGET],
);
