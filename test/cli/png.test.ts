/** Pictures as PNG: a real renderer, the shipped font, nothing from this machine. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { PngRenderer } from '../../server/src/cli/io';
import { loadPngRenderer } from '../../server/src/cli/png';
import { simulate } from '../../server/src/core/sim/engine';
import { simulationSvg } from '../../server/src/core/sim/exportSvg';
import { LOOKS } from '../../server/src/core/sim/exportSvgStyle';
import { scenarioFrom } from '../sim/notation';
import { bundleCli } from './support/bundle';
import { inFolder } from './support/runCli';

/** What stands beside the shipped program. */
const SHIPPED: Readonly<Record<string, string>> = {
  'resvg.wasm': '@resvg/resvg-wasm/index_bg.wasm',
  'Inter-Regular.woff2': 'inter-ui/web/Inter-Regular.woff2',
  'Inter-SemiBold.woff2': 'inter-ui/web/Inter-SemiBold.woff2',
};

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** `#rrggbb`. */
  colourAt(x: number, y: number): string;
}

/** Undoes the filters of the format; 8 bits a channel, red, green, blue, alpha. */
function pixelsOf(png: Uint8Array): Pixels {
  const bytes = Buffer.from(png);
  assert.equal(bytes.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
  const chunks: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at) + 12) {
    const kind = bytes.subarray(at + 4, at + 8).toString('latin1');
    if (kind === 'IDAT') chunks.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  assert.deepEqual([...bytes.subarray(24, 26)], [8, 6]);
  const lines = inflateSync(Buffer.concat(chunks));
  const stride = width * 4;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (stride + 1)];
    for (let i = 0; i < stride; i++) {
      const left = i < 4 ? 0 : (rows[y * stride + i - 4] ?? 0);
      const up = y === 0 ? 0 : (rows[(y - 1) * stride + i] ?? 0);
      const corner = i < 4 || y === 0 ? 0 : (rows[(y - 1) * stride + i - 4] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      rows[y * stride + i] = ((lines[y * (stride + 1) + 1 + i] ?? 0) + guess) & 255;
    }
  }
  return {
    width,
    height,
    colourAt: (x, y) => `#${rows.subarray(y * stride + x * 4, y * stride + x * 4 + 3).toString('hex')}`,
  };
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const distances = [left, up, corner].map((value) => Math.abs(guess - value));
  return [left, up, corner][distances.indexOf(Math.min(...distances))] ?? 0;
}

describe('pictures as PNG', function () {
  this.timeout(60_000);
  let render: PngRenderer;
  before(async () => {
    render = await loadPngRenderer();
  });

  const scenario = scenarioFrom('threads, 2 cores\na: hold 40\nb: native 40\nc: io 60');
  const result = simulate(scenario, { spans: true });

  it('have twice the size, and the same bytes each time', () => {
    const svg = simulationSvg(scenario, result, { theme: 'light' });
    const png = render(svg);
    const { width, height } = pixelsOf(png);
    assert.deepEqual(
      [width, height],
      [...(/width="(\d+)" height="(\d+)"/.exec(svg) ?? [])].slice(1).map((px) => 2 * Number(px)),
    );
    assert.deepEqual(render(svg), png);
  });

  it('show states in their colours, text, and the background of the theme', () => {
    const check = (theme: 'light' | 'dark', background: string): void => {
      const { width, height, colourAt } = pixelsOf(render(simulationSvg(scenario, result, { theme })));
      const counts = new Map<string, number>();
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) counts.set(colourAt(x, y), (counts.get(colourAt(x, y)) ?? 0) + 1);
      assert.equal(colourAt(0, 0), background);
      const missing = (['held', 'native', 'io', 'lock-wait'] as const).filter(
        (look) => (counts.get(LOOKS[look].colour.toLowerCase()) ?? 0) < 1000,
      );
      assert.deepEqual(missing, []);
      // The letters of the heading: strokes in the colour of the text.
      assert.ok((counts.get(theme === 'light' ? '#1f1f1f' : '#e6e6e6') ?? 0) > 1000);
      // White lines, dots and letters on boxes: textures and labels are there.
      assert.ok((counts.get('#ffffff') ?? 0) > 500);
    };
    check('light', '#ffffff');
    check('dark', '#1f1f1f');
  });

  it('draw the letters of names in the alphabets of the font', () => {
    const named = (name: string): Uint8Array =>
      render(
        `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" font-family="sans-serif"><text y="15">${name}</text></svg>`,
      );
    const unknown = Buffer.from(named('\u{10ffff}'));
    const blank = Buffer.from(named(''));
    const missing = [...'aZ0_↳…×µéßłŐжЯλΩ→'].filter((letter) => {
      const drawn = Buffer.from(named(letter));
      return drawn.equals(unknown) || drawn.equals(blank);
    });
    assert.deepEqual(missing, []);
  });

  it('come out of the bundled program through a pipe', () =>
    inFolder({ 's.json': JSON.stringify(scenario) }, async ({ path }) => {
      const program = await bundleCli(path);
      for (const [name, source] of Object.entries(SHIPPED))
        copyFileSync(require.resolve(source), join(path, name));
      const args = [program, 'simulate', '--scenario', 's.json', '--format', 'png'];
      const piped = execFileSync(process.execPath, args, { cwd: path });
      const expected = render(simulationSvg(scenario, result, { theme: 'light' }));
      assert.ok(Buffer.from(expected).equals(piped));
    }));
});
