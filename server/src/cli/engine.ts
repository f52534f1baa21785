/** Puts the core together for a Node process: parser, knowledge, files. */
import type { Gilscope, SourceHost } from '../core/gilscope';
import { createGilscope } from '../core/service';
import type { EngineOptions } from './io';
import { loadPythonParser } from '../node/parser';

/** Rejects where the WebAssembly files of the parser are missing or cannot be loaded. */
export async function openGilscope(host: SourceHost, options: EngineOptions = {}): Promise<Gilscope> {
  return createGilscope({ parser: await loadPythonParser(), host, ...options, batch: true });
}
