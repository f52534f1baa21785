/** Unified diff of two texts, as `diff -u` and `git apply` read it. */

/** Lines of context around a change. */
const CONTEXT = 3;

interface Line {
  readonly kind: ' ' | '-' | '+';
  readonly text: string;
}

/** Empty where the texts are equal. `path` names both sides. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const lines = diffLines(splitLines(before), splitLines(after));
  const changed = lines.flatMap((line, index) => (line.kind === ' ' ? [] : [index]));
  const output: string[] = [];
  let oldLine = 1;
  let newLine = 1;
  let position = 0;
  for (const [first, last] of groups(changed)) {
    const from = Math.max(0, first - CONTEXT);
    const to = Math.min(lines.length, last + CONTEXT + 1);
    // Everything between two hunks is the same on both sides.
    oldLine += from - position;
    newLine += from - position;
    const hunk = lines.slice(from, to);
    const oldCount = hunk.filter((line) => line.kind !== '+').length;
    const newCount = hunk.filter((line) => line.kind !== '-').length;
    output.push(`@@ -${span(oldLine, oldCount)} +${span(newLine, newCount)} @@\n`, ...hunk.map(printLine));
    oldLine += oldCount;
    newLine += newCount;
    position = to;
  }
  return output.length === 0 ? '' : `--- ${path}\n+++ ${path}\n${output.join('')}`;
}

/** Lines with their endings, so that a changed ending is a change. */
function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function printLine({ kind, text }: Line): string {
  return text.endsWith('\n') ? kind + text : `${kind}${text}\n\\ No newline at end of file\n`;
}

function span(line: number, count: number): string {
  return count === 1 ? String(line) : `${count === 0 ? line - 1 : line},${count}`;
}

/** Changed lines whose contexts meet belong to one hunk. */
function groups(changed: readonly number[]): [number, number][] {
  const result: [number, number][] = [];
  for (const index of changed) {
    const current = result.at(-1);
    if (current !== undefined && index - current[1] <= 2 * CONTEXT + 1) current[1] = index;
    else result.push([index, index]);
  }
  return result;
}

/** Shortest edit script by Myers' greedy algorithm: O((N + M) D) for D changed lines. */
function diffLines(before: readonly string[], after: readonly string[]): Line[] {
  const trace: Map<number, number>[] = [];
  const furthest = new Map<number, number>([[1, 0]]);
  search: for (let d = 0; ; d++) {
    trace.push(new Map(furthest));
    for (let k = -d; k <= d; k += 2) {
      let x = reach(furthest, k, d);
      while (x < before.length && x - k < after.length && before[x] === after[x - k]) x++;
      furthest.set(k, x);
      if (x >= before.length && x - k >= after.length) break search;
    }
  }
  const lines: Line[] = [];
  let x = before.length;
  let y = after.length;
  for (let d = trace.length - 1; d >= 0; d--) {
    const reached = trace[d] ?? new Map<number, number>();
    const k = x - y;
    const down = goesDown(reached, k, d);
    const previousX = reached.get(down ? k + 1 : k - 1) ?? 0;
    const previousY = previousX - (down ? k + 1 : k - 1);
    while (x > previousX && y > previousY && x > 0 && y > 0) {
      lines.push({ kind: ' ', text: before[--x] ?? '' });
      y--;
    }
    if (d === 0) break;
    if (down) lines.push({ kind: '+', text: after[--y] ?? '' });
    else lines.push({ kind: '-', text: before[--x] ?? '' });
  }
  return lines.reverse();
}

/** Furthest line of `before` on diagonal `k` after `d` changes, before equal lines are followed. */
function reach(furthest: ReadonlyMap<number, number>, k: number, d: number): number {
  return goesDown(furthest, k, d) ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
}

/** Whether the last change on the way to diagonal `k` is an insertion. */
function goesDown(furthest: ReadonlyMap<number, number>, k: number, d: number): boolean {
  return k === -d || (k !== d && (furthest.get(k - 1) ?? 0) < (furthest.get(k + 1) ?? 0));
}
