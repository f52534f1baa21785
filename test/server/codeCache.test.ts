/** The cache of compiled code: used where it is intact and the user's own, and harmless everywhere else. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { type CachedScript, compileCached } from '../../server/src/node/codeCache';

const ANSWERS = '(function () { function called() { return 42; } return called(); })';
const MORE = '(function () { return 43; /* of another length */ })';

describe('cache of compiled code', () => {
  let place = '';
  let program = '';
  let folder = '';

  beforeEach(() => {
    place = fs.mkdtempSync(join(tmpdir(), 'gilscope-code-'));
    program = join(place, 'program.js');
    folder = join(place, 'code');
    fs.writeFileSync(program, ANSWERS);
  });
  afterEach(() => {
    fs.chmodSync(place, 0o700);
    fs.rmSync(place, { recursive: true });
  });

  function answerOf({ script }: CachedScript): unknown {
    return (script.runInThisContext() as () => unknown)();
  }

  /** Runs the program as a process does, and keeps what was compiled. */
  function session(): CachedScript {
    const cached = compileCached(program, folder);
    answerOf(cached);
    cached.save();
    return cached;
  }

  /** What the next process finds; its program works in any case. */
  function checkNext(expected: 'used' | 'none' | 'rejected', answer = 42): CachedScript {
    const next = compileCached(program, folder);
    const { cachedDataRejected: rejected } = next.script;
    assert.equal(rejected === undefined ? 'none' : rejected ? 'rejected' : 'used', expected);
    assert.equal(answerOf(next), answer);
    // What V8 has refused it may refuse again.
    assert.equal(next.dueMs() <= Date.now(), expected === 'none');
    return next;
  }

  const onlyFile = (): string => {
    const [file, ...others] = fs.readdirSync(folder);
    assert.deepEqual(others, []);
    return join(folder, file ?? '');
  };

  it('serves the next process, and is its user’s alone', () => {
    session();
    checkNext('used');
    if (process.platform === 'win32') return;
    assert.deepEqual(
      [folder, onlyFile()].map((path) => (fs.statSync(path).mode & 0o777).toString(8)),
      ['700', '600'],
    );
  });

  it('does not serve another text, even of the same length', () => {
    session();
    fs.writeFileSync(program, ANSWERS.replace('42', '24'));
    checkNext('none', 24);
    fs.writeFileSync(program, MORE);
    checkNext('none', 43);
  });

  it('is made again where it is damaged', () => {
    session();
    const intact = fs.readFileSync(onlyFile());
    const damaged = Buffer.from(intact);
    damaged[damaged.length - 5] = (damaged.at(-5) ?? 0) ^ 1;
    for (const content of [damaged, intact.subarray(0, -1), intact.subarray(0, 39), Buffer.alloc(0)]) {
      fs.writeFileSync(onlyFile(), content);
      checkNext('none').save();
      checkNext('used');
    }
  });

  /** The file as it would be with other contents: the time of birth, then V8's code. */
  function alter(change: (content: Buffer) => void): void {
    const content = fs.readFileSync(onlyFile()).subarray(32);
    change(content);
    fs.writeFileSync(onlyFile(), Buffer.concat([createHash('sha256').update(content).digest(), content]));
  }

  /** Sessions in processes of their own, at the same time: in this one V8 remembers programs without our help. */
  async function sessionsElsewhere(processes: number, each: number): Promise<void> {
    const session = join(place, 'session.js');
    await build({
      stdin: {
        contents: `import { compileCached } from './server/src/node/codeCache';
          for (let i = 0; i < ${each}; i++) {
            const cached = compileCached(${JSON.stringify(program)}, ${JSON.stringify(folder)});
            if (cached.script.runInThisContext()() !== 42) throw new Error('wrong answer');
            cached.save();
          }`,
        resolveDir: join(__dirname, '..', '..'),
      },
      ...{ bundle: true, platform: 'node', format: 'cjs', outfile: session },
    });
    const run = (): Promise<unknown> => promisify(execFile)(process.execPath, [...process.execArgv, session]);
    await Promise.all(Array.from({ length: processes }, run));
  }

  it('is made again where V8 refuses it', async () => {
    await sessionsElsewhere(1, 1);
    alter((content) => content.writeUInt32LE(0, 8));
    checkNext('rejected').save();
    checkNext('used');
  });

  it('learns what the first run did not need, ever more rarely', () => {
    compileCached(program, folder).save();
    const small = fs.statSync(onlyFile()).size;
    const next = checkNext('used');
    next.save();
    assert.ok(fs.statSync(onlyFile()).size > small);
    const waits = (cached: CachedScript): number => Math.round((cached.dueMs() - Date.now()) / 60_000);
    assert.equal(waits(next), 1);
    alter((content) => content.writeDoubleLE(Date.now() - 8 * 60_000));
    assert.equal(waits(checkNext('used')), 8);
  });

  it('is whole however many write it at a time', async () => {
    await sessionsElsewhere(3, 20);
    checkNext('used');
    onlyFile();
  });

  it('is not read where others may have written it', () => {
    // Windows has no such bits.
    if (process.geteuid === undefined) return;
    session();
    fs.chmodSync(onlyFile(), 0o620);
    checkNext('none');
    fs.chmodSync(onlyFile(), 0o600);
    fs.chmodSync(folder, 0o707);
    checkNext('none');
    fs.chmodSync(folder, 0o700);
    fs.renameSync(folder, `${folder}2`);
    fs.symlinkSync(`${folder}2`, folder);
    checkNext('none');
  });

  it('is not needed', () => {
    fs.writeFileSync(folder, 'a file where the folder should be');
    checkNext('none').save();
    checkNext('none');
    assert.deepEqual(fs.readdirSync(place).sort(), ['code', 'program.js']);
  });
});
