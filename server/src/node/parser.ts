/** Loads the Python parser in a Node process, from the WebAssembly files that are shipped beside the bundles. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as treeSitter from 'web-tree-sitter';
import { createPythonParser, type PythonParser } from '../core/syntax/parser';

const RUNTIME = 'web-tree-sitter.wasm';
const GRAMMAR = 'tree-sitter-python.wasm';

/** Rejects where the files are missing or cannot be loaded. Call once a process. */
export async function loadPythonParser(): Promise<PythonParser> {
  // dist/cli.js lies beside the files, dist/server/node.js one folder below.
  const folder = [__dirname, dirname(__dirname)].find((candidate) => existsSync(join(candidate, GRAMMAR)));
  if (folder === undefined) throw new Error(`${GRAMMAR} is missing from the installation`);
  const [runtime, grammar] = await Promise.all([
    readFile(join(folder, RUNTIME)),
    readFile(join(folder, GRAMMAR)),
  ]);
  return createPythonParser(treeSitter, { runtime, grammar });
}
