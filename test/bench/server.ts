/** How long someone who types waits for the server: by length of the file, over imports, from the start; and its memory. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { root } from '../tasks/setup.mjs';
import { editedFiles, generatedProject, threadedModule } from './corpora';
import { LanguageServer, type WorkspaceCheck } from './languageServer';
import { median, quantile, ratioOf, type Row } from './row';
import { type Keystroke, typist } from './typist';

/** Parts of a build that the server needs. */
const BUILT = ['server/node.js', 'server/node.program.js', 'web-tree-sitter.wasm', 'tree-sitter-python.wasm'];
/** Lines that one function of `threadedModule` and its caller take. */
const LINES_EACH = 14;

export interface ServerOptions {
  /** Folder for files. */
  readonly folder: string;
  readonly peers: string;
  /** Rounds of whatever is repeated. */
  readonly repeat: number;
  readonly onProgress: (what: string) => void;
}

/** Goals by length. */
const GOALS = [
  { length: '1,000', p50: '≤ 4', p95: '≤ 8' },
  { length: '5,000', p50: '≤ 14', p95: '≤ 25' },
  { length: '20,000', p50: '≤ 45', p95: '≤ 90' },
] as const;
/** Keystrokes in a round; other tools are slow and get one. */
const EDITS = 20;

/** A copy of the server, which stays as it is when somebody builds meanwhile. */
function copiedServer(folder: string): readonly string[] {
  for (const file of BUILT) cpSync(join(root, 'dist', file), join(folder, 'dist', file));
  return [join(folder, 'dist/server/node.js')];
}

export async function serverRows(options: ServerOptions): Promise<Row[]> {
  const { folder, peers, repeat, onProgress } = options;
  const edits = EDITS * repeat;
  const rows: Row[] = [];
  const server = copiedServer(folder);
  const pyright = [join(peers, 'node_modules/pyright/langserver.index.js')];
  for (const [index, { path, text }] of editedFiles(folder).entries()) {
    const goal = GOALS[index];
    if (goal === undefined) continue;
    const name = `keystroke, ${goal.length} lines`;
    onProgress(name);
    const uri = pathToFileURL(path).href;
    const [ours, theirs] = await alternatingKeystrokes([server, pyright], uri, text, repeat);
    rows.push(
      ms(`${name}, median`, median(ours), goal.p50),
      ms(`${name}, 95 %`, quantile(ours, 0.95), goal.p95),
      versus(`${name} / pyright`, median(ours), median(theirs), '≤ 0.0125'),
    );
  }
  onProgress('keystrokes in a dense file');
  const dense = threadedModule(0, Math.round(1000 / LINES_EACH));
  const inDense = await keystrokes(server, URI, dense, edits);
  rows.push(
    ms('keystroke, 1,000 lines of which every 14 start work, median', median(inDense), ''),
    ms('keystroke, 1,000 lines of which every 14 start work, 95 %', quantile(inDense, 0.95), ''),
  );
  onProgress('keystrokes in a file without threads');
  const plain = `${'value = compute(1, 2)\n'.repeat(1000)}`;
  rows.push(
    ms(
      'keystroke, 1,000 lines without threads, median',
      median(await keystrokes(server, URI, plain, edits)),
      '≤ 0.5',
    ),
  );
  onProgress('edits of an imported module');
  rows.push(
    ms(
      'edit of a module four imports away, 95 %',
      quantile(await chainEdits(server, folder, edits), 0.95),
      '≤ 30',
    ),
  );
  onProgress('start');
  rows.push(...(await startRows(server, pyright, folder, repeat)));
  onProgress('checks of the workspace');
  rows.push(...(await workspaceCheckRows(server, folder, repeat)));
  onProgress('memory');
  rows.push(...(await memoryRows(server, repeat)));
  return rows;
}

async function startRows(
  server: readonly string[],
  pyright: readonly string[],
  folder: string,
  repeat: number,
): Promise<Row[]> {
  const [file] = editedFiles(folder);
  if (file === undefined) return [];
  const uri = pathToFileURL(file.path).href;
  const [starts, coldStarts, peerStarts]: [number[], number[], number[]] = [[], [], []];
  // The first session of all keeps what it has compiled when it ends.
  const env = { XDG_CACHE_HOME: join(folder, 'cache'), LOCALAPPDATA: join(folder, 'cache') };
  const first = await LanguageServer.start(server, undefined, env);
  await first.open(uri, file.text);
  await first.end();
  for (let round = 0; round < repeat; round++) {
    starts.push(await firstFindings(server, uri, file.text, env));
    coldStarts.push(await firstFindings(server, uri, file.text, { NODE_DISABLE_COMPILE_CACHE: '1' }));
    peerStarts.push(await firstFindings(pyright, uri, file.text));
  }
  return [
    ms('start → first findings, 1,000 lines', median(starts), '≤ 250'),
    ms('start → first findings, nothing kept of earlier sessions', median(coldStarts), ''),
    {
      ...versus('start → first findings / pyright', median(starts), median(peerStarts), '≤ 0.111'),
      ...ratioOf(starts, peerStarts),
    },
  ];
}

/** Files of which every fifth starts threads: a check of them takes seconds. */
const WORKSPACE_FILES = 400;
const KEYS_DURING_CHECK = 20;
/** In a round. */
const CANCELLATIONS = 4;

/** Starts a check when nobody has typed for a while, and lets it work for a moment. */
async function checkUnderWay(server: LanguageServer): Promise<WorkspaceCheck> {
  await sleep(400);
  const check = server.checkWorkspace();
  await sleep(100);
  return check;
}

async function workspaceCheckRows(
  program: readonly string[],
  folder: string,
  repeat: number,
): Promise<Row[]> {
  const project = pathToFileURL(generatedProject(folder, WORKSPACE_FILES, 5)).href;
  const server = await LanguageServer.start(program, project);
  try {
    const text = 'value = compute(1, 2)\n'.repeat(1000);
    const uri = `${project}/typed.py`;
    const keys = typist(text, 1);
    await server.show(uri, text);
    const type = async (count: number): Promise<number[]> => {
      const times: number[] = [];
      for (let key = 0; key < count; key++) times.push(await server.typeAndAsk(uri, keys.next().value));
      return times;
    };
    await type(KEYS_DURING_CHECK);
    const alone = quantile(await type(KEYS_DURING_CHECK), 0.95);
    const during: number[] = [];
    const cancelled: number[] = [];
    for (let round = 0; round < CANCELLATIONS * repeat; round++) {
      // A check waits until nobody types: this one is well under way when the key is pressed, the next when it is cancelled.
      const interrupted = await checkUnderWay(server);
      during.push(await server.typeAndAsk(uri, keys.next().value));
      interrupted.cancel();
      await interrupted.ended;
      const check = await checkUnderWay(server);
      const start = performance.now();
      check.cancel();
      await check.ended;
      cancelled.push(performance.now() - start);
    }
    return [
      ms(
        'keystroke during a check of the workspace, longer by, 95 %',
        quantile(during, 0.95) - alone,
        '≤ 10',
      ),
      ms('cancellation of a check → answer, 95 %', quantile(cancelled, 0.95), '≤ 10'),
    ];
  } finally {
    server.stop();
  }
}

function ms(name: string, value: number, goal: string): Row {
  return { name, value, unit: 'ms', goal };
}

function versus(name: string, ours: number, theirs: number, goal: string): Row {
  return { name, value: ours / theirs, unit: '×', goal, from: { gilscope: ours, pyright: theirs } };
}

const URI = 'untitled:bench.py';

/** Keystrokes left out, because the first ones warm the compiler up; at most half as many as are measured. */
const WARM_UP = 40;

/** Milliseconds of each keystroke, at random places. */
async function keystrokes(
  server: readonly string[],
  uri: string,
  text: string,
  edits: number,
): Promise<readonly number[]> {
  const running = await LanguageServer.start(server);
  try {
    await running.open(uri, text);
    const keys = typist(text, text.length);
    const warmUp = Math.min(WARM_UP, edits / 2);
    const times: number[] = [];
    for (let edit = 0; edit < edits + warmUp; edit++) {
      const took = await running.type(uri, keys.next().value);
      if (edit >= warmUp) times.push(took);
    }
    return times;
  } finally {
    running.stop();
  }
}

/**
 * Milliseconds of keystrokes in two servers that both have the document open: in each round the first gets several, the
 * second, which is slow, one.
 */
async function alternatingKeystrokes(
  [ours, theirs]: readonly [readonly string[], readonly string[]],
  uri: string,
  text: string,
  rounds: number,
): Promise<readonly [ours: readonly number[], theirs: readonly number[]]> {
  const [first, second] = [await LanguageServer.start(ours), await LanguageServer.start(theirs)];
  try {
    await first.open(uri, text);
    await second.open(uri, text);
    const [keys, slowKeys] = [typist(text, text.length), typist(text, text.length)];
    const type = (): Promise<number> => first.type(uri, keys.next().value);
    const typeSlowly = (): Promise<number> => second.type(uri, slowKeys.next().value);
    const warmUp = Math.min(WARM_UP, (EDITS * rounds) / 2);
    for (let edit = 0; edit < warmUp; edit++) await type();
    await typeSlowly();
    const [times, slowTimes]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      for (let edit = 0; edit < EDITS; edit++) times.push(await type());
      slowTimes.push(await typeSlowly());
    }
    return [times, slowTimes];
  } finally {
    first.stop();
    second.stop();
  }
}

/** Five files, each importing from the next; the last is edited, the first one's findings are waited for. */
async function chainEdits(
  program: readonly string[],
  folder: string,
  edits: number,
): Promise<readonly number[]> {
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
  const server = await LanguageServer.start(program);
  try {
    const [first = '', last = ''] = [uris[0], uris.at(-1)];
    await server.open(last, texts.at(-1) ?? '');
    await server.open(first, texts[0] ?? '');
    const times: number[] = [];
    for (let edit = 0; edit < edits; edit++) times.push(await server.type(last, insertion(1, 4, ' '), first));
    return times;
  } finally {
    server.stop();
  }
}

function insertion(line: number, character: number, text: string): Keystroke {
  const at = { line, character };
  return { start: at, end: at, text };
}

async function firstFindings(
  server: readonly string[],
  uri: string,
  text: string,
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  const start = performance.now();
  const running = await LanguageServer.start(server, undefined, env);
  try {
    await running.open(uri, text);
    return performance.now() - start;
  } finally {
    running.stop();
  }
}

const OPEN_FILES = 50;
/** In a round: 10,000 in the five rounds that are usual. */
const MANY_EDITS = 2000;

async function memoryRows(program: readonly string[], repeat: number): Promise<Row[]> {
  const edits = MANY_EDITS * repeat;
  const server = await LanguageServer.start(program);
  try {
    for (let file = 0; file < OPEN_FILES; file++) {
      await server.open(`untitled:open${String(file)}.py`, threadedModule(file, 30));
    }
    const before = server.memoryMb();
    if (before === undefined) return [];
    const text = threadedModule(0, 30);
    const keys = typist(text, 1);
    await server.open(URI, text);
    for (let edit = 0; edit < edits; edit++) {
      await server.type(URI, keys.next().value);
    }
    const after = server.memoryMb() ?? Number.NaN;
    return [
      { name: 'memory of the server, 50 open files', value: before, unit: 'MB', goal: '≤ 110' },
      {
        name: `memory after ${edits.toLocaleString('en')} edits / before`,
        value: after / before,
        unit: '×',
        goal: '≤ 1.2',
      },
    ];
  } finally {
    server.stop();
  }
}
