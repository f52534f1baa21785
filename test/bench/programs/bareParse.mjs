// Parses every Python file below a folder with web-tree-sitter and does nothing else: the measure for everything.
// Usage: node bareParse.mjs FOLDER
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import { pythonFiles } from './files.mjs';

const { resolve } = createRequire(import.meta.url);
await Parser.init({ wasmBinary: readFileSync(resolve('web-tree-sitter/web-tree-sitter.wasm')) });
const parser = new Parser();
parser.setLanguage(await Language.load(readFileSync(resolve('tree-sitter-python/tree-sitter-python.wasm'))));
for (const file of pythonFiles(process.argv[2])) parser.parse(readFileSync(file, 'utf8')).delete();
