/** `.gitignore` as git reads it: nested files, the innermost that speaks of a path wins, nothing above the repository. */
import ignore, { type Ignore } from 'ignore';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Ignore files that count in one folder, outermost first. */
export type IgnoreStack = readonly { readonly folder: string; readonly rules: Ignore }[];

/** The stack of a folder that a walk starts in: files of the folders above it, up to the root of the repository. */
export function ignoreStackFor(folder: string): IgnoreStack {
  const above: string[] = [];
  for (let current = folder; ; current = dirname(current)) {
    above.unshift(current);
    if (existsSync(join(current, '.git'))) break;
    // Outside a repository only what lies below the start counts.
    if (dirname(current) === current) return pushIgnoreFile([], folder);
  }
  let stack: IgnoreStack = [];
  for (const current of above) {
    // What was named outright is wanted, so a rule that leaves it out does not count inside it.
    if (isIgnored(stack, current, true)) stack = [];
    stack = pushIgnoreFile(stack, current);
  }
  return stack;
}

/** The stack inside a folder. A repository of its own starts anew. */
export function pushIgnoreFile(stack: IgnoreStack, folder: string): IgnoreStack {
  const base = existsSync(join(folder, '.git')) ? [] : stack;
  let text: string;
  try {
    text = readFileSync(join(folder, '.gitignore'), 'utf8');
  } catch {
    // None, or one that cannot be read: git goes on without it, too.
    return base;
  }
  return [...base, { folder, rules: ignore({ ignorecase: false }).add(text) }];
}

export function isIgnored(stack: IgnoreStack, path: string, isFolder: boolean): boolean {
  for (const { folder, rules } of [...stack].reverse()) {
    const inside = relative(folder, path).split(sep).join('/');
    if (inside === '' || inside.startsWith('../')) continue;
    const verdict = rules.test(isFolder ? `${inside}/` : inside);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}
