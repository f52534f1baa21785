/** Numbers of the simulator as people read them, the same in text, SVG and HTML. */

/** Three significant digits with a fitting unit: `1.25 s`, `41.3 ms`, `512 µs`, `0`; from ten minutes on in minutes. */
export function secondsText(seconds: number): string {
  if (seconds === 0) return '0';
  if (seconds >= 600) return `${significant(seconds / 60)} min`;
  if (seconds >= 0.9995) return `${significant(seconds)} s`;
  if (seconds >= 0.9995e-3) return `${significant(seconds * 1e3)} ms`;
  return `${significant(seconds * 1e6)} µs`;
}

/** `42 %`; shares that are not zero but round to it as `< 1 %`. */
export function shareText(part: number, whole: number): string {
  if (part <= 0 || whole <= 0) return '0 %';
  const percent = Math.round((part / whole) * 100);
  return percent === 0 ? '< 1 %' : `${percent} %`;
}

function significant(value: number): string {
  return value >= 100 ? String(Math.round(value)) : Number(value.toPrecision(3)).toString();
}
