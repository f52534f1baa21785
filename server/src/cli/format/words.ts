/** Small pieces of text that several formats write: counts, durations, columns. */

/** `1 finding`, `2 findings`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Seconds with two significant digits and a unit: `0.90 s`, `12 ms`, `3.4 µs`, `2.5 min`. */
export function duration(seconds: number): string {
  if (seconds === 0) return '0 s';
  if (!Number.isFinite(seconds)) return 'for ever';
  if (seconds >= 5400) return `${significant(seconds / 3600)} h`;
  if (seconds >= 90) return `${significant(seconds / 60)} min`;
  if (seconds >= 0.0995) return `${significant(seconds)} s`;
  if (seconds >= 0.0000995) return `${significant(seconds * 1e3)} ms`;
  if (seconds >= 0.0000000995) return `${significant(seconds * 1e6)} µs`;
  return `${significant(seconds * 1e9)} ns`;
}

function significant(value: number): string {
  return value >= 9.95 ? Math.round(value).toString() : value.toPrecision(2);
}

/** Rows to lines with aligned columns, two spaces between; nothing trails. */
export function aligned(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, width(cell))));
  return rows.map((row) =>
    row
      .map((cell, i) => {
        const padding = ' '.repeat((widths[i] ?? 0) - width(cell));
        return right.includes(i) ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Columns count characters, not UTF-16 units. */
function width(text: string): number {
  return [...text].length;
}
