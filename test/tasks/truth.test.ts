import { equal } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

describe('npm run truth', function () {
  this.timeout(60_000);

  it('says nothing else where no scenario has the name', () => {
    const program = join(__dirname, 'truth.mts');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', program, '--only', 'no such thing'],
      { encoding: 'utf8' },
    );
    equal(stdout, '');
    equal(stderr, 'Nothing to run: no scenario has "no such thing" in its name.\n');
    equal(status, 2);
  });
});
