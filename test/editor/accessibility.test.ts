/** axe-core on the simulation view, in the four kinds of themes, with everything open and in little room. */
import assert from 'node:assert/strict';
import { startViews, THEME_KINDS, violations, type Views } from './support/view';

const EVERYTHING = {
  scenario: 'pool',
  beside: 'processes',
  open: 'threads,spans,scalability,assumptions,evidence',
};

describe('The simulation view, checked by axe-core', function () {
  let views: Views;
  before(async function () {
    views = await startViews();
  });
  after(() => views?.dispose());

  for (const theme of THEME_KINDS) {
    it(`has no violations in theme ${theme}`, async function () {
      const page = await views.open({ theme, ...EVERYTHING });
      await page.locator('.chart svg').waitFor();
      assert.deepEqual(await violations(page), []);
    });
  }

  it('has none while it is stale, with help open and a span selected', async function () {
    const page = await views.open({ theme: 'dark', scenario: 'mixed', stale: '' });
    await page.locator('#timeline').focus();
    await page.keyboard.press('.');
    await page.keyboard.press('?');
    await page.locator('#help').waitFor();
    assert.deepEqual(await violations(page), []);
  });

  it('has none at 400 % zoom, and nothing is cut off', async function () {
    // What is left of a window 1280 pixels wide.
    const page = await views.open(
      { theme: 'light', ...EVERYTHING },
      { viewport: { width: 320, height: 256 } },
    );
    await page.locator('.chart svg').waitFor();
    assert.deepEqual(await violations(page), []);
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('button, input, select, h1, p, label')]
        .filter(
          (element) =>
            element.checkVisibility() && element.closest('.table-scroll, .help, .visually-hidden') === null,
        )
        .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth)
        .map((element) => element.id || element.textContent),
    );
    assert.deepEqual(cut, []);
    await page.locator('#export').click();
    const items = await page.locator('#export-list').boundingBox();
    assert.ok(items !== null && items.x >= 0 && items.x + items.width <= 320, JSON.stringify(items));
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  });
});
