/** The files a command works on: those below its paths, or the code on standard input. */
import { UsageError } from './io';
import type { Project, ProjectFile } from './project';

export interface Input {
  readonly files: Iterable<ProjectFile>;
  readonly isStdin: boolean;
}

/** `-` is standard input; a name given for it is enough, too. */
export async function openInput(
  project: Project,
  paths: readonly string[],
  stdinName: string | undefined,
): Promise<Input> {
  const isStdin = paths.includes('-') || (stdinName !== undefined && paths.length === 0);
  if (!isStdin) {
    if (stdinName !== undefined) throw new UsageError('--stdin-filename needs the path "-"');
    return { files: project.files(paths), isStdin };
  }
  if (paths.length > 1) throw new UsageError('"-" cannot stand beside other paths');
  const file = await project.stdin(stdinName ?? 'stdin.py');
  return { files: file === undefined ? [] : [file], isStdin };
}
