/** Resolves the many spellings of a library name (re-exports, private modules, old places) to the documented one. */
import { expandBraces } from './braces';
import { lazily } from './lazily';

/** A spelling and the documented name; whatever follows after a dot is kept. Braces on both sides go in pairs. */
export type Alias = readonly [spelling: string, documented: string];

export interface Names {
  /** Itself where no alias is known. */
  canonical(name: string): string;
}

/** No chain of aliases is longer; ends the walk should two of them ever point at each other. */
const LONGEST_CHAIN = 8;

/** Names whose answer is kept. */
const MOST_KNOWN = 20_000;

export function createNames(aliases: readonly Alias[]): Names {
  const documented = lazily(() => aliasIndex(aliases));

  function replacePrefix(name: string): string | undefined {
    for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
      const target = documented().get(name.slice(0, end));
      if (target !== undefined) return target === '' ? name.slice(end + 1) : target + name.slice(end);
    }
    return undefined;
  }

  function resolve(name: string): string {
    let current = name;
    for (let i = 0; i < LONGEST_CHAIN; i++) {
      const next = replacePrefix(current);
      if (next === undefined || next === '') break;
      current = next;
    }
    return current;
  }

  /** Programs ask for the same few thousand names over and over. */
  const known = new Map<string, string>();
  return {
    canonical(name) {
      let found = known.get(name);
      if (found === undefined) {
        found = resolve(name);
        if (known.size < MOST_KNOWN) known.set(name, found);
      }
      return found;
    },
  };
}

function aliasIndex(aliases: readonly Alias[]): ReadonlyMap<string, string> {
  const index = new Map<string, string>();
  for (const [spelling, name] of aliases) {
    const targets = expandBraces(name);
    expandBraces(spelling).forEach((one, i) => index.set(one, targets[i] ?? name));
  }
  return index;
}

/** By convention a class: the last part starts with a capital. */
export function isClassName(name: string): boolean {
  const first = name.charCodeAt(name.lastIndexOf('.') + 1);
  return first >= 65 && first <= 90;
}
