/**
 * Makes an extension module readable for the analysis: a Python stub that states, function by function and on the lines of
 * the native source, what `# gilscope:` comments would. Functions of which the source does not tell are left out.
 */
import { nativeFunctions } from './nativeSource';

export function nativeStub(path: string, text: string): string {
  const lines: string[] = [];
  for (const { name, line, releases } of nativeFunctions(path, text)) {
    // Methods stay unknown: the class that binds them may have bases and state of its own.
    if (releases === 'part' || !/^\w+$/.test(name) || lines[line - 1] !== undefined) continue;
    const effect = releases === 'work' ? 'native' : 'cpu';
    lines[line - 1] = `def ${name}(*args, **kwargs): ...  # gilscope: ${effect}`;
  }
  return Array.from(lines, (line) => line ?? '').join('\n');
}
