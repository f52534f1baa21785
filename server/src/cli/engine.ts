/** Puts the core together for a Node process: parser, knowledge, files. */
import { setFlagsFromString } from 'node:v8';
import type { Gilscope, SourceHost } from '../core/gilscope';
import { createGilscope } from '../core/service';
import type { EngineOptions } from './io';
import { loadPythonParser } from '../node/parser';

/**
 * Bytes of bytecode that V8 runs of a function before it considers optimising it; twelve times its default. A check is over in
 * seconds, and most of what would be optimised at the default runs too little from then on to pay for that: it was a third of
 * the processor time.
 */
const INTERRUPT_BUDGET = 800_000;

/** Rejects where the WebAssembly files of the parser are missing or cannot be loaded. */
export async function openGilscope(
  host: SourceHost,
  { parseAll = false }: EngineOptions = {},
): Promise<Gilscope> {
  setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
  return createGilscope({ parser: await loadPythonParser(), host, parseAll, batch: true });
}
