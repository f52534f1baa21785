/** The short texts of a spawn site. */
import { strict as assert } from 'node:assert';
import { inlayLabel, lensTitle, shortApi } from '../../server/src/lsp/siteText';
import { site, totals } from '../support/profiles';

describe('texts of a site', () => {
  it('say in a lens what the target does and what threads and processes gain', () => {
    const prediction = { sequential: 3.6, threads: 3.6, processes: 0.97, freeThreaded: 0.9 };
    assert.equal(lensTitle(site({ prediction }), true), 'Holds the GIL · threads ≈ 1.0×, processes ≈ 3.7×');
    assert.equal(lensTitle(site({ prediction }), false), 'Computes · threads ≈ 4.0×, processes ≈ 3.7×');
    assert.equal(lensTitle(site({ verdict: 'wait', prediction: undefined }), true), 'Waits');
    assert.equal(lensTitle(site({ verdict: 'unknown', prediction }), true), 'Work unknown');
    assert.equal(
      lensTitle(site({ verdict: 'trivial', prediction: { sequential: 0, threads: 0, processes: 0 } }), true),
      'Too little work to matter',
    );
  });

  it('say in a hint where most of the time of one task goes', () => {
    assert.equal(inlayLabel(site({ perTask: totals({ held: 0.9, io: 0.1 }) }), true), 'held ≈ 0.9 s');
    assert.equal(
      inlayLabel(site({ verdict: 'io', perTask: totals({ held: 0.01, io: 0.04 }) }), true),
      'I/O ≈ 40 ms',
    );
    assert.equal(inlayLabel(site({ perTask: totals({ held: 0.9 }) }), false), 'computing ≈ 0.9 s');
    assert.equal(inlayLabel(site({ verdict: 'trivial', perTask: totals({}) }), true), undefined);
    assert.equal(inlayLabel(site({ verdict: 'unknown' }), true), undefined);
  });

  it('name an API by its last two parts', () => {
    assert.equal(shortApi('concurrent.futures.ThreadPoolExecutor.submit'), 'ThreadPoolExecutor.submit');
    assert.equal(shortApi('threading.Thread'), 'threading.Thread');
  });
});
