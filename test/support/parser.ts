/** The real Python parser for tests, loaded once from node_modules. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as treeSitter from 'web-tree-sitter';
import { createPythonParser, type PythonParser } from '../../server/src/core/syntax/parser';

let loading: Promise<PythonParser> | undefined;

/** The same parser for every test of a process: loading WebAssembly is what takes time. */
export function pythonParser(): Promise<PythonParser> {
  return (loading ??= load());
}

async function load(): Promise<PythonParser> {
  const { resolve } = createRequire(__filename);
  const [runtime, grammar] = await Promise.all([
    readFile(resolve('web-tree-sitter/web-tree-sitter.wasm')),
    readFile(resolve('tree-sitter-python/tree-sitter-python.wasm')),
  ]);
  return createPythonParser(treeSitter, { runtime, grammar });
}
