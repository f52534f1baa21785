/**
 * Installs what a fresh clone lacks: the project's own packages, and in cache folders outside the checkout the editor tools
 * (a real VS Code and the Node that runs it) and typeshed. Uses nothing but Node, because it runs before anything is installed.
 */
import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './children.mjs';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** What VS Code's server is built for; it does not start on Node 20. */
const EDITOR_NODE_MAJOR = 24;
const MINIMUM_NODE = [20, 19];

/** A foreseen reason why a task cannot go on. The message is for the user and says what to do. */
export class TaskError extends Error {}

/** Stops with a clear sentence on a Node that is too old for the tools we pin. */
export function checkNodeVersion() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [minimumMajor, minimumMinor] = MINIMUM_NODE;
  if (major > minimumMajor || (major === minimumMajor && minor >= minimumMinor)) return;
  throw new TaskError(
    `Gilscope needs Node ${MINIMUM_NODE.join('.')} or newer; this is ${process.versions.node}.`,
  );
}

/** Runs `npm ci` unless node_modules already holds what the lockfile asks for. */
export async function installPackages() {
  if (!packagesAreStale()) return;
  console.log('Installing packages (npm ci) …');
  await installOrThrow(['ci'], root);
}

/**
 * Installs the editor tools unless this lockfile's are in the cache.
 *
 * @returns {Promise<{ node: string, server: string }>} absolute paths of the Node binary and of VS Code's server
 */
export async function installEditorTools() {
  const note = 'Installing VS Code for the editor tests in %s (about 800 MB, once) …';
  const folder = await installInCache('gilscope-editor', 'test/editor', note, async (unfinished) => {
    // VS Code's own packages come with a lockfile of their own; npm ci refuses it for a missing peer, npm install keeps to it.
    const server = join(unfinished, 'node_modules/code-server/lib/vscode');
    await installOrThrow(['install', '--ignore-scripts', '--omit=dev', '--no-save'], server);
  });
  return {
    node: editorNode(folder),
    server: join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

/**
 * Installs the package that carries typeshed's stubs, unless this lockfile's is in the cache.
 *
 * @returns {Promise<string>} absolute path of the folder with `stdlib` and `stubs`
 */
export async function installTypeshed() {
  const note = 'Installing typeshed in %s (about 40 MB, once) …';
  const folder = await installInCache('gilscope-typeshed', 'test/tasks/typeshed', note, async () => {});
  return join(folder, 'node_modules/pyright/dist/typeshed-fallback');
}

/**
 * Installs the tools that `npm run bench` measures Gilscope against, unless this lockfile's are in the cache.
 *
 * @returns {Promise<string>} absolute path of the folder with their `node_modules`
 */
export async function installPeers() {
  const note = 'Installing other tools to compare with in %s (about 60 MB, once) …';
  return installInCache('gilscope-bench', 'test/bench', note, async () => {});
}

/**
 * Installs the packages of a folder of the checkout into the cache. There the folder gets its final name by a rename when
 * it is complete, so a half-finished one is never used and of two that install at once the second drops its own.
 */
async function installInCache(name, from, note, finish) {
  const manifest = join(root, from, 'package.json');
  const lockfile = join(root, from, 'package-lock.json');
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), name);
  const folder = join(cache, digest(manifest, lockfile));
  if (existsSync(folder)) return folder;
  console.log(note.replace('%s', folder));
  const unfinished = `${folder}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(unfinished, { recursive: true });
    copyFileSync(manifest, join(unfinished, 'package.json'));
    copyFileSync(lockfile, join(unfinished, 'package-lock.json'));
    await installOrThrow(['ci', '--ignore-scripts'], unfinished);
    await finish(unfinished);
    moveInto(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** Absolute path of a Chromium or Chrome on this machine; throws TaskError where there is none. */
export function findChromium() {
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'chrome.exe',
    'msedge.exe',
  ];
  const found = [
    process.env.CHROME_PATH,
    ...(process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    join(process.env.PROGRAMFILES ?? '', 'Google/Chrome/Application/chrome.exe'),
  ].find((path) => path && existsSync(path));
  if (found) return resolve(found);
  throw new TaskError(
    'No Chromium or Chrome found, which the editor tests drive. Install one (Debian: apt-get install chromium), or name it in CHROME_PATH.',
  );
}

/** True unless every package of the lockfile is installed in its version. Optional ones may be for other machines. */
function packagesAreStale() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return true;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).some(
    ([path, { version, optional }]) =>
      path !== '' && present[path]?.version !== version && !(optional && !present[path]),
  );
}

async function installOrThrow(args, cwd) {
  const { code, output } = await npm([...args, '--no-fund', '--no-audit'], { cwd, quiet: true });
  if (code !== 0) throw new TaskError(`npm ${args.join(' ')} failed in ${cwd}:\n${output}`);
}

/** The pinned binary for this machine; where npm has none, the Node that runs this, if it is the right one. */
function editorNode(folder) {
  const packages = ['linux-x64', 'linux-arm64', 'darwin-x64', 'bin-darwin-arm64', 'win-x64'];
  const binary = packages
    .flatMap((name) =>
      ['node', 'node.exe'].map((file) => join(folder, `node_modules/node-${name}/bin`, file)),
    )
    .find((path) => existsSync(path));
  if (binary) return binary;
  if (process.versions.node.startsWith(`${EDITOR_NODE_MAJOR}.`)) return process.execPath;
  throw new TaskError(
    `VS Code's server needs Node ${EDITOR_NODE_MAJOR}, which is not packaged for ${process.platform} ${process.arch}: run this with Node ${EDITOR_NODE_MAJOR}.`,
  );
}

function digest(...paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}

/** Gives a finished folder its name, unless someone else was faster. */
function moveInto(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}
