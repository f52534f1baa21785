/**
 * Expected findings inside code: a comment below the line, carets from the column where the finding starts, the rule's
 * name, and a part of the message: `#   ^^^ [cpu-bound-thread] holds the GIL`. For column 1 the carets follow the `#`.
 */
import type { Finding } from '../../server/src/core/model/finding';

export interface Marker {
  /** 1-based, in the code without markers. */
  readonly line: number;
  readonly column: number;
  readonly slug: string;
  /** Part of the message. */
  readonly message: string;
}

export interface MarkedCode {
  /** Without the marker lines. */
  readonly code: string;
  readonly markers: readonly Marker[];
}

const MARKER = /^(\s*#\s*)\^+ \[([a-z-]+)\] (.*)$/;

export function readMarkers(text: string): MarkedCode {
  const code: string[] = [];
  const markers: Marker[] = [];
  for (const line of text.split('\n')) {
    const match = MARKER.exec(line);
    if (match === null) code.push(line);
    else {
      const [, before = '', slug = '', message = ''] = match;
      // The `#` itself stands on column 1.
      const column = before === '#' ? 1 : before.length + 1;
      markers.push({ line: code.length, column, slug, message });
    }
  }
  return { code: code.join('\n'), markers };
}

/**
 * The code with a marker for every finding. A marker that was expected keeps its part of the message if the finding has
 * it, so that the text is the same as before where all is as expected.
 */
export function writeMarkers({ code, markers }: MarkedCode, findings: readonly Finding[]): string {
  const left = [...markers];
  return code
    .split('\n')
    .flatMap((line, index) => [
      line,
      ...findings
        .filter(({ at }) => at.line === index + 1)
        .map(({ at, rule, message }) => {
          const place = left.findIndex(
            (marker) =>
              marker.line === at.line &&
              marker.column === at.column &&
              marker.slug === rule &&
              message.includes(marker.message),
          );
          const known = place < 0 ? undefined : left.splice(place, 1)[0];
          return `${pointTo(line, at.column)}^^^ [${rule}] ${known?.message ?? message}`;
        }),
    ])
    .join('\n');
}

/** A comment sign and blanks up to the column, indented like the line where there is room. */
function pointTo(line: string, column: number): string {
  const indentation = /^\s*/.exec(line)?.[0] ?? '';
  const start = column - 1 >= indentation.length + 2 ? `${indentation}#` : '#';
  return start.padEnd(column - 1);
}
