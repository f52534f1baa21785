/** Python code that any machine can make: the standard library of its python3, and generated projects. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createPrng } from '../../server/src/core/base/prng';

/** Copies the standard library of `python3` without installed packages; returns the folder. */
export function standardLibrary(into: string): string {
  const code = 'import sysconfig; print(sysconfig.get_paths()["stdlib"])';
  const from = execFileSync('python3', ['-c', code], { encoding: 'utf8' }).trim();
  const folder = join(into, 'stdlib');
  const isLeftOut = new Set(['site-packages', 'dist-packages', '__pycache__']);
  cpSync(from, folder, { recursive: true, filter: (path) => !isLeftOut.has(basename(path)) });
  return folder;
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
