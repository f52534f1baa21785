/** JSON values as Python expressions. */

export function pythonText(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (Array.isArray(value)) return `[${value.map(pythonText).join(', ')}]`;
  if (typeof value === 'object') {
    const items = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${pythonText(item)}`);
    return `{${items.join(', ')}}`;
  }
  // JSON's numbers, and its strings with their escapes, are Python's as well.
  return JSON.stringify(value);
}
