/** Who may import whom: the table of docs/architecture.md, held against the imports as they are. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Folder (or file) → what it may import besides itself. Prefixes; npm packages by name. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'server/src/core/base': [],
  'server/src/core/model': ['core/base'],
  'server/src/core/protocol.ts': ['core/base', 'core/model'],
  'server/src/core/gilscope.ts': ['core/base', 'core/model'],
  'server/src/core/syntax': ['core/base', 'core/model', 'web-tree-sitter'],
  'server/src/core/kb': ['core/base', 'core/model'],
  'server/src/core/cost': ['core/base', 'core/model'],
  'server/src/core/sim': ['core/base', 'core/model', 'core/config/pythonVersion'],
  'server/src/core/predict': ['core/base', 'core/model', 'core/sim', 'core/config/pythonVersion'],
  'server/src/core/config': ['core/base', 'core/model', 'smol-toml', 'picomatch'],
  'server/src/core/bind': [
    'core/base',
    'core/model',
    'core/syntax',
    'core/kb/native',
    'core/interpret/machine',
  ],
  'server/src/core/profile': ['core/base', 'core/model'],
  'server/src/core/interpret': [
    'core/base',
    'core/model',
    'core/syntax',
    'core/kb',
    'core/cost',
    'core/profile',
    'core/spawn',
    'core/bind',
  ],
  'server/src/core/spawn': [
    'core/base',
    'core/model',
    'core/syntax',
    'core/profile',
    'core/interpret',
    'core/predict',
    'core/bind/stdlibModules',
    'core/config/pythonVersion',
  ],
  'server/src/core/rules': ['core/base', 'core/model', 'core/gilscope', 'core/config/pythonVersion'],
  'server/src/core/fixes': [
    'core/base',
    'core/model',
    'core/syntax',
    'core/bind',
    'core/config/pythonVersion',
  ],
  'server/src/core/measure': [
    'core/base',
    'core/model',
    'core/syntax',
    'core/bind',
    'core/fixes',
    'core/spawn/apis',
  ],
  'server/src/core/trace': ['core/base', 'core/model'],
  'server/src/core/features': [
    'core/base',
    'core/model',
    'core/gilscope',
    'core/analysis',
    'core/profile',
    'core/config/pythonVersion',
  ],
  'server/src/core/reuse': [
    'core/base',
    'core/model',
    'core/gilscope',
    'core/syntax',
    'core/spawn/code',
    'core/spawn/words',
  ],
  'server/src/core/analysis.ts': ['core/'],
  'server/src/core/report.ts': ['core/'],
  'server/src/core/memo.ts': ['core/'],
  'server/src/core/service.ts': ['core/'],
  'server/src/workspace': [
    'core/',
    'vscode-languageserver',
    'vscode-uri',
    'vscode-languageserver-textdocument',
  ],
  'server/src/lsp': [
    'core/',
    'workspace/',
    'vscode-languageserver',
    'vscode-uri',
    'vscode-languageserver-textdocument',
  ],
  'server/src/server.ts': ['core/', 'workspace/', 'lsp/', 'vscode-languageserver', 'vscode-uri'],
  'server/src/node': [
    'core/',
    'workspace/',
    'lsp/',
    'server',
    'cli/',
    'node:',
    'vscode-languageserver',
    'web-tree-sitter',
    'vscode-uri',
  ],
  'server/src/browser': ['core/', 'workspace/', 'lsp/', 'server', 'vscode-languageserver', 'web-tree-sitter'],
  'server/src/cli': [
    'core/',
    'workspace/',
    'node/',
    'node:',
    '@resvg/resvg-wasm',
    'commander',
    'picocolors',
    'ignore',
    'smol-toml',
    'picomatch',
    'web-tree-sitter',
  ],
  client: [
    'server/src/core/base',
    'server/src/core/model',
    'server/src/core/protocol',
    'vscode',
    'node:',
    'vscode-languageclient',
  ],
  media: [
    'server/src/core/base',
    'server/src/core/model',
    'server/src/core/protocol',
    'server/src/core/sim',
    'server/src/core/trace',
  ],
};

/** Imports that break the table for now, each with its reason. May only get shorter. */
const DEBT: Readonly<Record<string, string>> = {};

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return path.endsWith('.ts') && !path.endsWith('.d.ts') ? [path] : [];
  });
}

/** What a file imports: paths from the root for its own modules, names for packages. */
function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [
    ...text.matchAll(/^(?:import|export)\s[^;'"]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]/gm),
  ].map((match) => {
    const specifier = match[1] ?? match[2] ?? '';
    return specifier.startsWith('.') ? normalize(join(dirname(path), specifier)) : specifier;
  });
}

function ownerOf(path: string): string | undefined {
  return Object.keys(ALLOWED)
    .filter((prefix) => path === prefix || path.startsWith(`${prefix}/`))
    .sort((a, b) => b.length - a.length)[0];
}

describe('layers', () => {
  it('imports follow the table', () => {
    const broken: string[] = [];
    for (const path of ['server/src', 'client/src', 'media/src'].flatMap(sources)) {
      const owner = ownerOf(path);
      if (owner === undefined) {
        broken.push(`${path} belongs to no layer`);
        continue;
      }
      for (const target of importsOf(path)) {
        const isOwn = target === owner || target.startsWith(`${owner}/`) || `${target}.ts` === owner;
        // The manifest says which version this is.
        if (target === 'package.json') continue;
        const isAllowed = (ALLOWED[owner] ?? []).some(
          (prefix) => target.startsWith(prefix) || target.startsWith(`server/src/${prefix}`),
        );
        const edge = `${path} -> ${target}`;
        if (!isOwn && !isAllowed && DEBT[edge] === undefined) broken.push(edge);
      }
    }
    assert.deepEqual(broken, []);
  });
});
