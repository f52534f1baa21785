/** Loads the Python parser in a Node process, from the WebAssembly files that are shipped beside the bundles. */
import { readFileSync } from 'node:fs';
import * as treeSitter from 'web-tree-sitter';
import { createPythonParser, type PythonParser } from '../core/syntax/parser';
import { shippedFile } from './shipped';

const RUNTIME = 'web-tree-sitter.wasm';
const GRAMMAR = 'tree-sitter-python.wasm';

/** Rejects where the files are missing or cannot be loaded. Call once a process. */
export async function loadPythonParser(): Promise<PythonParser> {
  const runtime = readFileSync(shippedFile(RUNTIME, `web-tree-sitter/${RUNTIME}`));
  const grammar = readFileSync(shippedFile(GRAMMAR, `tree-sitter-python/${GRAMMAR}`));
  return createPythonParser(treeSitter, { runtime, grammar });
}

/** The same for callers that do other things first: where it rejects, they say so when they come to wait for it. */
export function beginLoadingParser(): Promise<PythonParser> {
  const loading = loadPythonParser();
  loading.catch(() => undefined);
  return loading;
}
