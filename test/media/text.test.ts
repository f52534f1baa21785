import assert from 'node:assert/strict';
import { describeSpan, spokenSpan } from '../../media/src/describe';
import {
  formatCount,
  formatDuration,
  formatFactor,
  formatPercent,
  formatTime,
  plural,
} from '../../media/src/run/format';
import { comparedWith, differenceText } from '../../server/src/core/sim/differences';
import { threadsCsv } from '../../server/src/core/sim/threadTable';
import { viewMarkdown } from '../../media/src/summary';
import type { Action } from '../../media/src/store';
import { exampleSubject, exampleView } from './fixtures';

describe('numbers', () => {
  it('have two significant digits and a unit that suits', () => {
    const durations = [3.61, 0.9996, 0.1234, 0.005, 5e-6, 2.5e-9, 146, 1999, 0, Number.NaN];
    assert.deepEqual(
      durations.map((seconds) => formatDuration(seconds)),
      ['3.6 s', '1 s', '120 ms', '5 ms', '5 µs', '2.5 ns', '150 s', '2,000 s', '0 s', '–'],
    );
    assert.equal(formatDuration(0.0653, 3), '65.3 ms');
  });

  it('are exact to a resolution as times', () => {
    const times = [
      [1.2054, 0.001],
      [0.1205, 0.0001],
      [0, 0.1],
      [0.000018, 0.000001],
    ] as const;
    assert.deepEqual(
      times.map(([seconds, resolution]) => formatTime(seconds, resolution)),
      ['1.205 s', '120.5 ms', '0 ms', '18 µs'],
    );
  });

  it('never round a little to nothing or nearly all to all', () => {
    const shares = [0, 0.001, 0.005, 0.254, 0.994, 0.999, 1, Number.NaN];
    assert.deepEqual(shares.map(formatPercent), [
      '0 %',
      '<1 %',
      '1 %',
      '25 %',
      '99 %',
      '>99 %',
      '100 %',
      '–',
    ]);
  });

  it('are grouped, counted and compared', () => {
    assert.deepEqual(
      [formatCount(1234567), formatFactor(3.44), formatFactor(12.4)],
      ['1,234,567', '3.4×', '12×'],
    );
    assert.deepEqual([plural(1, 'thread'), plural(2, 'thread')], ['1 thread', '2 threads']);
  });

  it('compare times, and say less of runs that were cut off', () => {
    function checkCompared(time: string, base: string, expected: string): void {
      const result = (text: string): { wallSeconds: number; truncated: boolean } => ({
        wallSeconds: Number(text.replace('>', '')),
        truncated: text.startsWith('>'),
      });
      assert.equal(comparedWith(result(time), result(base)), expected, `${time} against ${base}`);
    }
    checkCompared('1', '3', '3.0× as fast');
    checkCompared('3', '1', '3.0× as long');
    checkCompared('1', '1.02', 'same');
    checkCompared('0', '1', '–');
    checkCompared('1', '>3', 'over 3.0× as fast');
    checkCompared('>3', '1', 'over 3.0× as long');
    checkCompared('3', '>1', '–');
    checkCompared('>1', '3', '–');
    checkCompared('>1', '>3', '–');
  });

  it('say how much one run takes less or more than another', () => {
    const told = (seconds: number, base: number, truncated = false): string =>
      differenceText({ wallSeconds: seconds, truncated }, { wallSeconds: base, truncated: false });
    assert.equal(told(0.19, 0.55), '190 ms: 360 ms less, 2.9× as fast');
    assert.equal(told(0.72, 0.55), '720 ms: 170 ms more, 1.3× as long');
    assert.equal(told(0.551, 0.55), '550 ms, as long as the chosen mode');
    assert.equal(told(0.72, 0.55, true), '720 ms: over 170 ms more, over 1.3× as long');
    assert.equal(told(0.5, 0.55, true), '500 ms');
  });
});

describe('a span in words', () => {
  function checkWords(lane: number, span: number, expected: string, actions: readonly Action[] = []): void {
    const { derived } = exampleView(...actions);
    const mode = derived.knobs.mode;
    const description = describeSpan({ lane: `${mode}/${String(lane)}`, span }, derived);
    assert.equal(description === undefined ? undefined : spokenSpan(description), expected);
  }

  it('says who does what when, and where in the code', () =>
    checkWords(2, 0, 'worker 1: holding the GIL. 1.00 to 3.00 ms (2 ms). Task crunch 1. crunch, a.py:3'));

  it('says who had the GIL meanwhile', () => {
    checkWords(
      2,
      1,
      'worker 1: waiting for the GIL. 3.00 to 5.00 ms (2 ms). Task crunch 1. Held meanwhile by worker 2. crunch, a.py:3',
    );
  });

  it('speaks of the GIL by its holder', () =>
    checkWords(0, 1, 'worker 2 holds the GIL. 3.00 to 5.00 ms (2 ms)'));

  it('does not speak of a GIL where there is none', () =>
    checkWords(0, 0, 'worker 1: running Python code. 0.00 to 4.00 ms (4 ms). Task crunch 1. crunch, a.py:3', [
      { type: 'mode', mode: 'free-threaded' },
    ]));

  it('is nothing for a span that is not there', () => {
    const { derived } = exampleView();
    assert.equal(describeSpan({ lane: 'pool/2', span: -1 }, derived), undefined);
    assert.equal(describeSpan({ lane: 'pool/9', span: 0 }, derived), undefined);
  });
});

describe('the summary', () => {
  it('is Markdown with verdict, settings, modes and assumptions', () => {
    assert.equal(
      viewMarkdown(exampleView().derived),
      [
        '**crunch holds the GIL for about 0.9 s a call; 2 threads take 1.9 s, as long as one after another.**',
        '',
        'Predicted by Gilscope, not measured: `crunch` at a.py:9, Python 3.13, 2 workers, 2 tasks, 4 cores, ' +
          'switch interval 5 ms, seed 1.',
        '',
        '| Mode | Time | Against this mode | GIL busy | Waiting for the GIL | Hand-overs |',
        '| --- | ---: | ---: | ---: | ---: | ---: |',
        '| **Thread pool** | 12 ms | – | 83 % | 5 ms | 5 |',
        '| One after another | 14 ms | 1.2× as long | 57 % | 0 s | 2 |',
        '| Processes | 9 ms | 1.3× as fast | 89 % | 0 s | 2 |',
        '| Free-threaded | 7 ms | 1.7× as fast | no GIL | 0 s | 2 |',
        '',
        'Assumed:',
        '- The loop at line 3 runs 100 times.',
        '',
      ].join('\n'),
    );
  });

  it('escapes what would be markup', () => {
    const { site, ...rest } = exampleSubject();
    const { derived } = exampleView({
      type: 'subject',
      subject: { ...rest, sentence: 'a_b *c* <d> `e_f` `', site: { ...site, target: '`x`' } },
    });
    const [verdict, , settings] = viewMarkdown(derived).split('\n');
    assert.equal(verdict, '**a\\_b \\*c\\* \\<d\\> `e_f` \\`**');
    assert.match(settings ?? '', /: `'x'` at a\.py:9,/);
  });

  it('is a table for spreadsheets', () => {
    assert.equal(
      threadsCsv(exampleView({ type: 'beside', mode: 'processes', shown: true }).derived.runs),
      [
        'mode,thread,has GIL,collects garbage,GIL wait,released,I/O,lock,hand-overs,start,end',
        'Thread pool,main,0.0000,0.0000,0.0000,0.0000,0.0000,0.5000,0,0,0.002',
        'Thread pool,worker 1,0.5455,0.0000,0.1818,0.0000,0.2727,0.0000,3,0.001,0.012',
        'Thread pool,worker 2,0.4444,0.0000,0.3333,0.0000,0.2222,0.0000,2,0.002,0.011',
        'Processes,process 1,0.5000,0.0000,0.0000,0.0000,0.3750,0.0000,1,0,0.008',
        'Processes,process 2,0.4444,0.0000,0.0000,0.0000,0.3333,0.0000,1,0,0.009',
        '',
      ].join('\r\n'),
    );
  });

  it('quotes what would break the table, and what a spreadsheet would run', () => {
    const { state, derived } = exampleView();
    const [run] = derived.runs;
    assert.ok(run !== undefined && state.subject !== undefined);
    const csv = threadsCsv([{ ...run, title: '=cmd, "x"' }]);
    assert.match(csv.split('\r\n')[1] ?? '', /^"'=cmd, ""x""",main,/);
  });
});
