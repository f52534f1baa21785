/** How long someone who types waits for the server: by length of the file, over imports, from the start; and its memory. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../tasks/setup.mjs';
import { threadedModule } from './corpora';
import { LanguageServer } from './languageServer';
import { median, quantile, type Row } from './row';

const SERVER = [join(root, 'dist/server/node.js')];
/** Lines that one function of `threadedModule` and its caller take. */
const LINES_EACH = 14;

export interface ServerOptions {
  /** Folder for files. */
  readonly folder: string;
  readonly peers: string;
  readonly edits: number;
  readonly onProgress: (what: string) => void;
}

const LENGTHS = [
  { lines: 1000, p50: '≤ 4', p95: '≤ 8', peer: true },
  { lines: 5000, p50: '≤ 14', p95: '≤ 25', peer: false },
  { lines: 20_000, p50: '≤ 45', p95: '≤ 90', peer: false },
] as const;

export async function serverRows(options: ServerOptions): Promise<Row[]> {
  const { folder, peers, edits, onProgress } = options;
  const rows: Row[] = [];
  const pyright = [join(peers, 'node_modules/pyright/langserver.index.js')];
  for (const { lines, p50, p95, peer } of LENGTHS) {
    onProgress(`keystrokes in ${String(lines)} lines`);
    const text = threadedModule(lines, Math.round(lines / LINES_EACH));
    const ours = await keystrokes(SERVER, text, edits);
    rows.push(
      ms(`keystroke, ${String(lines)} lines, median`, median(ours), p50),
      ms(`keystroke, ${String(lines)} lines, 95 %`, quantile(ours, 0.95), p95),
    );
    if (!peer) continue;
    const theirs = await keystrokes(pyright, text, 10);
    rows.push(
      versus(`keystroke, ${String(lines)} lines / pyright`, median(ours), median(theirs), '≤ 0.0125'),
    );
  }
  onProgress('keystrokes in a file without threads');
  const plain = `${'value = compute(1, 2)\n'.repeat(1000)}`;
  rows.push(
    ms(
      'keystroke, 1000 lines without threads, median',
      median(await keystrokes(SERVER, plain, edits)),
      '≤ 0.5',
    ),
  );
  onProgress('edits of an imported module');
  rows.push(
    ms('edit of a module four imports away, 95 %', quantile(await chainEdits(folder, edits), 0.95), '≤ 30'),
  );
  onProgress('start');
  const text = threadedModule(1000, Math.round(1000 / LINES_EACH));
  const starts: number[] = [];
  const peerStarts: number[] = [];
  for (let round = 0; round < 5; round++) {
    starts.push(await firstFindings(SERVER, text));
    if (round < 3) peerStarts.push(await firstFindings(pyright, text));
  }
  rows.push(
    ms('start → first findings, 1000 lines', median(starts), '≤ 250'),
    versus('start → first findings / pyright', median(starts), median(peerStarts), '≤ 0.111'),
  );
  onProgress('memory');
  rows.push(...(await memoryRows()));
  return rows;
}

function ms(name: string, value: number, goal: string): Row {
  return { name, value, unit: 'ms', goal };
}

function versus(name: string, ours: number, theirs: number, goal: string): Row {
  return { name, value: ours / theirs, unit: '×', goal, from: { gilscope: ours, pyright: theirs } };
}

const URI = 'untitled:bench.py';

/** Letters typed one by one into a comment at the end, a name in the middle, and a call. */
async function keystrokes(
  server: readonly string[],
  text: string,
  edits: number,
): Promise<readonly number[]> {
  const running = await LanguageServer.start(server);
  try {
    await running.open(URI, text);
    const lines = text.split('\n');
    const places = [
      lines.findIndex((line, index) => index > lines.length / 2 && line.trimStart().startsWith('total')),
      lines.findIndex((line, index) => index > lines.length / 3 && line.startsWith('    for ')),
      lines.length - 2,
    ].map((line) => Math.max(line, 0));
    const times: number[] = [];
    // The first ones warm the compiler up and are left out.
    for (let edit = 0; edit < edits + 5; edit++) {
      const line = places[edit % places.length] ?? 0;
      const column = /\w+/.exec(lines[line] ?? '')?.index ?? 0;
      const took = await running.type(URI, line, column, 'x');
      if (edit >= 5) times.push(took);
    }
    return times;
  } finally {
    running.stop();
  }
}

/** Five files, each importing from the next; the last is edited, the first one's findings are waited for. */
async function chainEdits(folder: string, edits: number): Promise<readonly number[]> {
  const place = join(folder, 'chain');
  mkdirSync(place, { recursive: true });
  const names = ['a', 'b', 'c', 'd', 'e'];
  const texts = names.map((_, index) =>
    index === names.length - 1
      ? 'def work(n):\n    return sum(i * i for i in range(n))\n'
      : `from ${names[index + 1] ?? ''} import work\n`,
  );
  texts[0] +=
    'from threading import Thread\n\nthreads = [Thread(target=work, args=(10_000_000,)) for _ in range(4)]\n' +
    'for thread in threads:\n    thread.start()\nfor thread in threads:\n    thread.join()\n';
  const uris = names.map((name, index) => {
    const file = join(place, `${name}.py`);
    writeFileSync(file, texts[index] ?? '');
    return pathToFileURL(file).href;
  });
  const server = await LanguageServer.start(SERVER);
  try {
    const [first = '', last = ''] = [uris[0], uris.at(-1)];
    await server.open(last, texts.at(-1) ?? '');
    await server.open(first, texts[0] ?? '');
    const times: number[] = [];
    for (let edit = 0; edit < edits; edit++) times.push(await server.typeAndAwait(last, first, 1, 4, ' '));
    return times;
  } finally {
    server.stop();
  }
}

async function firstFindings(server: readonly string[], text: string): Promise<number> {
  const start = performance.now();
  const running = await LanguageServer.start(server);
  try {
    await running.open(URI, text);
    return performance.now() - start;
  } finally {
    running.stop();
  }
}

const OPEN_FILES = 50;
const MANY_EDITS = 2000;

async function memoryRows(): Promise<Row[]> {
  const server = await LanguageServer.start(SERVER);
  try {
    for (let file = 0; file < OPEN_FILES; file++) {
      await server.open(`untitled:open${String(file)}.py`, threadedModule(file, 30));
    }
    const before = server.memoryMb();
    if (before === undefined) return [];
    await server.open(URI, threadedModule(0, 30));
    for (let edit = 0; edit < MANY_EDITS; edit++) await server.type(URI, 4, 4, edit % 2 === 0 ? 'x' : ' ');
    const after = server.memoryMb() ?? Number.NaN;
    return [
      { name: 'memory of the server, 50 open files', value: before, unit: 'MB', goal: '≤ 110' },
      {
        name: `memory after ${String(MANY_EDITS)} edits / before`,
        value: after / before,
        unit: '×',
        goal: '≤ 1.2',
      },
    ];
  } finally {
    server.stop();
  }
}
