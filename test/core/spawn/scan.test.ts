/** The scan leaves out no file that has something to say, and does leave out those that cannot. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { STDLIB_MODULES } from '../../../server/src/core/bind/stdlibModules';
import { ALIASES } from '../../../server/src/core/kb/data/aliases';
import { TYPE_TABLES } from '../../../server/src/core/kb/data/types';
import { DEFAULT_CONFIG } from '../../../server/src/core/model/config';
import { createGilscope } from '../../../server/src/core/service';
import { isWorthListing, isWorthParsing, SOURCE_WORDS } from '../../../server/src/core/spawn/scan';
import { pythonParser } from '../../support/parser';
import { standardLibraryFiles } from '../../support/standardLibrary';

function check(expected: boolean, ...texts: readonly string[]): void {
  for (const text of texts) {
    it(`${expected ? 'parses' : 'skips'} ${JSON.stringify(text)}`, () => {
      assert.equal(isWorthParsing(text), expected);
    });
  }
}

describe('the scan', () => {
  check(
    true,
    'import threading\nthreading.Thread(target=f).start()',
    'from .jobs import pool\npool.submit(f)',
    'from . import jobs\njobs.pool.map(f, x)',
    'import jobs as j, os\nj.run(f).start()',
    'import os; import jobs; jobs.Worker().start()',
    'if os.name: from jobs import Worker\nWorker().start()',
    'def run(ctx): ctx.Process(target=f).start()',
    'async def f(loop): await loop.run_in_executor(None, g)',
    'p = importlib.import_module(name).Pool(4)',
    'while not done: pass',
    'while not self.done:  # until then\n    time.sleep(1)',
    'while not done.is_set(): pass',
    'while x[f()] and True: pass',
    'while f(len(x)).y:\n    continue',
    'def f():  # gilscope: cpu\n    pass',
    'from concurrent.futures import Executor\ndef f(pool: "Executor"): pool.submit(g)',
    'import threading\ngetattr(threading, "Thread")(target=f)',
    "from .jobs import pool\ndef f(x: 'dict[str, Executor]'): pool.go(x)",
    'import asyncio\nx = f"""{asyncio.to_thread(f)}"""',
    'import threading\nx = """\nthreading.Thread(target=f).start()',
    'import threading\nx = "#"; threading.Thread(target=f).start()',
    "import threading\nx = '\\''; threading.Thread(target=f).start() # '",
    'import \\\n  threading as t\nt.Thread(target=f)',
    'from\\\n  jobs import pool\npool.submit(f)',
    'from jobs\\\n  import os\nos.submit(f)',
    'import importlib\nimportlib.import_module("jobs").Worker().start( )',
    'from .jobs import ThreadWorker\nThreadWorker(f)',
    'import os, \\\n  jobs\njobs.submit(f)',
  );
  check(
    false,
    '',
    'x = 1',
    'import os\nsubprocess = ProcessTable()',
    'import threading\nlock = threading.Lock()',
    '# import threading; threading.Thread(target=f).start()',
    '"""Uses threading.Thread(target=f).start()."""\nimport os',
    "import os\nr'''\nwhile x: pass\n'''\n",
    "import threading\nx = 'The Thread ended'",
    'import threading\nprint(b"<Process>")',
    'from os import path, sep\nPool = 1',
    'import os, sys as system\nThread = 1',
    'from . import tools\nraise tools.ProcessError',
    'from .run import call\ncall(f, start_new_session=True)',
    'from . import tools\ntools.match(x).start(1)',
    'import importlib, threading\nmatch.start()',
    'while True:  # until then\n    time.sleep(1)',
    'while 0: pass\nwhile (False):\n  continue',
    'while stream.read(1024):\n    pass',
    'while not self.take(timeout=1): pass',
    'while p.poll() is None:\n    time.sleep(.1)',
    'while n := step(): pass',
    'x = ["while y: pass", \'while not done: pass\']',
  );

  it('lists event loops, about which no rule has anything to say', () => {
    const loops = ['import asyncio\nasyncio.run(main())', 'from asyncio import gather\ngather(f(), g())'];
    for (const text of loops) {
      assert.equal(isWorthParsing(text), false);
      assert.equal(isWorthListing(text), true);
    }
    for (const text of ['import asyncio\nasync def f(): pass', '# asyncio.run\ntrain.run(x)', 'run(f)']) {
      assert.equal(isWorthListing(text), false);
    }
  });

  it('knows every module of the standard library that gives something to start', () => {
    const mentioned = TYPE_TABLES.flatMap((table) =>
      [table.returns, table.attributes].flatMap((members) =>
        Object.entries(members).flatMap(([owner, types]) =>
          Object.values(types).map((type) => [owner, type] as const),
        ),
      ),
    );
    const pairs = [...mentioned, ...TYPE_TABLES.flatMap((table) => Object.entries(table.bases)), ...ALIASES];
    const unseen = pairs.filter(
      ([name, meaning]) =>
        STDLIB_MODULES.has(name.split('.')[0] ?? '') &&
        /Thread\b|Process\b|Pool\b|Executor\b|EventLoop\b/.test(meaning) &&
        !/CompletedProcess/.test(meaning) &&
        !SOURCE_WORDS.test(name),
    );
    assert.deepEqual(unseen, []);
  });

  it('agrees with parsing everything, on programs and on halves of them', async () => {
    const parser = await pythonParser();
    const host = { read: () => undefined };
    const scanning = createGilscope({ parser, host });
    const parsing = createGilscope({ parser, host, parseAll: true });
    const examples = join(__dirname, '../../../examples');
    const texts = readdirSync(examples, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.py'))
      .map((name) => readFileSync(join(examples, name), 'utf8'));
    const cut = fc.tuple(fc.constantFrom(...texts), fc.nat(), fc.nat({ max: 400 }));
    fc.assert(
      fc.property(cut, ([whole, at, length]) => {
        const start = at % (whole.length + 1);
        const source = {
          path: 'a.py',
          text: whole.slice(0, start) + whole.slice(start + length),
          config: DEFAULT_CONFIG,
        };
        const { sites, findings } = parsing.analyze(source);
        const scanned = scanning.analyze(source);
        assert.deepEqual([scanned.sites, scanned.findings], [sites, findings]);
      }),
      { numRuns: 60 },
    );
  });

  it('agrees with parsing everything, on the standard library', async function () {
    this.timeout(300_000);
    const parser = await pythonParser();
    const texts = new Map(standardLibraryFiles().map((path) => [path, readFileSync(path, 'utf8')]));
    const host = { read: (path: string) => texts.get(path) };
    const scanning = createGilscope({ parser, host, batch: true });
    const parsing = createGilscope({ parser, host, batch: true, parseAll: true });
    for (const [path, text] of texts) {
      const { sites, findings } = parsing.analyze({ path, text, config: DEFAULT_CONFIG });
      const scanned = scanning.analyze({ path, text, config: DEFAULT_CONFIG });
      assert.deepEqual([scanned.sites, scanned.findings], [sites, findings], path);
    }
  });

  it('reads a file as part of others as it does first', async function () {
    this.timeout(300_000);
    const parser = await pythonParser();
    const texts = new Map(standardLibraryFiles().map((path) => [path, readFileSync(path, 'utf8')]));
    const host = { read: (path: string) => texts.get(path) };
    const session = createGilscope({ parser, host, batch: true });
    const forwards = [...texts].map(([path, text]) =>
      session.analyze({ path, text, config: DEFAULT_CONFIG }),
    );
    const backwards = [...texts]
      .reverse()
      .map(([path, text]) => session.analyze({ path, text, config: DEFAULT_CONFIG }));
    assert.deepEqual(
      forwards.map(({ sites, findings }) => [sites, findings]),
      backwards.reverse().map(({ sites, findings }) => [sites, findings]),
    );
  });
});
