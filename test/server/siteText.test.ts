/** The short texts of a spawn site. */
import { strict as assert } from 'node:assert';
import { formatSeconds, inlayLabel, lensTitle, shortApi } from '../../server/src/lsp/siteText';
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
    assert.equal(inlayLabel(site({ perTask: totals({ held: 0.9, io: 0.1 }) })), 'held ≈ 0.9 s');
    assert.equal(
      inlayLabel(site({ verdict: 'io', perTask: totals({ held: 0.01, io: 0.04 }) })),
      'I/O ≈ 40 ms',
    );
    assert.equal(inlayLabel(site({ verdict: 'trivial', perTask: totals({}) })), undefined);
    assert.equal(inlayLabel(site({ verdict: 'unknown' })), undefined);
  });

  it('name an API by its last two parts', () => {
    assert.equal(shortApi('concurrent.futures.ThreadPoolExecutor.submit'), 'ThreadPoolExecutor.submit');
    assert.equal(shortApi('threading.Thread'), 'threading.Thread');
  });

  it('give seconds two digits and a fitting unit', () => {
    for (const [seconds, text] of [
      [0, '< 1 µs'],
      [1.2345e-5, '12 µs'],
      [1e-4, '0.1 ms'],
      [0.0404, '40 ms'],
      [0.0999, '100 ms'],
      [0.1, '0.1 s'],
      [3.61, '3.6 s'],
      [210, '3.5 min'],
      [7200, '2 h'],
    ] as const)
      assert.equal(formatSeconds(seconds), text);
  });
});
