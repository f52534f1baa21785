/**
 * What a function does that its caller sees or that other threads see: changes to globals and to its arguments, use of
 * locks and queues, globals that exist only in the running program. Follows calls within the file.
 */
import type { TextRange } from '../base/text';
import type { Call, ClassDef, Expr, FunctionDef, Stmt } from '../syntax/ast';
import { changedBy, type Changed } from './changes';
import { breaksWhenUnpickled } from './exceptions';
import { classOfObject } from './instances';
import { lateGlobals } from './lateGlobals';
import type { IndexedModule } from './moduleIndex';
import { dottedName, functionAt, meaningOf } from './names';
import { isMeetingPoint, resource, unpicklable } from './unpicklable';
import { contains, descendants, sameRange } from './walk';

export type Effect =
  /** Binds a global anew, or changes the object it names. */
  | { readonly kind: 'changes-global'; readonly name: string; readonly at: TextRange }
  /** Changes an object that the caller handed in; `self` among them. */
  | { readonly kind: 'changes-argument'; readonly name: string; readonly at: TextRange }
  /** Uses a global that cannot cross to another process: a lock, a queue, an open file. */
  | { readonly kind: 'uses-resource'; readonly name: string; readonly what: string; readonly at: TextRange }
  /** Reads a global that is set only while the program runs. */
  | { readonly kind: 'reads-late-global'; readonly name: string; readonly at: TextRange }
  /** Uses a queue, event or barrier through which it may wait for other threads. */
  | { readonly kind: 'meets-others'; readonly name: string; readonly at: TextRange }
  /** Raises an exception of the file that breaks when it is unpickled. */
  | { readonly kind: 'raises'; readonly name: string; readonly at: TextRange }
  /** Asks in which process or thread it runs. */
  | { readonly kind: 'asks-identity'; readonly name: string; readonly at: TextRange }
  | { readonly kind: 'acts-on-process'; readonly name: string; readonly at: TextRange }
  /** Draws from a random generator that the file seeds elsewhere. */
  | { readonly kind: 'draws-seeded'; readonly name: string; readonly at: TextRange }
  | { readonly kind: 'returns'; readonly what: string; readonly at: TextRange };

/** What tells a program in which process or thread it runs. */
const IDENTITIES: ReadonlySet<string> = new Set([
  'os.getpid',
  'os.getppid',
  'threading.current_thread',
  'threading.get_ident',
  'threading.get_native_id',
  'threading.main_thread',
  'threading.active_count',
  'multiprocessing.current_process',
]);

/** Calls that act on the process as a whole, all its threads included. */
const PROCESS_WIDE =
  /^(os\.(chdir|_exit|abort|umask|setuid|setgid|nice)|sys\.exit|signal\.\w+|resource\.setrlimit)$/;

/** Functions of the generators that modules share; making a generator of one's own is not among them. */
const RANDOM =
  /^(random\.(?!seed|Random|SystemRandom)\w+|numpy\.random\.(?!seed|default_rng|Generator|RandomState)\w+)$/;
const SEEDS: ReadonlySet<string> = new Set(['random.seed', 'numpy.random.seed']);

/** Objects of modules that threads and processes write to alike. */
const STREAMS: ReadonlySet<string> = new Set(['sys.stdout', 'sys.stderr']);

/** All effects of a call of the function, with those of functions of the same file that it calls. */
export function effectsOf(ast: IndexedModule, def: FunctionDef): Effect[] {
  return new Observer(ast).observe(def);
}

/** Holds which functions have been seen, so that recursion ends. */
class Observer {
  readonly #ast: IndexedModule;
  readonly #seen = new Map<FunctionDef, Effect[]>();
  #late: ReadonlySet<string> | undefined;

  constructor(ast: IndexedModule) {
    this.#ast = ast;
  }

  observe(def: FunctionDef): Effect[] {
    const known = this.#seen.get(def);
    if (known !== undefined) return known;
    const effects: Effect[] = [];
    this.#seen.set(def, effects);
    const { globals } = this.#ast.index.boundNames(def);
    for (const node of descendants(def.body)) {
      for (const target of changedBy(this.#ast, node)) effects.push(...this.#change(def, target, globals));
      if (node.kind === 'Name') effects.push(...this.#use(def, node.id, node));
      if (node.kind === 'Call') effects.push(...this.#call(def, node), ...this.#libraryCall(def, node));
      if (node.kind === 'Raise' && node.exc !== undefined) effects.push(...this.#raise(node.exc));
      if (node.kind === 'Return' && node.value !== undefined && this.#isOwn(def, node)) {
        const what = unpicklable(this.#ast, node.value);
        if (what !== undefined) effects.push({ kind: 'returns', what, at: node });
      }
    }
    if (def.isGenerator) effects.push({ kind: 'returns', what: 'a generator', at: def.nameRange });
    return effects;
  }

  /** What assigning to, or changing, a target means for others. */
  #change(def: FunctionDef, target: Changed, globals: ReadonlySet<string>): Effect[] {
    const { expr, inPlace } = target;
    if (!inPlace) {
      return expr.kind === 'Name' && globals.has(expr.id)
        ? [{ kind: 'changes-global', name: expr.id, at: expr }]
        : [];
    }
    const root = this.#rootOf(def, expr, 0);
    if (root === undefined || STREAMS.has(dottedName(this.#ast, expr) ?? '')) return [];
    return root.kind === 'global'
      ? [{ kind: 'changes-global', name: root.name, at: expr }]
      : [{ kind: 'changes-argument', name: root.name, at: expr }];
  }

  #use(def: FunctionDef, name: string, at: TextRange): Effect[] {
    const meaning = meaningOf(this.#ast, name, at);
    if (meaning.kind !== 'variable' || meaning.level !== 'module') return [];
    const found: Effect[] = [];
    for (const value of meaning.values) {
      const what = value === undefined ? undefined : resource(this.#ast, value);
      if (what !== undefined) found.push({ kind: 'uses-resource', name, what, at });
      if (value !== undefined && isMeetingPoint(this.#ast, value))
        found.push({ kind: 'meets-others', name, at });
    }
    const own = this.#ast.index.boundNames(def).globals.has(name);
    if (!own && this.#isLate(name)) found.push({ kind: 'reads-late-global', name, at });
    return found;
  }

  /** Effects of a called function of this file, seen from the caller. */
  #call(def: FunctionDef, call: Call): Effect[] {
    const callee = this.#calleeOf(call);
    if (callee === undefined) return [];
    return this.observe(callee.def).flatMap((effect): Effect[] => {
      if (effect.kind === 'returns') return [];
      if (effect.kind !== 'changes-argument') return [effect];
      const given = argumentFor(callee.def, call, effect.name, callee.receiver);
      const root = given === undefined ? undefined : this.#rootOf(def, given, 0);
      if (root === undefined) return [];
      return [
        { kind: root.kind === 'global' ? 'changes-global' : 'changes-argument', name: root.name, at: call },
      ];
    });
  }

  #calleeOf(call: Call): { readonly def: FunctionDef; readonly receiver: Expr | undefined } | undefined {
    const { func } = call;
    if (func.kind === 'Name') {
      const meaning = meaningOf(this.#ast, func.id, func);
      return meaning.kind === 'function' ? { def: meaning.def, receiver: undefined } : undefined;
    }
    if (func.kind !== 'Attribute' || func.value.kind !== 'Name') return undefined;
    const owner = classOfObject(this.#ast, func.value);
    const method = owner === undefined ? undefined : methodOf(owner.def, func.attr);
    return method === undefined ? undefined : { def: method, receiver: func.value };
  }

  #libraryCall(def: FunctionDef, call: Call): Effect[] {
    const name = dottedName(this.#ast, call.func);
    if (name === undefined || !name.includes('.')) return [];
    if (IDENTITIES.has(name)) return [{ kind: 'asks-identity', name, at: call }];
    if (PROCESS_WIDE.test(name)) return [{ kind: 'acts-on-process', name, at: call }];
    return RANDOM.test(name) && this.#isSeededOutside(def) ? [{ kind: 'draws-seeded', name, at: call }] : [];
  }

  #isSeededOutside(def: FunctionDef): boolean {
    return this.#ast.index
      .ofKind('Call')
      .some((call) => SEEDS.has(dottedName(this.#ast, call.func) ?? '') && !contains(def.bodyRange, call));
  }

  #raise(raised: Expr): Effect[] {
    const made = raised.kind === 'Call' ? raised.func : raised;
    const meaning = made.kind === 'Name' ? meaningOf(this.#ast, made.id, made) : undefined;
    return meaning?.kind === 'class' && breaksWhenUnpickled(meaning.def)
      ? [{ kind: 'raises', name: meaning.def.name, at: raised }]
      : [];
  }

  /** The argument or global an expression is a part of: `x` of `x.items[0]`; undefined for what the function made itself. */
  #rootOf(def: FunctionDef, expr: Expr, depth: number): Root | undefined {
    if (expr.kind === 'Attribute' && expr.value.kind === 'Name') {
      // `os.environ`: a part of a module is shared like a global, a module itself is only a way to name functions.
      const meaning = meaningOf(this.#ast, expr.value.id, expr);
      if (meaning.kind === 'import') return { kind: 'global', name: `${meaning.dotted}.${expr.attr}` };
    }
    if (expr.kind === 'Attribute' || expr.kind === 'Subscript') return this.#rootOf(def, expr.value, depth);
    if (expr.kind !== 'Name' || depth > 4) return undefined;
    const meaning = meaningOf(this.#ast, expr.id, expr);
    switch (meaning.kind) {
      case 'parameter':
        return meaning.of === def && !isRebound(def, expr.id, expr)
          ? { kind: 'argument', name: expr.id }
          : undefined;
      case 'variable':
        if (meaning.level === 'module') return { kind: 'global', name: expr.id };
        return this.#aliased(def, expr.id, meaning.values, depth);
      case 'class':
        return meaning.level === 'module' ? { kind: 'global', name: expr.id } : undefined;
      case 'import':
        return meaning.isModule ? undefined : { kind: 'global', name: expr.id };
      default:
        return undefined;
    }
  }

  /** A local that is another name for, or an element of, an argument or a global. */
  #aliased(
    def: FunctionDef,
    name: string,
    values: readonly (Expr | undefined)[],
    depth: number,
  ): Root | undefined {
    const sources = values.filter((value) => value !== undefined);
    for (const node of descendants(def.body)) {
      if (node.kind === 'For' && bindsName(node.target, name)) sources.push(...iterated(node.iter));
    }
    return sources.map((source) => this.#rootOf(def, source, depth + 1)).find((root) => root !== undefined);
  }

  /** Set or filled by some function at run time, or only where the file runs as a script. */
  #isLate(name: string): boolean {
    this.#late ??= lateGlobals(this.#ast);
    return this.#late.has(name);
  }

  /** Whether the statement belongs to the function itself, not to one nested in it. */
  #isOwn(def: FunctionDef, statement: Stmt): boolean {
    const innermost = functionAt(this.#ast, statement);
    return innermost !== undefined && sameRange(innermost, def);
  }
}

interface Root {
  readonly kind: 'argument' | 'global';
  readonly name: string;
}

/** The method a class itself defines. */
export function methodOf(owner: ClassDef, name: string): FunctionDef | undefined {
  return owner.body.find(
    (member): member is FunctionDef => member.kind === 'FunctionDef' && member.name === name,
  );
}

/** The expression a call gives for a parameter; undefined where it cannot be told or a default counts. */
function argumentFor(
  def: FunctionDef,
  call: Call,
  name: string,
  receiver: Expr | undefined,
): Expr | undefined {
  const named = call.keywords.find((keyword) => keyword.arg === name);
  if (named !== undefined) return named.value;
  const given = receiver === undefined ? call.args : [receiver, ...call.args];
  return given[def.params.findIndex((param) => param.name === name)];
}

/** Whether the function has given the parameter a new object before the place, on every path. */
function isRebound(def: FunctionDef, name: string, place: TextRange): boolean {
  return def.body.some(
    (statement) =>
      statement.kind === 'Assign' &&
      statement.end <= place.start &&
      statement.value !== undefined &&
      statement.targets.some((target) => target.kind === 'Name' && target.id === name),
  );
}

function bindsName(target: Expr, name: string): boolean {
  return [...descendants([target])].some((node) => node.kind === 'Name' && node.id === name);
}

/** What a loop takes its elements from: `xs` in `xs`, `enumerate(xs)`, `zip(xs, ys)`. */
function iterated(iter: Expr): Expr[] {
  if (iter.kind === 'Call' && iter.func.kind === 'Name') {
    return ['enumerate', 'zip', 'reversed', 'sorted', 'iter', 'list', 'tuple'].includes(iter.func.id)
      ? [...iter.args]
      : [];
  }
  return [iter];
}
