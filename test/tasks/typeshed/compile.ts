/** Compiles a folder of typeshed's stubs to the text of the table. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PythonParser } from '../../../server/src/core/syntax/parser';
import { DISTRIBUTIONS } from './distributions';
import { readStubs, type StubFile } from './stubs';
import { printTable } from './table';

/** Where the table lies, from the root of the checkout. */
export const TABLE = 'server/src/core/kb/data/typeshed.txt';

/** `folder` holds `stdlib` and `stubs`. Lines end with a line feed, whatever the machine. */
export function compileTypeshed(parser: PythonParser, folder: string): string {
  const commit = readFileSync(join(folder, 'commit.txt'), 'utf8').trim();
  const distributions = DISTRIBUTIONS.map((name) => join(folder, 'stubs', name));
  const missing = distributions.filter((path) => !existsSync(path));
  if (missing.length > 0) throw new Error(`typeshed has no ${missing.join(', ')}`);
  const files = new Map([join(folder, 'stdlib'), ...distributions].flatMap((root) => stubFiles(root, '')));
  const stubs = readStubs(parser, files);
  const table = printTable(stubs, (module) => !LEFT_OUT.test(module));
  return [
    `# What library calls return: typeshed ${commit}, compiled by npm run typeshed. Do not edit.`,
    '# typeshed is licensed under the Apache License 2.0; see NOTICE.txt.',
    table,
    '',
  ].join('\n');
}

/** Stub files below a folder; those of tests begin with `@`. */
function stubFiles(folder: string, prefix: string): [string, StubFile][] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, StubFile][] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name.startsWith('@') ? [] : stubFiles(path, `${prefix}${entry.name}.`);
    if (!entry.name.endsWith('.pyi')) return [];
    const isPackage = entry.name === '__init__.pyi';
    const name = isPackage ? prefix.slice(0, -1) : prefix + entry.name.slice(0, -'.pyi'.length);
    return name === '' ? [] : [[name, { isPackage, read: () => readFileSync(path, 'utf8') }]];
  });
}

/** Modules for type checkers, tables of data, and internals that no program imports; with all that is below them. */
const LEFT_OUT = new RegExp(
  `^(?:${[
    '_ast|ast|_curses|_frozen_importlib|_frozen_importlib_external|_remote_debugging|_testcapi|_typeshed|_winapi',
    'antigravity|bdb|distutils|encodings|idlelib|lib2to3|modulefinder|msilib|opcode|pdb|pickletools|profiling',
    'pydoc_data|sre_constants|sre_parse|symbol|this|token|turtle|turtledemo|typing|typing_extensions',
    'ctypes\\.(?:macholib|wintypes)|xml\\.(?:sax|parsers)',
    'docutils\\.(?:languages|nodes|parsers\\.rst\\.languages|transforms|utils\\.math|writers)',
    'psutil\\._.*|psycopg2\\.errors|setuptools\\.(?:_distutils|command|config)',
  ].join('|')})(?:\\.|$)`,
);
