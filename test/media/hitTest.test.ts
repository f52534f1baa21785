import assert from 'node:assert/strict';
import { findLane, hitTest } from '../../media/src/layout/hitTest';
import { exampleView } from './fixtures';

/** Hits at 10 px a millisecond, lanes from x = 100: `lane / span at ms`. */
function checkHit(xPx: number, yPx: number, expected: string, hidden: readonly boolean[] = []): void {
  const { layout, view } = exampleView().derived;
  const hit = hitTest(layout, { ...view, leftPx: 100, widthPx: 120 }, hidden, xPx, yPx);
  const text =
    hit === undefined
      ? 'nothing'
      : `${hit.row.name} / ${hit.span === undefined ? 'no span' : String(hit.span.span)} at ${(hit.seconds * 1000).toFixed(1)}`;
  assert.equal(text, expected);
}

describe('what lies under the pointer', () => {
  it('is a span of the lane', () => {
    checkHit(115, 60, 'worker 1 / 0 at 1.5');
    checkHit(135, 60, 'worker 1 / 1 at 3.5');
    checkHit(135, 10, 'GIL / 1 at 3.5');
    checkHit(101, 30, 'main / 0 at 0.1');
  });

  it('is the next span from its very start', () => checkHit(130, 60, 'worker 1 / 1 at 3.0'));

  it('is a span that is missed by little', () => {
    checkHit(108, 60, 'worker 1 / 0 at 0.8');
    checkHit(103, 60, 'worker 1 / no span at 0.3');
    checkHit(122, 30, 'main / 1 at 2.2');
    checkHit(150, 30, 'main / no span at 5.0');
  });

  it('is no span that is filtered out', () => {
    checkHit(135, 60, 'worker 1 / no span at 3.5', [false, true, false, false, false, false, false]);
  });

  it('is only the lane over its name, and nothing outside', () => {
    checkHit(20, 60, 'worker 1 / no span at -8.0');
    checkHit(115, 500, 'nothing');
  });

  it('can be found again by its key', () => {
    const { layout } = exampleView().derived;
    assert.equal(findLane(layout, 'pool/2')?.name, 'worker 1');
    assert.equal(findLane(layout, 'processes/2'), undefined);
  });
});
