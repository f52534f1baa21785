/**
 * Starts other programs for the task scripts and makes sure that none of them outlives the task, however it ends.
 */
import { spawn } from 'node:child_process';

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, quiet?: boolean, limitMs?: number }} [options] `quiet` keeps
 *   what it prints, instead of letting it through to the terminal; after `limitMs` the program is ended.
 * @returns {Promise<{ code: number, output: string, stdout: string }>} `code` is 1 for a program that a signal ended or
 *   that could not be started. Unless quiet, `output` (all that it printed) and `stdout` are empty.
 */
export function run(command, args, options = {}) {
  const child = start(command, args, { ...options, stdio: options.quiet ? 'pipe' : 'inherit' });
  return new Promise((resolve) => {
    let output = '';
    let stdout = '';
    child.stdout?.on('data', (text) => {
      output += text;
      stdout += text;
    });
    child.stderr?.on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ code: 1, output: `${command}: ${error.message}\n`, stdout }));
    child.on('close', (code) => resolve({ code: code ?? 1, output, stdout }));
  });
}

/**
 * Starts a program in a process group of its own, which ends with this process.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, limitMs?: number, stdio: 'pipe' | 'inherit' }} options
 */
export function start(command, args, { cwd, env, limitMs, stdio }) {
  // Without a handler a polite kill of this process would skip `exit`, where its children are stopped.
  if (process.listenerCount('SIGTERM') === 0) process.once('SIGTERM', () => process.exit(143));
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: stdio === 'pipe' ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    timeout: limitMs,
    detached: process.platform !== 'win32',
  });
  const stop = () => stopGroup(child);
  process.once('exit', stop);
  child.once('close', () => process.off('exit', stop));
  return child;
}

/** Runs npm: the one that runs this task where there is one, so that its version and settings stay the same. */
export function npm(args, options) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('npm-cli.js')) return run(process.execPath, [cli, ...args], options);
  return process.platform === 'win32'
    ? run('cmd', ['/c', 'npm', ...args], options)
    : run('npm', args, options);
}

/** Ends a child with everything that it started. */
export function stopGroup(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Lets Ctrl+C and a polite kill end the task through `exit`, which is where children are stopped. */
export function exitOnSignals() {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.once(signal, () => process.exit(code));
  }
}
