import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** Custom properties of a rule of the style sheet, with the fallback in place of VS Code's variable. */
function properties(selector: string): ReadonlyMap<string, string> {
  const css = readFileSync('media/timeline.css', 'utf8');
  const body = css.slice(css.indexOf(`\n${selector} {`)).split('}')[0] ?? '';
  return new Map(
    [...body.matchAll(/--gilscope-([\w-]+):\s*(?:var\(--vscode-[\w-]+, )?([^;)]+)\)?;/g)].map(
      ([, name, value]) => [name ?? '', (value ?? '').trim()],
    ),
  );
}

const STATE_COLOURS = ['held', 'held-alternate', 'gil-wait', 'native', 'io', 'lock', 'startup'];

function channels(hex: string): readonly number[] {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  assert.ok(match !== null, `not a colour: ${hex}`);
  return match.slice(1).map((part) => Number.parseInt(part, 16) / 255);
}

/** WCAG 2 contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string): number => {
    const [red = 0, green = 0, blue = 0] = channels(hex).map((value) =>
      value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function checkPalette(selector: string, backgrounds: readonly string[]): void {
  const found = properties(selector);
  const faint = STATE_COLOURS.flatMap((name) =>
    backgrounds.flatMap((background) => {
      const ratio = contrast(found.get(name) ?? '', background);
      return ratio < 3 ? [`${name} has ${ratio.toFixed(2)}:1 on ${background}`] : [];
    }),
  );
  assert.deepEqual(faint, []);
  const onHeld = found.get('text-on-held') ?? '';
  for (const name of ['held', 'held-alternate']) {
    assert.ok(contrast(onHeld, found.get(name) ?? '') >= 4.5, `text on ${name}`);
  }
}

/** Colours that the manifest contributes, by id, for one kind of theme. */
function contributed(theme: 'light' | 'dark'): Readonly<Record<string, string>> {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { colors: readonly { id: string; defaults: Readonly<Record<string, string>> }[] };
  };
  return Object.fromEntries(
    manifest.contributes.colors.map(({ id, defaults }) => [id, defaults[theme] ?? '']),
  );
}

/** Colours that a rule of the style sheet falls back to, by id of the theme colour it asks for. */
function fallbacks(selector: string): Readonly<Record<string, string>> {
  const css = readFileSync('media/timeline.css', 'utf8');
  const body = css.slice(css.indexOf(`\n${selector} {`)).split('}')[0] ?? '';
  const found = body.matchAll(/var\(--vscode-gilscope-(\w+), (#\w+)\)/g);
  return Object.fromEntries([...found].map(([, id = '', colour = '']) => [`gilscope.${id}`, colour]));
}

describe('the palette', () => {
  it('is the one that the manifest lets people change', () => {
    assert.deepEqual(fallbacks(':root'), contributed('light'));
    assert.deepEqual(fallbacks('body.vscode-dark'), contributed('dark'));
  });

  it('has 3:1 against light backgrounds, and text on held spans 4.5:1', () =>
    checkPalette(':root', ['#ffffff', '#f8f8f8']));

  it('has 3:1 against dark backgrounds, and text on held spans 4.5:1', () =>
    checkPalette('body.vscode-dark', ['#1f1f1f', '#1e1e1e', '#252526']));
});
