import assert from 'node:assert/strict';
import type { Executor, Scenario } from '../../server/src/core/model/scenario';
import { compareModes, comparisonText } from '../../server/src/core/sim/compare';
import { simulate } from '../../server/src/core/sim/engine';
import { simulationHtml } from '../../server/src/core/sim/exportHtml';
import { speedscopeJson } from '../../server/src/core/sim/exportSpeedscope';
import { simulationSvg } from '../../server/src/core/sim/exportSvg';
import { traceEventJson } from '../../server/src/core/sim/exportTraceEvent';
import { modesOfScenario } from '../../server/src/core/sim/modes';
import { parseScenario } from '../../server/src/core/sim/parseScenario';
import { simulationText } from '../../server/src/core/sim/text';
import { checkCli, inFolder, runCli } from './support/runCli';

const SCENARIO: Scenario = {
  schema: 1,
  cores: 2,
  switchIntervalSeconds: 0.005,
  seed: 1,
  executor: { kind: 'threads' },
  tasks: [
    { name: 'a', body: [{ kind: 'hold', seconds: 0.3 }] },
    { name: 'b', body: [{ kind: 'hold', seconds: 0.3 }] },
  ],
};

const SENTENCE = 'Two threads of crunch take as long as one after the other.';

const THREADS_CSV = [
  'mode,thread,has GIL,collects garbage,GIL wait,released,I/O,lock,hand-overs,start,end',
  'Threads,main,0.0000,0.0000,0.0168,0.0000,0.0000,0.9831,3,0,0.602616458',
  'Threads,a,0.5009,0.0000,0.4990,0.0000,0.0000,0.0000,59,0.00001,0.598919487',
  'Threads,b,0.5022,0.0000,0.4977,0.0000,0.0000,0.0000,59,0.005238803,0.602584772',
].join('\r\n');

const ALL_MODES_CSV = [
  THREADS_CSV,
  'One after another,main,1.0000,0.0000,0.0000,0.0000,0.0000,0.0000,0,0,0.6',
  'Processes,main,0.0099,0.0000,0.0000,0.0000,0.0000,0.9901,0,0,0.304799701',
  'Processes,process 1,0.9943,0.0000,0.0000,0.0000,0.0000,0.0000,0,0.0015,0.303219721',
  'Processes,process 2,0.9943,0.0000,0.0000,0.0000,0.0000,0.0000,0,0.003,0.304728022',
  'Interpreters,main,0.0001,0.0000,0.0000,0.0000,0.0000,0.9999,0,0,0.308505006',
  'Interpreters,interpreter 1,0.9732,0.0000,0.0000,0.0000,0.0000,0.0000,0,0.000018,0.308277721',
  'Interpreters,interpreter 2,0.9732,0.0000,0.0000,0.0000,0.0000,0.0000,0,0.0001674,0.308435422',
  'Free-threaded,main,0.0001,0.0000,0.0000,0.0000,0.0000,0.9999,0,0,0.300305006',
  'Free-threaded,worker 1,0.9998,0.0000,0.0000,0.0000,0.0000,0.0000,0,0.000018,0.300077721',
  'Free-threaded,worker 2,0.9998,0.0000,0.0000,0.0000,0.0000,0.0000,0,0.0001674,0.300235422',
].join('\r\n');

const SETTINGS = 'Predicted by Gilscope, not measured: 2 tasks, 2 cores, switch interval 5 ms, seed 1.';
const MODES = [
  '| Mode | Time | Against this mode | GIL busy | Waiting for the GIL | Hand-overs |',
  '| --- | ---: | ---: | ---: | ---: | ---: |',
  '| **Threads** | 600 ms | – | >99 % | 610 ms | 121 |',
  '| One after another | 600 ms | same | 100 % | 0 s | 0 |',
  '| Processes | 300 ms | 2.0× as fast | 98 % | 0 s | 0 |',
  '| Interpreters | 310 ms | 2.0× as fast | 97 % | 0 s | 0 |',
  '| Free-threaded | 300 ms | 2.0× as fast | no GIL | 0 s | 0 |',
];

/** Runs the command on a scenario file and on a line; both must print what the simulator gives for the scenario. */
async function checkPrints(
  argv: readonly string[],
  expected: string,
  place = ['--scenario', 's.json'],
): Promise<void> {
  await inFolder({ 's.json': JSON.stringify(SCENARIO), 'a.py': 'spawn(crunch)\n' }, async ({ path }) => {
    const result = await runCli(['simulate', ...place, ...argv], { cwd: path });
    assert.deepEqual([result.code, result.stderr], [0, '']);
    assert.equal(result.stdout.trimEnd(), expected.trimEnd());
  });
}

/** The result of a scenario that differs in some points, as JSON. */
function resultOf(change: Partial<Scenario>, options = { spans: false }): string {
  return JSON.stringify(simulate({ ...SCENARIO, ...change }, options), undefined, 2);
}

describe('simulate: scenario file', () => {
  const withSpans = simulate(SCENARIO, { spans: true });

  it('prints every format', async () => {
    await checkPrints([], simulationText(SCENARIO, withSpans));
    await checkPrints(['--format', 'json'], resultOf({}));
    await checkPrints(['--format', 'json', '--spans'], resultOf({}, { spans: true }));
    await checkPrints(['--format', 'trace'], traceEventJson(SCENARIO, withSpans));
    await checkPrints(['--format', 'speedscope'], speedscopeJson(SCENARIO, withSpans));
    await checkPrints(['--format', 'svg'], simulationSvg(SCENARIO, withSpans));
    await checkPrints(['--format', 'html'], simulationHtml(SCENARIO, withSpans));
    await checkPrints(
      ['--format', 'png'],
      `PNG of ${simulationSvg(SCENARIO, withSpans, { theme: 'light' })}`,
    );
  });

  it('gives pictures the colours asked for', async () => {
    const theme = 'dark';
    const dark = ['--theme', theme];
    await checkPrints(['--format', 'svg', ...dark], simulationSvg(SCENARIO, withSpans, { theme }));
    await checkPrints(['--format', 'html', ...dark], simulationHtml(SCENARIO, withSpans, { theme }));
    await checkPrints(
      ['--format', 'png', ...dark],
      `PNG of ${simulationSvg(SCENARIO, withSpans, { theme })}`,
    );
  });

  it('writes into a file, in the form that its name asks for', () =>
    inFolder({ 's.json': JSON.stringify(SCENARIO) }, async (folder) => {
      const check = async (name: string, expected: string, ...argv: readonly string[]): Promise<void> => {
        const words = ['simulate', '--scenario', 's.json', '--output', name, ...argv];
        const { stdout, stderr, code } = await runCli(words, { cwd: folder.path, isTTY: true });
        assert.deepEqual([stdout, stderr, code], ['', '', 0]);
        assert.equal(folder.read(name).trimEnd(), expected.trimEnd());
      };
      await check('out', simulationText(SCENARIO, withSpans));
      await check('out.txt', simulationText(SCENARIO, withSpans));
      await check('out.json', resultOf({}));
      await check('out.trace.json', traceEventJson(SCENARIO, withSpans));
      await check('out.speedscope.json', speedscopeJson(SCENARIO, withSpans));
      await check('out.SVG', simulationSvg(SCENARIO, withSpans));
      await check('out.png', `PNG of ${simulationSvg(SCENARIO, withSpans, { theme: 'light' })}`);
      await check('out.html', simulationHtml(SCENARIO, withSpans));
      await check('out.csv', THREADS_CSV);
      await check('out.md', [SETTINGS, '', ...MODES].join('\n'));
      await check('out.csv', resultOf({}), '--format', 'json');
    }));

  it('says why it does not write', async () => {
    const check = (argv: readonly string[], message: string, isTTY = false): Promise<void> =>
      checkCli(
        { 's.json': JSON.stringify(SCENARIO), 'folder/a': '' },
        ['simulate', '--scenario', 's.json', ...argv],
        `exit 2\n! gilscope: ${message}`,
        { isTTY },
      );
    const refusal =
      'A PNG is not for a terminal: name a file with --output, or send standard output to a file or a program';
    await check(['--format', 'png'], refusal, true);
    await check(['--format', 'png', '--output', '-'], refusal, true);
    await check(['--output', 'folder'], 'folder: is a folder');
    await check(['--output', 'none/out.svg'], 'none/out.svg: no such file or folder');
    await check(['--output', './s.json'], '--output ./s.json would replace what is simulated');
  });

  it('keeps names in their line of the terminal', () => {
    const name = `\u001b[31m"a"\r\n<script>\u202e${'x'.repeat(5000)}`;
    const scenario = { ...SCENARIO, tasks: SCENARIO.tasks.map((task) => ({ ...task, name })) };
    return inFolder({ 's.json': JSON.stringify(scenario) }, async ({ path }) => {
      const { stdout } = await runCli(['simulate', '--scenario', 's.json'], { cwd: path });
      const shown = '\\x1b[31m"a"\\r\\n<script>\\u202exxxxxxxxxx…';
      const names = stdout.split('\n').map((line) => line.slice(0, 42).trimEnd());
      assert.deepEqual(names.slice(0, 4), ['GIL', 'm main', `1 ${shown}`, `2 ${shown}`]);
      assert.ok(stdout.split('\n').every((line) => line.length < 200));
    });
  });

  it('prints the table of threads as CSV', async () => {
    await checkPrints(['--format', 'csv'], THREADS_CSV);
    await checkPrints(['--format', 'csv', '--compare'], ALL_MODES_CSV);
  });

  it('prints a summary in Markdown, all modes side by side', async () => {
    await checkPrints(['--format', 'markdown'], [SETTINGS, '', ...MODES].join('\n'));
    await checkPrints(['--format', 'markdown', '--compare'], [SETTINGS, '', ...MODES].join('\n'));
  });

  it('takes two threads twice as long as two cores without a GIL', async () => {
    await inFolder({ 's.json': JSON.stringify(SCENARIO) }, async ({ path }) => {
      const wall = async (...argv: string[]): Promise<number> => {
        const { stdout } = await runCli(['simulate', '--scenario', 's.json', '--format', 'json', ...argv], {
          cwd: path,
        });
        const result: { wallSeconds: number } = JSON.parse(stdout);
        return result.wallSeconds;
      };
      const near = async (seconds: number, ...argv: string[]): Promise<void> => {
        const found = await wall(...argv);
        assert.ok(
          Math.abs(found / seconds - 1) <= 0.02,
          `${argv.join(' ')}: ${found} s instead of ${seconds} s`,
        );
      };
      await near(0.6);
      await near(0.6, '--mode', 'sequential');
      await near(0.3, '--mode', 'free-threaded');
      await near(0.6, '--mode', 'free-threaded', '--cores', '1');
    });
  });

  it('changes what the options say', async () => {
    const json = ['--format', 'json'];
    const pool: Executor = { kind: 'pool', workers: 1 };
    await checkPrints([...json, '--mode', 'pool', '--workers', '1'], resultOf({ executor: pool }));
    await checkPrints(
      [...json, '--seed', '7', '--switch-interval', '0.05', '--cores', '1'],
      resultOf({ seed: 7, switchIntervalSeconds: 0.05, cores: 1 }),
    );
  });

  it('says that threads have no workers', () =>
    inFolder({ 's.json': JSON.stringify(SCENARIO) }, async ({ path }) => {
      const result = await runCli(
        ['simulate', '--scenario', 's.json', '--workers', '3', '--format', 'json'],
        { cwd: path },
      );
      assert.deepEqual(
        [result.code, result.stderr],
        [0, 'gilscope: --workers has no effect in mode threads\n'],
      );
      assert.equal(result.stdout, `${resultOf({})}\n`);
    }));

  it('compares modes', async () => {
    const comparisons = compareModes(SCENARIO, modesOfScenario(SCENARIO));
    await checkPrints(['--compare'], comparisonText(comparisons));
    await checkPrints(
      ['--compare', '--format', 'json'],
      JSON.stringify({ schema: 1, modes: comparisons }, undefined, 2),
    );
    await checkPrints(
      ['--compare', '--format', 'html'],
      simulationHtml(SCENARIO, withSpans, { outcomes: comparisons }),
    );
  });

  it('reads standard input', async () => {
    const { stdout } = await runCli(['simulate', '--scenario', '-', '--format', 'json'], {
      cwd: '/',
      stdin: JSON.stringify(SCENARIO),
    });
    assert.equal(stdout, `${resultOf({})}\n`);
  });

  it('names what is wrong with a scenario', async () => {
    const bad = { ...SCENARIO, cores: 0, tasks: [{ name: 'a', body: [{ kind: 'hold', seconds: -1 }] }] };
    const files = { 'text.json': 'no JSON', 'bad.json': JSON.stringify(bad) };
    const check = (name: string, ...problems: string[]): Promise<void> =>
      checkCli(
        files,
        ['simulate', '--scenario', name],
        ['exit 2', ...problems.map((problem) => `! gilscope: ${name}: ${problem}`)].join('\n'),
      );
    await check('no.json', 'no such file or folder');
    await check('text.json', `not valid JSON: Unexpected token 'o', "no JSON" is not valid JSON`);
    const parsed = parseScenario(bad);
    const errors = 'errors' in parsed ? parsed.errors : [];
    assert.equal(errors.length, 2);
    await check('bad.json', ...errors);
  });
});

describe('simulate: line of a file', () => {
  const scenario: Scenario = {
    ...SCENARIO,
    cores: 4,
    tasks: SCENARIO.tasks.map((task, i) => ({ ...task, name: `crunch ${i + 1}` })),
  };
  const modes = [
    { title: 'Threads', executor: { kind: 'threads' } },
    { title: 'One after another', executor: { kind: 'sequential' } },
  ] as const;

  it('says what Gilscope says of it, then simulates', async () => {
    const heading = `${SENTENCE}\nPredicted, not measured.\n\n`;
    await checkPrints([], heading + simulationText(scenario, simulate(scenario, { spans: true })), [
      'a.py:1',
    ]);
    await checkPrints(['--compare'], heading + comparisonText(compareModes(scenario, modes)), ['a.py:1']);
    await checkPrints(
      ['--format', 'svg'],
      simulationSvg(scenario, simulate(scenario, { spans: true }), {
        sentence: SENTENCE,
        title: 'crunch: Threads',
      }),
      ['a.py:1'],
    );
    await checkPrints(
      ['--format', 'markdown'],
      [
        `**${SENTENCE}**`,
        '',
        'Predicted by Gilscope, not measured: `crunch` at a.py:1, 2 tasks, 4 cores, switch interval 5 ms, seed 1.',
        '',
        ...MODES.slice(0, 4),
      ].join('\n'),
      ['a.py:1'],
    );
    const changed = { ...scenario, cores: 1, switchIntervalSeconds: 0.01 };
    await checkPrints(
      ['--cores', '1', '--switch-interval', '0.01', '--format', 'json'],
      JSON.stringify(simulate(changed), undefined, 2),
      ['a.py:1'],
    );
  });

  it('refuses what is no site', async () => {
    const check = (argv: string[], expected: string): Promise<void> =>
      checkCli({ 'a.py': 'x\nspawn(crunch)' }, ['simulate', ...argv], `exit 2\n! gilscope: ${expected}`);
    await check(['a.py:1'], 'a.py: line 1 starts no concurrent work; lines that do: 2');
    await check(['a.py'], 'expected FILE:LINE, found "a.py"');
    await check(['b.py:1'], 'b.py: no such file or folder');
    await check([], 'expected either FILE:LINE or --scenario FILE');
    await check(['a.py:2', '--scenario', 's.json'], 'expected either FILE:LINE or --scenario FILE');
    await check(
      ['a.py:2', '--compare', '--format', 'svg'],
      '--compare goes with --format text, json, html, csv or markdown, not svg',
    );
    await check(
      ['a.py:2', '--mode', 'fibers'],
      "option '--mode <mode>' argument 'fibers' is invalid. Allowed choices are threads, sequential, processes, interpreters, free-threaded, pool, event-loop.",
    );
    await check(
      ['a.py:2', '--switch-interval', '0'],
      "option '--switch-interval <seconds>' argument '0' is invalid. Expected a number of seconds above 0.",
    );
  });
});
