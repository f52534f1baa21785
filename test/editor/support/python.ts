/** Runs Python programs as a user would. */
import { run } from '../../tasks/children.mjs';

/** What the program prints; throws with its error output where it fails. */
export async function runPython(file: string): Promise<string> {
  const { code, output, stdout } = await run('python3', [file], { quiet: true });
  if (code !== 0) throw new Error(`python3 ${file} ended with ${code}:\n${output}`);
  return stdout;
}
