/** Places as people type them: `FILE`, `FILE:LINE`, `FILE:LINE:COLUMN`, `FILE::qualified.name`. */
import { UsageError } from './io';

export interface Place {
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
  /** Qualified name of a function. */
  readonly name?: string;
}

/** The colon of a Windows drive letter belongs to the file. */
export function parsePlace(text: string): Place {
  const drive = /^[A-Za-z]:(?=[\\/])/.exec(text)?.[0] ?? '';
  const rest = text.slice(drive.length);
  const named = rest.lastIndexOf('::');
  if (named > 0 && named + 2 < rest.length)
    return { file: drive + rest.slice(0, named), name: rest.slice(named + 2) };
  const numbered = /^(.+?):(\d+)(?::\d+)?$/.exec(rest);
  if (numbered === null) return { file: text };
  return { file: drive + (numbered[1] ?? ''), line: Number(numbered[2]) };
}

/** A place with a line in it, as commands about one spawn site need. */
export function parseFileAndLine(text: string): { readonly file: string; readonly line: number } {
  const { file, line } = parsePlace(text);
  if (line === undefined || line < 1)
    throw new UsageError(`expected FILE:LINE, found ${JSON.stringify(text)}`);
  return { file, line };
}
