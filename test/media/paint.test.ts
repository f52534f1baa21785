import assert from 'node:assert/strict';
import { paint } from '../../media/src/draw/paint';
import { drawTile, patternOf, TILE_PX } from '../../media/src/draw/patterns';
import type { PatternSet } from '../../media/src/draw/patterns';
import { createMeasure } from '../../media/src/draw/text';
import { fontOf, readTheme } from '../../media/src/draw/theme';
import type { DisplayList } from '../../media/src/layout/displayItems';
import { STATES } from '../../media/src/run/states';
import { createRecordingContext } from './recordingCanvas';

/** A theme whose colours are the names of the variables. */
const THEME = readTheme((property) => property.replace('--gilscope-', ''), false);
const OUTLINED = readTheme((property) => property.replace('--gilscope-', ''), true);

/** Patterns that are written down by name. */
const PATTERNS: PatternSet = STATES.map(({ state, tag }) =>
  state === 'held' || tag === '' ? undefined : { setTransform: () => undefined, name: `pattern-${tag}` },
);

const EMPTY: DisplayList = {
  widthPx: 300,
  heightPx: 80,
  plot: { x: 60, y: 20, width: 240, height: 60 },
  under: [],
  boxes: [],
  over: [],
  frame: [],
};

const FRAME_START = ['fillRect 0 0 300 80 background', 'save', 'rect 60 20 240 60', 'clip'];
const FRAME_END = ['restore', 'save', 'rect 0 20 300 60', 'clip', 'restore'];

function checkPaint(
  changes: Partial<DisplayList>,
  expected: readonly string[],
  { theme = THEME, afterPlot = [] as readonly string[] } = {},
): void {
  const { context, calls } = createRecordingContext();
  paint(context, { ...EMPTY, ...changes }, theme, PATTERNS);
  assert.deepEqual(calls, [...FRAME_START, ...expected, ...FRAME_END, ...afterPlot]);
}

const box = { x: 100, y: 30, width: 40, height: 20, span: 0, marked: false };

describe('painting', () => {
  it('clips what belongs into the plot, and draws the axis over it', () =>
    checkPaint(
      {
        under: [{ kind: 'band', role: 'gil-lane', x: 60, y: 20, width: 240, height: 22 }],
        frame: [{ kind: 'text', role: 'axis', x: 60, y: 10, align: 'left', text: '5 ms', width: 24 }],
      },
      ['fillRect 60 20 240 22 lane'],
      { afterPlot: ['fillText "5 ms" 60 10 muted'] },
    ));

  it('fills a held span and leaves a hair to its neighbour', () =>
    checkPaint({ boxes: [{ box: { ...box, kind: 'span', state: 0 }, shade: 0, lane: 'thread' }] }, [
      'fillRect 100 30 39 20 held',
    ]));

  it('shades the GIL lane by holder', () =>
    checkPaint({ boxes: [{ box: { ...box, kind: 'span', state: 0 }, shade: 1, lane: 'gil' }] }, [
      'fillRect 100 30 39 20 held-alternate',
    ]));

  it('draws the other states as tint, pattern and edge', () =>
    checkPaint({ boxes: [{ box: { ...box, kind: 'span', state: 1 }, shade: 0, lane: 'thread' }] }, [
      'fillRect 100 30 39 20 gil-wait alpha 0.16',
      'fillRect 100 30 39 20 pattern-W',
      'strokeRect 100.5 30.5 38 19 gil-wait',
    ]));

  it('leaves tints away in high contrast and outlines in the text colour', () =>
    checkPaint(
      { boxes: [{ box: { ...box, kind: 'span', state: 3 }, shade: 0, lane: 'thread' }] },
      ['fillRect 100 30 39 20 pattern-I', 'strokeRect 100.5 30.5 38 19 foreground'],
      { theme: OUTLINED },
    ));

  it('fills spans too small for a pattern with ink', () =>
    checkPaint({ boxes: [{ box: { ...box, kind: 'span', state: 2, width: 2 }, shade: 0, lane: 'thread' }] }, [
      'fillRect 100 30 2 20 native',
    ]));

  it('stacks merged states from the bottom, in whole pixels', () =>
    checkPaint(
      {
        boxes: [
          {
            box: { ...box, kind: 'mix', parts: [3, 9, 0, 0, 0, 0, 0] },
            shade: 0,
            lane: 'thread',
          },
        ],
      },
      [
        'fillRect 100 45 40 5 held',
        'fillRect 100 30 40 15 gil-wait alpha 0.16',
        'fillRect 100 30 40 15 pattern-W',
      ],
    ));

  it('shows the largest part where there is no room for a stack', () =>
    checkPaint(
      {
        boxes: [
          { box: { ...box, kind: 'mix', height: 4, parts: [5, 6, 1, 0, 0, 0, 0] }, shade: 0, lane: 'thread' },
        ],
      },
      ['fillRect 100 30 40 4 gil-wait'],
    ));

  it('puts texts on patterns on a plate, and texts on solid boxes not', () =>
    checkPaint(
      {
        over: [
          { kind: 'text', role: 'on-pattern', x: 120, y: 40, align: 'center', text: 'W', width: 8 },
          { kind: 'text', role: 'on-span', x: 160, y: 40, align: 'center', text: 'H', width: 8 },
        ],
      },
      [
        'fillRect 113 33.5 14 13 background',
        'fillText "W" 120 40 foreground',
        'fillText "H" 160 40 text-on-held',
      ],
    ));

  it('outlines the selection and draws hand-overs with a halo', () =>
    checkPaint(
      {
        over: [
          { kind: 'outline', role: 'selection', x: 100, y: 30, width: 40, height: 20 },
          { kind: 'arrow', role: 'gil', x1: 100, y1: 70, x2: 100, y2: 40 },
        ],
      },
      [
        'strokeRect 99 29 42 22 focus',
        'moveTo 100 70',
        'lineTo 100 40',
        'stroke background 4',
        'moveTo 100 70',
        'lineTo 100 40',
        'stroke foreground 1.5',
        'moveTo 100 40',
        'lineTo 97 46.3',
        'lineTo 103 46.3',
        'fill foreground',
      ],
    ));

  it('tells arrows of other kinds apart by their dashes', () =>
    checkPaint({ over: [{ kind: 'arrow', role: 'wake', x1: 100, y1: 70, x2: 100, y2: 40 }] }, [
      'moveTo 100 70',
      'lineTo 100 40',
      'stroke background 4',
      'moveTo 100 70',
      'lineTo 100 40',
      'dash 6 3',
      'stroke foreground 1.5',
      'moveTo 100 40',
      'lineTo 97 46.3',
      'lineTo 103 46.3',
      'fill foreground',
    ]));

  it('draws lines along a span in which garbage is collected', () =>
    checkPaint({ over: [{ kind: 'collect', x: 100, y: 30, width: 40, height: 20 }] }, [
      'fillRect 101 32 37 2 text-on-held',
      'fillRect 101 46 37 2 text-on-held',
    ]));

  it('writes the time at the end of a run on a plate: the line of the lane would strike it through', () =>
    checkPaint(
      { over: [{ kind: 'text', role: 'end', x: 120, y: 40, align: 'left', text: '5 ms', width: 24 }] },
      ['fillRect 118 33.5 28 13 background', 'fillText "5 ms" 120 40 foreground'],
    ));

  it('veils what is to come, with the clock on the axis', () =>
    checkPaint(
      {
        over: [
          { kind: 'band', role: 'future', x: 120, y: 20, width: 180, height: 60 },
          { kind: 'line', role: 'playhead', x1: 120.5, y1: 20, x2: 120.5, y2: 80 },
        ],
        frame: [
          { kind: 'band', role: 'playhead-label', x: 100, y: 2, width: 40, height: 15 },
          { kind: 'text', role: 'playhead', x: 105, y: 9, align: 'left', text: '5 ms', width: 30 },
        ],
      },
      ['fillRect 120 20 180 60 future', ...['moveTo 120.5 20', 'lineTo 120.5 80', 'stroke playhead 1.5']],
      { afterPlot: ['fillRect 100 2 40 15 playhead', 'fillText "5 ms" 105 9 on-playhead'] },
    ));

  it('draws a mark as a glyph with a rim', () =>
    checkPaint({ over: [{ kind: 'mark', mark: 'join', x: 120, y: 40 }] }, [
      ...['moveTo 120 35.5', 'lineTo 124.5 40', 'lineTo 120 44.5', 'lineTo 115.5 40'],
      ...['stroke background 2.5', 'fill foreground'],
    ]));

  it('draws the end of a run as a dashed line', () =>
    checkPaint({ over: [{ kind: 'line', role: 'end', x1: 200, y1: 20, x2: 200, y2: 80 }] }, [
      'dash 4 3',
      'moveTo 200 20',
      'lineTo 200 80',
      'stroke end 1.5',
    ]));
});

describe('patterns', () => {
  it('differ from state to state', () => {
    const shapes = STATES.filter(({ tag }) => tag !== '').map(({ state }) =>
      JSON.stringify(patternOf(state)),
    );
    assert.equal(new Set(shapes).size, shapes.length);
  });

  it('join at the edges of their tiles', () => {
    for (const { state } of STATES) {
      for (const [x1, y1, x2, y2] of patternOf(state).lines) {
        const leaves =
          [x1, x2, y1, y2].some((value) => value <= 0) && [x1, x2, y1, y2].some((value) => value >= TILE_PX);
        // The corner lines of a hatch complete its neighbours' diagonal.
        const corner = Math.min(x1, x2) < 0 || Math.max(x1, x2) > TILE_PX;
        assert.ok(leaves || corner, `${state} ${JSON.stringify([x1, y1, x2, y2])}`);
      }
    }
  });

  it('are drawn as lines or dots', () => {
    const { context, calls } = createRecordingContext();
    const arc = (x: number, y: number, radius: number): void => {
      calls.push(`arc ${String(x)} ${String(y)} ${String(radius)}`);
    };
    drawTile({ ...context, arc }, patternOf('io'), 'ink');
    drawTile({ ...context, arc }, { lines: [], dots: [[2, 2, 1]] }, 'ink');
    assert.deepEqual(
      calls.filter((call) => !/^(stroke|fill)/.test(call)),
      ['moveTo 0 2', 'lineTo 8 2', 'moveTo 0 6', 'lineTo 8 6', 'arc 2 2 1'],
    );
  });
});

describe('texts', () => {
  it('are measured once', () => {
    let asked = 0;
    const context = {
      font: '',
      measureText(text: string) {
        asked++;
        return { width: text.length * 7 };
      },
    };
    const measure = createMeasure(context, THEME);
    assert.deepEqual([measure('GIL', 'name'), measure('GIL', 'name'), measure('GIL', 'axis')], [21, 21, 21]);
    assert.equal(asked, 2);
    assert.equal(context.font, fontOf(THEME, 'axis'));
  });
});
