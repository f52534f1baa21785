import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createKnowledgeBase } from '../../../server/src/core/kb/lookup';
import { disagreements, readResults } from './agreement';

/** Makes the calls under `python3` and holds the table of facts against what they let other threads do. */
function checkCalls(...names: readonly string[]): void {
  const results = readResults(
    execFileSync('python3', [join(__dirname, 'probe.py'), '--exact', '--only', names.join(',')], {
      encoding: 'utf8',
    }),
  );
  assert.deepEqual(Object.keys(results.calls).sort(), [...names].sort(), JSON.stringify(results.failed));
  assert.deepEqual(disagreements(createKnowledgeBase(), results), []);
}

describe('truth: which calls let other threads run on this Python', function () {
  this.timeout(120_000);

  it('C code that keeps the GIL', () =>
    checkCalls('json.dumps', 'sorted', 'sum', 're.findall', 'hashlib.sha256(1000 bytes)', 'gc.collect'));

  it('C code that releases it', () =>
    checkCalls('zlib.compress', 'hashlib.pbkdf2_hmac', 'bz2.compress', 'ctypes.CDLL.usleep'));

  it('waits', () => checkCalls('time.sleep', 'threading.Event.wait', 'queue.Queue.get', 'subprocess.run'));
});
