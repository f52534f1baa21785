/** Python code that any machine can make: the standard library of its python3, and generated projects. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createPrng } from '../../server/src/core/base/prng';

/** Copies the standard library of `python3` without installed packages; returns the folder. */
export function standardLibrary(into: string): string {
  const from = standardLibraryPath();
  const folder = join(into, 'stdlib');
  const isLeftOut = new Set(['site-packages', 'dist-packages', '__pycache__']);
  cpSync(from, folder, { recursive: true, filter: (path) => !isLeftOut.has(basename(path)) });
  return folder;
}

/** Packages of the standard library that run things at once, or were made for those who do. */
const CONCURRENT_PACKAGES: readonly string[] = [
  ...['asyncio', 'concurrent', 'http', 'logging', 'multiprocessing', 'unittest', 'xmlrpc'],
  'test/test_asyncio',
];

/** Copies those packages out of a copy of the standard library, for tools that are slow; returns the folder. */
export function concurrentPackages(stdlib: string, into: string): string {
  const folder = join(into, 'concurrent');
  for (const name of CONCURRENT_PACKAGES.filter((each) => existsSync(join(stdlib, each))))
    cpSync(join(stdlib, name), join(folder, name), { recursive: true });
  return folder;
}

function standardLibraryPath(): string {
  const code = 'import sysconfig; print(sysconfig.get_paths()["stdlib"])';
  return execFileSync('python3', ['-c', code], { encoding: 'utf8' }).trim();
}

/** A file that is edited. */
export interface EditedFile {
  /** As the row of the table calls it. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** Files of the standard library that start threads or processes; some Pythons come without their tests. */
const THREADED_FILES: readonly string[] = [
  ...[
    '_test_multiprocessing',
    'test_threading',
    'test_socket',
    'test_ssl',
    'test_asyncio/test_events',
    'test_io',
  ],
  ...[
    'test_asyncio/test_tasks',
    'test_queue',
    'test_logging',
    'test_thread',
    'test_asyncio/test_base_events',
  ],
].map((name) => `test/${name}.py`);
const THREADED_MODULES: readonly string[] = [
  ...[
    'threading.py',
    'concurrent/futures/process.py',
    'concurrent/futures/thread.py',
    'asyncio/base_events.py',
  ],
  ...[
    'multiprocessing/managers.py',
    'multiprocessing/queues.py',
    'socketserver.py',
    'multiprocessing/context.py',
  ],
];

/** Real code that starts threads, in files of about 1,000, 5,000 and 20,000 lines; the last is put together in `into`. */
export function editedFiles(into: string): readonly EditedFile[] {
  const folder = standardLibraryPath();
  const read = (name: string): EditedFile => {
    const path = join(folder, name);
    return { name, path, text: readFileSync(path, 'utf8') };
  };
  const tests = THREADED_FILES.filter((name) => existsSync(join(folder, name)));
  const parts = (tests.length === THREADED_FILES.length ? tests : THREADED_MODULES).map(
    (name) => read(name).text,
  );
  const joined = (lines: number): EditedFile => {
    const text: string[] = [];
    for (let part = 0; text.length < lines; part++)
      text.push(...(parts[part % parts.length] ?? '').split('\n'));
    const name = `${String(lines)} lines of the standard library`;
    const path = join(into, `joined${String(lines)}.py`);
    return { name, path, text: text.slice(0, lines).join('\n') };
  };
  const middle = 'test/test_io.py';
  return [
    read('multiprocessing/pool.py'),
    existsSync(join(folder, middle)) ? read(middle) : joined(5000),
    joined(20_000),
  ];
}

/** One file in `threadEvery` starts threads; the others are what most code is. */
export function generatedProject(into: string, files: number, threadEvery = 100): string {
  const folder = join(into, `generated-${String(files)}`);
  const random = createPrng(files);
  for (let index = 0; index < files; index++) {
    const place = join(folder, `package${String(Math.floor(index / 50))}`);
    if (index % 50 === 0) {
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, '__init__.py'), '');
    }
    const text = index % threadEvery === 0 ? threadedModule(index) : plainModule(index, random);
    writeFileSync(join(place, `module${String(index)}.py`), text);
  }
  return folder;
}

function plainModule(index: number, random: () => number): string {
  const functions = Array.from({ length: 8 }, (_, at) => {
    const name = `step_${String(index)}_${String(at)}`;
    const rounds = String(Math.floor(random() * 1000));
    return `
def ${name}(items, limit=${rounds}):
    """Gives the items that count, with their weights."""
    found = {}
    for position, item in enumerate(items):
        if item is None or position > limit:
            continue
        key = item.get("name", "unknown").strip().lower()
        found[key] = found.get(key, 0) + len(key) * ${rounds}
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
`;
  });
  return `"""Module ${String(index)}."""
import json
import os.path


class Settings${String(index)}:
    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.values = {}

    def load(self):
        with open(self.path, encoding="utf-8") as stream:
            self.values = json.load(stream)
        return self
${functions.join('')}`;
}

/** The only kind of module that has findings; also what the server is measured on, at any length. */
export function threadedModule(index: number, functions = 8): string {
  const bodies = Array.from({ length: functions }, (_, at) => {
    const name = `crunch_${String(index)}_${String(at)}`;
    return `
def ${name}(limit):
    total = 0
    for number in range(limit):
        if number % 3 == 0 or number % 5 == 0:
            total += number * number
    return total


def run_${name}(sizes):
    with ThreadPoolExecutor(max_workers=4) as pool:
        futures = [pool.submit(${name}, size * 100_000) for size in sizes]
    return [future.result() for future in futures]
`;
  });
  return `from concurrent.futures import ThreadPoolExecutor\n\n${bodies.join('\n')}`;
}
