/** Runs the command line in this process, in a folder made for the test, and compares all that it says. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Io, Transport } from '../../../server/src/cli/io';
import { run } from '../../../server/src/cli/run';
import { fakeGilscope } from './fakeGilscope';

export interface CliOptions {
  readonly cwd: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  /** Answer to a question. */
  readonly answer?: boolean;
  readonly openGilscope?: Io['openGilscope'];
}

export interface CliResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
  readonly questions: readonly string[];
  readonly served: readonly Transport[];
}

export async function runCli(argv: readonly string[], options: CliOptions): Promise<CliResult> {
  const written = { stdout: '', stderr: '' };
  const questions: string[] = [];
  const served: Transport[] = [];
  const isTTY = options.isTTY === true;
  const { stdin = '' } = options;
  const io: Io = {
    cwd: options.cwd,
    env: options.env ?? {},
    stdout: { write: (content) => void (written.stdout += textOf(content)), isTTY },
    stderr: { write: (content) => void (written.stderr += textOf(content)), isTTY },
    readStdin: () => Promise.resolve(typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin),
    confirm: (question) => {
      questions.push(question);
      return Promise.resolve(options.answer === true);
    },
    openGilscope: options.openGilscope ?? ((host) => Promise.resolve(fakeGilscope(host))),
    loadPngRenderer: () => Promise.resolve((svg) => new TextEncoder().encode(`PNG of ${svg}`)),
    serve: (transport) => {
      served.push(transport);
      return Promise.resolve();
    },
  };
  const code = await run(argv, io);
  return { ...written, code, questions, served };
}

function textOf(content: string | Uint8Array): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

/** A folder of files, for as long as the test runs. */
export interface Folder {
  readonly path: string;
  write(name: string, content: string | Uint8Array): void;
  read(name: string): string;
}

export async function inFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
  test: (folder: Folder) => Promise<void>,
): Promise<void> {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'gilscope-test-')));
  const folder: Folder = {
    path,
    write: (name, content) => {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), content);
    },
    read: (name) => readFileSync(join(path, name), 'utf8'),
  };
  try {
    for (const [name, content] of Object.entries(files)) folder.write(name, content);
    await test(folder);
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

/** All that a command says: `exit N`, then standard output, then standard error behind `! `. */
export async function checkCli(
  files: Readonly<Record<string, string | Uint8Array>>,
  argv: readonly string[],
  expected: string,
  options: Omit<CliOptions, 'cwd'> = {},
): Promise<void> {
  await inFolder(files, async ({ path }) => {
    const result = await runCli(argv, { ...options, cwd: path });
    assert.equal(shown(result, path), unindented(expected));
  });
}

/** What a command said, with the test's folder as DIR. */
export function shown({ stdout, stderr, code }: CliResult, folder: string): string {
  const lines = [`exit ${code}`];
  if (stdout !== '') lines.push(stdout.replace(/\n$/, ''));
  if (stderr !== '')
    lines.push(
      ...stderr
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => `! ${line}`.trimEnd()),
    );
  return lines.join('\n').replaceAll(folder, 'DIR');
}

/** Takes away the indentation of the first line from all lines, and blank lines around. */
export function unindented(text: string): string {
  const body = text.replace(/^\n/, '').replace(/\n *$/, '');
  const indent = /^ */.exec(body)?.[0] ?? '';
  return body
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()))
    .join('\n');
}
