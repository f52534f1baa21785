import assert from 'node:assert/strict';
import { layoutRows, overviewRows, rowAt } from '../../media/src/layout/rows';
import type { Row } from '../../media/src/layout/rows';
import { ticks } from '../../media/src/layout/ticks';
import { toPx, toSeconds } from '../../media/src/layout/timeScale';
import {
  clampView,
  fitRange,
  isWhole,
  panBy,
  reveal,
  wholeRun,
  zoomAt,
} from '../../media/src/layout/viewport';
import type { View } from '../../media/src/layout/viewport';
import { exampleView } from './fixtures';

describe('the time scale', () => {
  it('maps seconds to pixels and back', () => {
    const scale = { startSeconds: 2, endSeconds: 4, leftPx: 100, widthPx: 800 };
    assert.deepEqual([toPx(scale, 2), toPx(scale, 3), toPx(scale, 4)], [100, 500, 900]);
    assert.deepEqual([toSeconds(scale, 100), toSeconds(scale, 500), toSeconds(scale, 1300)], [2, 3, 5]);
  });
});

describe('marks of the time axis', () => {
  function checkTicks(startSeconds: number, endSeconds: number, widthPx: number, expected: string): void {
    const labels = ticks({ startSeconds, endSeconds, leftPx: 0, widthPx }).flatMap(({ label, px }) =>
      label === undefined ? [] : [`${label} @${px.toFixed(0)}`],
    );
    assert.equal(labels.join(', '), expected);
  }

  it('stand at round times of the unit that suits', () => {
    checkTicks(0, 3.6, 500, '0 @0, 1 s @139, 2 s @278, 3 s @417');
    checkTicks(0, 0.56, 800, '0 @0, 100 ms @143, 200 ms @286, 300 ms @429, 400 ms @571, 500 ms @714');
    checkTicks(0, 0.00002, 400, '0 @0, 5 µs @100, 10 µs @200, 15 µs @300, 20 µs @400');
    checkTicks(0, 480, 500, '0 @0, 100 s @104, 200 s @208, 300 s @313, 400 s @417');
  });

  it('keep as many digits as tell them apart', () => {
    checkTicks(1.2, 1.21, 400, '1.200 s @0, 1.205 s @200, 1.210 s @400');
    checkTicks(0.12, 0.1204, 400, '120.0 ms @0, 120.1 ms @100, 120.2 ms @200, 120.3 ms @300, 120.4 ms @400');
  });

  it('never lie closer than their labels are wide', () => {
    for (const widthPx of [90, 200, 417, 1000, 1600]) {
      for (const seconds of [1e-7, 3e-5, 0.01, 0.7, 1, 2.5, 99, 12345]) {
        const places = ticks({ startSeconds: 0, endSeconds: seconds, leftPx: 0, widthPx }).flatMap(
          ({ label, px }) => (label === undefined ? [] : [px]),
        );
        for (let i = 1; i < places.length; i++) {
          const distance = (places[i] ?? 0) - (places[i - 1] ?? 0);
          assert.ok(
            distance >= 83.9,
            `${String(distance)} px apart at ${String(seconds)} s on ${String(widthPx)} px`,
          );
        }
      }
    }
  });

  it('have small marks between', () => {
    const marks = ticks({ startSeconds: 0, endSeconds: 2, leftPx: 0, widthPx: 200 });
    assert.equal(
      marks.map(({ label, px }) => label ?? px.toFixed(0)).join(' '),
      '0 20 40 60 80 1 s 120 140 160 180 2 s',
    );
  });
});

describe('the visible stretch', () => {
  const view = (startSeconds: number, endSeconds: number): View => ({ startSeconds, endSeconds });

  function checkView(actual: View, expected: string): void {
    assert.equal(`${actual.startSeconds.toFixed(3)} to ${actual.endSeconds.toFixed(3)}`, expected);
  }

  it('stays inside the run and keeps its length', () => {
    checkView(clampView(view(-1, 1), 10), '0.000 to 2.000');
    checkView(clampView(view(9, 11), 10), '8.000 to 10.000');
    checkView(clampView(view(-5, 50), 10), '0.000 to 10.000');
    checkView(panBy(view(2, 4), 3, 10), '5.000 to 7.000');
    checkView(panBy(view(2, 4), -3, 10), '0.000 to 2.000');
  });

  it('zooms around a point that stays where it is', () => {
    checkView(zoomAt(view(0, 10), 2, 0.5, 10), '1.000 to 6.000');
    checkView(zoomAt(view(1, 6), 2, 2, 10), '0.000 to 10.000');
    checkView(zoomAt(view(4, 6), 5, 1000, 10), '0.000 to 10.000');
  });

  it('ends zooming where the clock of the simulator does', () => {
    const smallest = zoomAt(view(0, 10), 5, 1e-30, 10);
    assert.equal((smallest.endSeconds - smallest.startSeconds).toExponential(1), '1.0e-8');
  });

  it('fits a stretch with some air', () => checkView(fitRange(4, 5, 10), '3.900 to 5.100'));

  it('moves just far enough to show a stretch', () => {
    checkView(reveal(view(2, 4), 2.5, 3, 10), '2.000 to 4.000');
    checkView(reveal(view(2, 4), 5, 5.5, 10), '3.600 to 5.600');
    checkView(reveal(view(2, 4), 1, 1.5, 10), '0.900 to 2.900');
    checkView(reveal(view(2, 4), 5, 9, 10), '4.900 to 6.900');
    checkView(reveal(view(2, 4), 1, 9, 10), '2.000 to 4.000');
  });

  it('is whole from end to end, also of a run that takes no time', () => {
    assert.ok(isWhole(wholeRun(10), 10));
    assert.ok(!isWhole(view(0, 9.9), 10));
    assert.ok(wholeRun(0).endSeconds > 0);
  });
});

describe('rows', () => {
  function rowText(row: Row): string {
    const place = `${String(row.topPx)}+${String(row.heightPx)}`;
    if (row.kind === 'section') return `${place} [${row.title}]`;
    return `${place} ${'  '.repeat(row.indent)}${row.name}`;
  }

  it('stand below each other', () => {
    const { rows, heightPx } = exampleView().derived.layout;
    assert.deepEqual(rows.map(rowText), ['0+22 GIL', '22+26 main', '48+26 worker 1', '74+26 worker 2']);
    assert.equal(heightPx, 100);
  });

  it('get a title for each run where there are several', () => {
    const { rows } = exampleView({ type: 'beside', mode: 'processes', shown: true }).derived.layout;
    assert.deepEqual(rows.map(rowText), [
      '0+26 [Thread pool]',
      '26+22 GIL',
      '48+26 main',
      '74+26 worker 1',
      '100+26 worker 2',
      '134+26 [Processes]',
      '160+22 GIL of process 1',
      '182+26   process 1',
      '214+22 GIL of process 2',
      '236+26   process 2',
    ]);
  });

  it('are the same in miniature in the overview', () => {
    const { runs } = exampleView().derived;
    assert.deepEqual(overviewRows(runs, 32).rows.map(rowText), [
      '0+8 GIL',
      '8+8 main',
      '16+8 worker 1',
      '24+8 worker 2',
    ]);
    assert.equal(layoutRows([]).heightPx, 0);
  });

  it('are found by place', () => {
    const { layout } = exampleView().derived;
    const found = [0, 47.9, 48, 99.9, 100, -1]
      .map((y) => rowAt(layout, y))
      .map((row) => (row ? rowText(row) : '-'));
    assert.deepEqual(found, ['0+22 GIL', '22+26 main', '48+26 worker 1', '74+26 worker 2', '-', '-']);
  });
});
