import assert from 'node:assert/strict';
import { buildDisplayList } from '../../media/src/layout/displayList';
import type { Scene } from '../../media/src/layout/displayList';
import { CROWDED_PX, laneItems, MIX_PARTS } from '../../media/src/layout/laneItems';
import type { MixItem, SpanItem } from '../../media/src/layout/laneItems';
import { buildLanes } from '../../media/src/run/lanes';
import type { SpanColumns } from '../../media/src/run/spanColumns';
import { STATE_INDEX, stateAt, STATES } from '../../media/src/run/states';
import type { Action } from '../../media/src/store';
import { drawnResult, exampleScenario, exampleView } from './fixtures';

function laneOf(drawing: string): SpanColumns {
  const lane = buildLanes(drawnResult(drawing), exampleScenario()).lanes.find(
    ({ kind }) => kind === 'thread',
  );
  assert.ok(lane !== undefined);
  return lane.spans;
}

/** `H 10..20 18px` for a span, `mix 10..20 H6 W6` for merged ones, `*` where marked. */
function itemText(item: SpanItem | MixItem): string {
  const place = `${item.x.toFixed(1)}..${(item.x + item.width).toFixed(1)}`;
  const mark = item.marked ? ' *' : '';
  if (item.kind === 'span') return `${stateAt(item.state).tag} ${place} ${String(item.height)}px${mark}`;
  const parts = item.parts.flatMap((part, state) =>
    part === 0 ? [] : [`${stateAt(state).tag}${String(part)}`],
  );
  return `mix ${place} ${parts.join(' ')}${mark}`;
}

function items(
  spans: SpanColumns,
  startSeconds: number,
  endSeconds: number,
  widthPx: number,
  hidden: readonly boolean[] = [],
  marked?: Uint8Array,
): readonly string[] {
  const scale = { startSeconds, endSeconds, leftPx: 0, widthPx };
  return laneItems(spans, {
    scale,
    box: { topPx: 0, heightPx: 20 },
    crowdedPx: CROWDED_PX,
    hidden,
    marked,
  }).map(itemText);
}

describe('boxes of a lane', () => {
  it('are as wide as their spans and as high as their state', () =>
    assert.deepEqual(items(laneOf('t  HHWWNNIILLSS'), 0, 0.012, 120), [
      'H 0.0..20.0 20px',
      'W 20.0..40.0 14px',
      'N 40.0..60.0 20px',
      'I 60.0..80.0 10px',
      'L 80.0..100.0 10px',
      'S 100.0..120.0 20px',
    ]));

  it('are only those in sight, cut a little outside', () =>
    assert.deepEqual(items(laneOf('t  HHHHWWWWHHHH'), 0.003, 0.009, 60), [
      'H -4.0..10.0 20px',
      'W 10.0..50.0 14px',
      'H 50.0..64.0 20px',
    ]));

  it('leave hidden states out', () => {
    const hidden = STATES.map(({ state }) => state === 'gil-wait');
    assert.deepEqual(items(laneOf('t  HHWWHH'), 0, 0.006, 60, hidden), [
      'H 0.0..20.0 20px',
      'H 40.0..60.0 20px',
    ]);
  });

  it('carry the mark of their line', () => {
    const held = Uint8Array.from([1, 0]);
    assert.deepEqual(items(laneOf('t  HHII'), 0, 0.004, 40, [], held), [
      'H 0.0..20.0 20px *',
      'I 20.0..40.0 10px',
    ]);
  });

  it('merge narrow spans and show the share of each state', () => {
    // One millisecond is one pixel: a quarter held, three quarters waiting.
    const spans = laneOf(`t  ${'HWWW'.repeat(40)}`);
    assert.deepEqual(items(spans, 0, 0.16, 160), ['mix 0.0..160.0 H3 W9']);
    assert.equal(MIX_PARTS, 12);
  });

  it('keep wide spans by themselves between merged ones', () =>
    assert.deepEqual(items(laneOf(`t  ${'HW'.repeat(8)}${'I'.repeat(20)}${'HW'.repeat(8)}`), 0, 0.052, 52), [
      'mix 0.0..16.0 H6 W6',
      'I 16.0..36.0 10px',
      'mix 36.0..52.0 H6 W6',
    ]));

  it('never let a short event vanish', () =>
    assert.deepEqual(items(laneOf('t  .......H............H.......'), 0, 28, 28), ['mix 0.0..1.0 H2']));

  it('are bounded by the width, not by the number of spans', () => {
    const count = 100_000;
    const spans: SpanColumns = {
      count,
      starts: Float64Array.from({ length: count }, (_, i) => i * 0.001),
      ends: Float64Array.from({ length: count }, (_, i) => (i + 1) * 0.001),
      states: Uint8Array.from({ length: count }, (_, i) => (i * 7919) % 5),
      threads: new Int32Array(count),
      sources: new Int32Array(count).fill(-1),
      tasks: new Int32Array(count).fill(-1),
      collects: new Uint8Array(count),
    };
    for (const seconds of [0.5, 3, 20, 100]) {
      const drawn = items(spans, 0, seconds, 1000);
      assert.ok(drawn.length <= 1000 / 5 + 2, `${String(drawn.length)} boxes for ${String(seconds)} s`);
    }
  });

  it('show each state with its share, whatever the zoom', () => {
    const spans = laneOf(`t  ${'HHHWWWWWNII.'.repeat(200)}`);
    for (const widthPx of [300, 700, 1500, 2400]) {
      const scale = { startSeconds: 0, endSeconds: 2.4, leftPx: 0, widthPx };
      const drawn = laneItems(spans, {
        scale,
        box: { topPx: 0, heightPx: 20 },
        crowdedPx: CROWDED_PX,
        hidden: [],
        marked: undefined,
      });
      let held = 0;
      for (const item of drawn) {
        if (item.kind === 'mix') held += (item.width * (item.parts[STATE_INDEX.held] ?? 0)) / MIX_PARTS;
        else if (item.state === STATE_INDEX.held) held += item.width;
      }
      assert.ok(
        Math.abs(held / widthPx - 0.25) < 0.05,
        `${String(held / widthPx)} held at ${String(widthPx)} px`,
      );
    }
  });
});

describe('a frame', () => {
  function sceneOf(actions: readonly Action[], changes: Partial<Scene> = {}): Scene {
    const { state, derived } = exampleView(...actions);
    return {
      runs: derived.runs,
      layout: derived.layout,
      scale: { ...derived.view, leftPx: 100, widthPx: 240 },
      widthPx: 350,
      heightPx: 126,
      axisPx: 26,
      rowsTopPx: 26,
      scrollTopPx: 0,
      hidden: derived.hidden,
      marked: derived.marked,
      selection: state.selection,
      currentLane: state.currentLane,
      range: state.range,
      playhead: state.playhead,
      measure: (text) => text.length * 6,
      ...changes,
    };
  }

  function textsOf(scene: Scene): readonly string[] {
    const list = buildDisplayList(scene);
    return [...list.frame, ...list.over].flatMap((item) =>
      item.kind === 'text' ? [`${item.role} "${item.text}" ${item.x.toFixed(0)},${item.y.toFixed(0)}`] : [],
    );
  }

  it('says what there is: names, axis, what fits on spans', () =>
    assert.deepEqual(textsOf(sceneOf([])), [
      'gil-name "GIL" 8,37',
      'name "main" 8,61',
      'name "worker 1" 8,87',
      'name "worker 2" 8,113',
      'axis "0" 100,10',
      'axis "5 ms" 188,10',
      'axis "10 ms" 285,10',
      'on-span "1" 140,37',
      'on-span "2" 180,37',
      'on-span "1" 220,37',
      'on-span "2" 260,37',
      'on-span "1" 320,37',
      'on-pattern "S" 110,61',
      'on-pattern "L" 130,61',
      'on-span "H" 140,87',
      'on-pattern "W" 180,87',
      'on-span "H" 220,87',
      'on-pattern "I" 270,87',
      'on-span "H" 320,87',
      'on-pattern "W" 150,113',
      'on-span "H" 180,113',
      'on-pattern "W" 220,113',
      'on-span "H" 260,113',
      'on-pattern "I" 300,113',
    ]));

  it('names what runs where there is room, and shortens names in their middle', () => {
    const { view } = exampleView().derived;
    const texts = textsOf(sceneOf([], { scale: { ...view, leftPx: 40, widthPx: 1200 }, widthPx: 1250 }));
    assert.deepEqual(texts.filter((text) => /worker|crunch|…/.test(text)).slice(0, 6), [
      'name "wo…1" 8,87',
      'name "wo…2" 8,113',
      'on-span "worker 1" 240,37',
      'on-span "worker 2" 440,37',
      'on-span "worker 1" 640,37',
      'on-span "worker 2" 840,37',
    ]);
    assert.ok(texts.includes('on-span "H crunch" 240,87'));
  });

  it('calls a GIL just that where there is no room to say whose it is', () => {
    const names = (leftPx: number): readonly string[] => {
      const scene = sceneOf([{ type: 'mode', mode: 'processes' }]);
      return textsOf({ ...scene, scale: { ...scene.scale, leftPx } }).filter((text) => text.includes('name'));
    };
    assert.deepEqual(names(120), [
      'gil-name "GIL of process 1" 8,37',
      'name "process 1" 20,61',
      'gil-name "GIL of process 2" 8,91',
      'name "process 2" 20,115',
    ]);
    assert.deepEqual(names(80), [
      'gil-name "GIL" 8,37',
      'name "process 1" 20,61',
      'gil-name "GIL" 8,91',
      'name "process 2" 20,115',
    ]);
  });

  it('has only rows in sight after scrolling', () =>
    assert.deepEqual(
      textsOf(sceneOf([], { scrollTopPx: 50, heightPx: 70 })).filter((text) => text.includes('name')),
      ['name "worker 1" 8,37', 'name "worker 2" 8,63'],
    ));

  it('outlines the selected span and shows where the GIL came from and went to', () => {
    const list = buildDisplayList(sceneOf([{ type: 'select', selection: { lane: 'pool/2', span: 2 } }]));
    const marks = list.over.flatMap((item) =>
      item.kind === 'outline'
        ? [`outline ${item.role} ${String(item.x)}..${String(item.x + item.width)} at ${String(item.y)}`]
        : item.kind === 'arrow'
          ? [`arrow ${String(item.x1)},${String(item.y1)} to ${String(item.x2)},${String(item.y2)}`]
          : [],
    );
    assert.deepEqual(marks, [
      'outline selection 200..240 at 77',
      'arrow 200,113 to 200,87',
      'arrow 240,87 to 240,113',
    ]);
  });

  it('marks the spans of the line the cursor is on', () => {
    const list = buildDisplayList(sceneOf([{ type: 'cursor', path: '/project/a.py', line: 5 }]));
    const marked = list.over.flatMap((item) =>
      item.kind === 'outline' ? [`${item.role} ${String(item.x)}..${String(item.x + item.width)}`] : [],
    );
    assert.deepEqual(marked, ['marked 240..300', 'marked 280..320']);
  });

  it('shades the GIL by its holder', () => {
    const list = buildDisplayList(sceneOf([]));
    const shades = list.boxes.filter(({ lane }) => lane === 'gil').map(({ shade }) => shade);
    assert.deepEqual(shades, [0, 1, 0, 1, 0]);
  });

  it('draws the end of each run where several are compared, and what they differ in', () => {
    const list = buildDisplayList(
      sceneOf([{ type: 'beside', mode: 'processes', shown: true }], { heightPx: 400 }),
    );
    const ends = list.over.flatMap((item) => {
      if (item.kind === 'text' && item.role === 'end') return [item.text];
      return item.kind === 'line' && item.role === 'end' ? [`line at ${item.x1.toFixed(0)}`] : [];
    });
    assert.deepEqual(ends, [
      ...['line at 340', 'line at 340', 'line at 280', '9 ms: 3 ms less, 1.3× as fast'],
    ]);
    const differences = list.under.flatMap((item) =>
      item.kind === 'band' && (item.role === 'saved' || item.role === 'lost')
        ? [`${item.role} ${item.x.toFixed(0)}..${(item.x + item.width).toFixed(0)}`]
        : [],
    );
    assert.deepEqual(differences, ['saved 280..340']);
  });
});
