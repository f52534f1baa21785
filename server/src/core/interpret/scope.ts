/** Scopes as Python has them: locals, enclosing functions, module, builtins; class bodies are skipped by functions. */
import type { BoundNames } from '../bind/boundNames';
import { Bindings } from './bindings';
import type { Value } from './values';

export class Scope {
  readonly kind: 'module' | 'class' | 'function';
  readonly parent: Scope | undefined;
  readonly module: Scope;
  /** Names bound here; a name that is local but not bound yet is absent. */
  vars = new Bindings();
  /** Names that belong to this scope by assignment, whether bound yet or not. */
  readonly locals: ReadonlySet<string>;
  readonly globals: ReadonlySet<string>;
  readonly nonlocals: ReadonlySet<string>;

  constructor(
    kind: Scope['kind'],
    parent: Scope | undefined,
    names: BoundNames = { locals: new Set(), globals: new Set(), nonlocals: new Set() },
  ) {
    this.kind = kind;
    this.parent = parent;
    this.module = parent?.module ?? this;
    this.locals = names.locals;
    this.globals = names.globals;
    this.nonlocals = names.nonlocals;
  }

  /** Scope that holds `name` for code in this one, by Python's LEGB rule; undefined means builtins. */
  owner(name: string): Scope | undefined {
    return this.globals.has(name) ? this.module : this.ownerFrom(name, true);
  }

  private ownerFrom(name: string, isInnermost: boolean): Scope | undefined {
    const visible = isInnermost || this.kind !== 'class';
    if (visible && !this.nonlocals.has(name) && (this.vars.has(name) || this.locals.has(name))) {
      // A class or module name that is not bound yet falls through to the next scope, a function's does not.
      if (this.kind === 'function' || this.vars.has(name)) return this;
    }
    return this.parent?.ownerFrom(name, false);
  }

  lookup(name: string): Value | undefined {
    return this.owner(name)?.vars.get(name);
  }

  /** Binds an imported name to what `find` will give when it is first read. */
  defer(name: string, find: () => Value): void {
    if (this.globals.has(name)) this.module.vars.defer(name, find);
    else this.vars.defer(name, find);
  }

  assign(name: string, value: Value): void {
    if (this.globals.has(name)) this.module.vars.set(name, value);
    else if (this.nonlocals.has(name)) (this.parent?.owner(name) ?? this).vars.set(name, value);
    else this.vars.set(name, value);
  }
}
