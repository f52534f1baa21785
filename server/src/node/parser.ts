/** Loads the Python parser in a Node process, from the WebAssembly files that are shipped beside the bundles. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as treeSitter from 'web-tree-sitter';
import { createPythonParser, type PythonParser } from '../core/syntax/parser';

const RUNTIME = 'web-tree-sitter.wasm';
const GRAMMAR = 'tree-sitter-python.wasm';

/** Rejects where the files are missing or cannot be loaded. Call once a process. */
export async function loadPythonParser(): Promise<PythonParser> {
  const runtime = readFileSync(locate('web-tree-sitter', RUNTIME));
  const grammar = readFileSync(locate('tree-sitter-python', GRAMMAR));
  return createPythonParser(treeSitter, { runtime, grammar });
}

/** The same for callers that do other things first: where it rejects, they say so when they come to wait for it. */
export function beginLoadingParser(): Promise<PythonParser> {
  const loading = loadPythonParser();
  loading.catch(() => undefined);
  return loading;
}

/** Beside the bundle (dist/cli.js) or one folder above it (dist/server/node.js); run from source, in the npm package. */
function locate(npmPackage: string, file: string): string {
  const shipped = [__dirname, dirname(__dirname)]
    .map((folder) => join(folder, file))
    .find((path) => existsSync(path));
  if (shipped !== undefined) return shipped;
  try {
    return createRequire(__filename).resolve(`${npmPackage}/${file}`);
  } catch {
    throw new Error(`${file} is missing from the installation`);
  }
}
