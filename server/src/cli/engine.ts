/** Puts the core together for a Node process: parser, knowledge, files. */
import type { Gilscope, SourceHost } from '../core/gilscope';
import { createGilscope } from '../core/service';
import type { EngineOptions } from './io';
import { loadPythonParser } from '../node/parser';

/** A command looks at one file after the other. */
const KEPT_FILES = 2;

/** Rejects where the WebAssembly files of the parser are missing or cannot be loaded. */
export async function openGilscope(
  host: SourceHost,
  { parseAll = false }: EngineOptions = {},
): Promise<Gilscope> {
  return createGilscope({ parser: await loadPythonParser(), host, parseAll, keptFiles: KEPT_FILES });
}
