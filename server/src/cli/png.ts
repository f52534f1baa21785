/** Pictures as PNG: renders the SVG that every export is made of, with a font of our own, so that every machine gives the same bytes. */
import { readFile } from 'node:fs/promises';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { shippedFile } from '../node/shipped';
import type { PngRenderer } from './io';

/** Pixels a CSS pixel, in both directions. */
const SCALE = 2;

const FAMILY = 'Inter';
const FONTS = ['Inter-Regular.woff2', 'Inter-SemiBold.woff2'];

/** Rejects where the WebAssembly file or the fonts are missing or cannot be loaded. Call once a process. */
export async function loadPngRenderer(): Promise<PngRenderer> {
  const [wasm, ...fonts] = await Promise.all([
    readFile(shippedFile('resvg.wasm', '@resvg/resvg-wasm/index_bg.wasm')),
    ...FONTS.map((name) => readFile(shippedFile(name, `inter-ui/web/${name}`))),
  ]);
  await initWasm(wasm);
  return (svg) => {
    const picture = new Resvg(svg, {
      fitTo: { mode: 'zoom', value: SCALE },
      font: { fontBuffers: fonts, defaultFontFamily: FAMILY, sansSerifFamily: FAMILY },
    });
    try {
      const image = picture.render();
      try {
        return image.asPng();
      } finally {
        image.free();
      }
    } finally {
      picture.free();
    }
  };
}
