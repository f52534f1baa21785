/**
 * What the names of a scope hold. An imported name is looked up in its module when somebody first reads it, so that
 * modules whose names are never read are never parsed.
 */
import { join, UNKNOWN, type Value } from './values';

export class Bindings extends Map<string, Value> {
  /** Of the names that nobody has read yet: how to find what they hold. The map has UNKNOWN for them until then. */
  private readonly deferred = new Map<string, () => Value>();

  /** Binds a name to what `find` will give. */
  defer(name: string, find: () => Value): void {
    super.set(name, UNKNOWN);
    this.deferred.set(name, find);
  }

  override get(name: string): Value | undefined {
    const find = this.deferred.get(name);
    if (find === undefined) return super.get(name);
    // Taken out first: two modules that import from each other end here.
    this.deferred.delete(name);
    const value = find();
    if (value.kind === 'unknown') this.deferred.set(name, find);
    else super.set(name, value);
    return value;
  }

  override set(name: string, value: Value): this {
    this.deferred.delete(name);
    return super.set(name, value);
  }

  override delete(name: string): boolean {
    this.deferred.delete(name);
    return super.delete(name);
  }

  /** Whether the name is imported and nobody has looked at it yet. */
  isDeferred(name: string): boolean {
    return this.deferred.has(name);
  }

  /** The same bindings for another path through the code; what is deferred stays so. */
  copy(): Bindings {
    const copy = new Bindings();
    for (const [name, value] of this) copy.set(name, value);
    for (const [name, find] of this.deferred) copy.defer(name, find);
    return copy;
  }
}

/** What names hold where two paths meet; a name bound on one path only keeps that value. */
export function mergeBindings(a: Bindings, b: Bindings): Bindings {
  const merged = a.copy();
  for (const name of b.keys()) {
    if (!a.has(name) && !b.isDeferred(name)) merged.set(name, b.get(name) ?? UNKNOWN);
    else if (!a.has(name)) merged.defer(name, () => b.get(name) ?? UNKNOWN);
    else if (!a.isDeferred(name) && !b.isDeferred(name))
      merged.set(name, join(a.get(name) ?? UNKNOWN, b.get(name) ?? UNKNOWN));
    else merged.defer(name, () => join(a.get(name) ?? UNKNOWN, b.get(name) ?? UNKNOWN));
  }
  return merged;
}

/** Adds names that only `other` binds: a function that a path defined before it left still sees them. */
export function addMissing(bindings: Bindings, other: Bindings): void {
  for (const name of other.keys()) {
    if (bindings.has(name)) continue;
    if (other.isDeferred(name)) bindings.defer(name, () => other.get(name) ?? UNKNOWN);
    else bindings.set(name, other.get(name) ?? UNKNOWN);
  }
}
