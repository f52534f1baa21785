import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { inFolder, runCli } from './support/runCli';

/** What bash offers after the words; the last is what is being typed. */
async function checkBash(words: readonly string[], expected: string): Promise<void> {
  const script = (await runCli(['completion', 'bash'], { cwd: '/' })).stdout;
  await inFolder({ 'completion.bash': script }, ({ path }) => {
    const program = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() { :; }; _gilscope; echo "\${COMPREPLY[*]}"`;
    const args = ['-c', program, 'bash', join(path, 'completion.bash'), 'gilscope', ...words];
    assert.equal(execFileSync('bash', args, { encoding: 'utf8' }).trimEnd(), expected);
    return Promise.resolve();
  });
}

describe('completion', () => {
  it('offers commands, options and values in bash', async () => {
    await checkBash(['s'], 'sites simulate server');
    await checkBash(['sites', '--g'], '--gil');
    await checkBash(['sites', '--gil', ''], 'auto on off');
    await checkBash(['simulate', '--mode', 'p'], 'processes pool');
    await checkBash(['check', ''], '');
  });

  it('names every command and option in every shell', async () => {
    const commands = [...(await runCli(['--help'], { cwd: '/' })).stdout.matchAll(/^ {2}([a-z]+) /gm)].map(
      (match) => match[1] ?? '',
    );
    assert.deepEqual(commands, [
      'check',
      'sites',
      'profile',
      'simulate',
      'facts',
      'explain',
      'measure',
      'server',
      'completion',
    ]);
    for (const shell of ['bash', 'zsh', 'fish']) {
      const script = (await runCli(['completion', shell], { cwd: '/' })).stdout;
      for (const command of commands) {
        const help = (await runCli([command, '--help'], { cwd: '/' })).stdout;
        const options = [...help.matchAll(/^ {2}--([a-z-]+)/gm)].map((match) => match[1] ?? '');
        const missing = [command, ...options].filter(
          (word) => word !== 'help' && !new RegExp(`\\b${word}\\b`).test(script),
        );
        assert.deepEqual(missing, [], `${shell}: ${command}`);
      }
    }
  });
});
