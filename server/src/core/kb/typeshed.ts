/**
 * Reads the table of library types that is compiled from typeshed. Starting up costs nothing: the text is looked through
 * for its modules at the first question, and a module's lines are read when somebody asks about it.
 *
 *     =module                a module, its lines below
 *     *other                 has all that `other` has
 *     @other a b:c           has `a` of `other`, and `c` of it under the name `b`
 *     (type f g              functions, or methods of the class above: what they return
 *     :type x y              variables, or attributes of the class above: what they hold
 *     .Class base base       a class, its members below
 *
 * Types are in the notation of `typeNotation.ts`; a name with a dot in front belongs to the module.
 */
import { lazily } from './lazily';

export interface Typeshed {
  /** Notation of what calling the function or method gives. Only of the owner itself, not of its bases. */
  returnType(name: string): string | undefined;
  attributeType(name: string): string | undefined;
  /** Direct bases of a class; undefined where the name is no class of the table. */
  bases(name: string): readonly string[] | undefined;
  /** Where a name that a module hands on is defined: `six.moves.queue.Queue` → `queue.Queue`. Itself otherwise. */
  origin(name: string): string;
}

interface Members {
  readonly returns: ReadonlyMap<string, string>;
  readonly attributes: ReadonlyMap<string, string>;
}

interface Section extends Members {
  readonly stars: readonly string[];
  /** Local name → the whole name it stands for. */
  readonly imports: ReadonlyMap<string, string>;
  readonly classes: ReadonlyMap<string, Members & { readonly bases: readonly string[] }>;
}

/** No chain of re-exports is longer; ends the walk should two modules ever hand on to each other. */
const LONGEST_CHAIN = 8;

export function createTypeshed(text: string): Typeshed {
  const places = lazily(() => placesOf(text));
  const sections = new Map<string, Section>();

  function section(module: string): Section | undefined {
    const known = sections.get(module);
    const place = places().get(module);
    if (known !== undefined || place === undefined) return known;
    const made = readSection(module, text.slice(place, endOf(text, place)));
    sections.set(module, made);
    return made;
  }

  /** The longest module that the name begins with, and what follows. */
  function split(name: string): readonly [module: string, path: string] | undefined {
    for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
      const module = name.slice(0, end);
      if (places().has(module)) return [module, name.slice(end + 1)];
    }
    return places().has('builtins') ? ['builtins', name] : undefined;
  }

  function defines(module: string, first: string): boolean {
    const found = section(module);
    return (
      found !== undefined &&
      (found.classes.has(first) || found.returns.has(first) || found.attributes.has(first))
    );
  }

  /** Where the first name of `path` is defined, seen from `module`; undefined where nobody has it. */
  function definedIn(module: string, path: string, depth = 0): string | undefined {
    const dot = path.indexOf('.');
    const first = dot < 0 ? path : path.slice(0, dot);
    if (first === '' || depth > LONGEST_CHAIN) return undefined;
    if (defines(module, first)) return `${module}.${path}`;
    const found = section(module);
    const imported = found?.imports.get(first);
    if (imported !== undefined) {
      const whole = imported + path.slice(first.length);
      const next = split(whole);
      return (next && definedIn(next[0], next[1], depth + 1)) ?? whole;
    }
    for (const star of found?.stars ?? []) {
      const handedOn = definedIn(star, path, depth + 1);
      if (handedOn !== undefined) return handedOn;
    }
    return undefined;
  }

  function place(name: string): { readonly of: Section; readonly path: string } | undefined {
    const asked = split(name);
    const whole = asked && definedIn(asked[0], asked[1]);
    const parts = whole === undefined ? undefined : split(whole);
    const of = parts && section(parts[0]);
    return parts && of && { of, path: parts[1] };
  }

  function member(name: string, kind: 'returns' | 'attributes'): string | undefined {
    const found = place(name);
    if (found === undefined) return undefined;
    const { of, path } = found;
    const dot = path.lastIndexOf('.');
    if (dot < 0) return of[kind].get(path);
    return of.classes.get(path.slice(0, dot))?.[kind].get(path.slice(dot + 1));
  }

  return {
    returnType: (name) => member(name, 'returns'),
    attributeType: (name) => member(name, 'attributes'),
    bases(name) {
      const found = place(name);
      return found?.of.classes.get(found.path)?.bases;
    },
    origin(name) {
      const asked = split(name);
      const whole = asked && definedIn(asked[0], asked[1]);
      if (whole === undefined) return name;
      return whole.startsWith('builtins.') ? whole.slice('builtins.'.length) : whole;
    },
  };
}

/** Offset of each module's first line. */
function placesOf(text: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (let at = text.indexOf('\n='); at >= 0; at = text.indexOf('\n=', at + 1)) {
    const end = text.indexOf('\n', at + 1);
    places.set(text.slice(at + 2, end), end + 1);
  }
  return places;
}

function endOf(text: string, start: number): number {
  const next = text.indexOf('\n=', start - 1);
  return next < 0 ? text.length : next;
}

function readSection(module: string, text: string): Section {
  const stars: string[] = [];
  const imports = new Map<string, string>();
  const classes = new Map<string, MutableMembers & { readonly bases: readonly string[] }>();
  const own = emptyMembers();
  let members = own;
  for (const line of text.split('\n')) {
    const [head = '', ...names] = line.slice(1).split(' ');
    switch (line[0]) {
      case '*':
        stars.push(whole(head, module));
        break;
      case '@':
        for (const entry of names) {
          const [local = '', remote = local] = entry.split(':');
          imports.set(local, `${whole(head, module)}.${remote}`);
        }
        break;
      case '(':
      case ':': {
        const type = whole(head, module);
        const into = line[0] === '(' ? members.returns : members.attributes;
        for (const name of names) into.set(name, type);
        break;
      }
      case '.': {
        const cls = { ...emptyMembers(), bases: names.map((base) => whole(base, module)) };
        classes.set(head, cls);
        members = cls;
        break;
      }
      default:
        break;
    }
  }
  return { ...own, stars, imports, classes };
}

interface MutableMembers extends Members {
  readonly returns: Map<string, string>;
  readonly attributes: Map<string, string>;
}

function emptyMembers(): MutableMembers {
  return { returns: new Map(), attributes: new Map() };
}

/** Puts the module in front of the names that begin with a dot. */
function whole(type: string, module: string): string {
  return type.replace(/(^|[[,])\./g, `$1${module}.`);
}
