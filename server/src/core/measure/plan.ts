/**
 * Whether the target of a spawn site can be run on its own under a real Python, and with which arguments: those the
 * site gives it, where they are literal. What the text does not tell is named, never guessed.
 */
import type { MeasurePlan } from '../model/measurement';
import type { SpawnSite } from '../model/site';
import type { Call, Expr, For, Comprehension } from '../syntax/ast';
import { assignedNames, collectTarget } from '../bind/boundNames';
import { resolveCallable, shortText } from '../fixes/callable';
import { textOf, type Layout } from '../fixes/layout';
import { planGuard } from '../fixes/mainGuard';
import { functionAt } from '../fixes/names';
import { contains, descendants, nodeAt, pathTo } from '../fixes/walk';
import type { SpawnShape } from '../spawn/apis';
import { literalOf, type Literal } from './literals';

/** Where a shape of call keeps the target and what it is called with. */
interface Handed {
  readonly target: Expr;
  readonly calls: CallArguments;
}

type CallArguments =
  | { readonly kind: 'direct'; readonly args: readonly Expr[]; readonly keywords: Call['keywords'] }
  /** A tuple and a dictionary, as `Thread(args=…, kwargs=…)` takes them. */
  | { readonly kind: 'packed'; readonly args: Expr | undefined; readonly kwargs: Expr | undefined }
  /** One call an element of the iterables. */
  | { readonly kind: 'each'; readonly iterables: readonly Expr[] }
  /** One call an element, which holds all arguments. */
  | { readonly kind: 'each-packed'; readonly iterable: Expr };

/** `sites`: every site of the file; `shape`: how the API of this one takes its target. */
export function measurePlan(
  layout: Layout,
  site: SpawnSite,
  sites: readonly SpawnSite[],
  shape: SpawnShape | undefined,
): MeasurePlan {
  if (site.kind === 'event-loop')
    return impossible('Tasks of an event loop take turns in one thread; only functions are measured.');
  if (site.profile === undefined || site.resolution === 'unresolved' || site.resolution === 'library')
    return impossible(
      `The code of \`${site.target}\` was not found among your files, so there is nothing to run.`,
    );
  const call = nodeAt(layout.ast, site.range, 'Call');
  const handed = call && handedOver(call, shapeOf(call) ?? shape);
  if (handed === undefined)
    return impossible(`\`${site.target}\` is handed over in a way that measuring does not know.`);
  const isHere = site.profile.at.path === site.at.path;
  const reason =
    whyNotAlone(layout, handed.target, site) ?? (isHere ? whyNotImported(layout, sites) : undefined);
  if (reason !== undefined) return impossible(reason);
  const calls = callsOf(layout, site, handed.calls);
  if ('python' in calls) return { kind: 'ready', calls: calls.python };
  const line = layout.lines.lineAt(calls.unknown.start);
  return {
    kind: 'arguments-needed',
    reason: `The value of \`${shortText(layout, calls.unknown)}\` on line ${line} is only known when the program runs.`,
  };
}

function impossible(reason: string): MeasurePlan {
  return { kind: 'impossible', reason };
}

/** Why the target cannot be had by importing its module. */
function whyNotAlone(layout: Layout, target: Expr, site: SpawnSite): string | undefined {
  if (target.kind !== 'Name' && target.kind !== 'Attribute')
    return `\`${shortText(layout, target)}\` has no name in its module; only named functions can be measured.`;
  const callable = resolveCallable(layout, target);
  if (callable.receiver !== undefined)
    return `\`${shortText(layout, target)}\` belongs to an object, which only the program itself can make.`;
  const name = site.profile?.name ?? '';
  if (name.includes('<'))
    return `\`${name}\` cannot be imported; only functions at module level can be measured.`;
  return undefined;
}

/** Importing a module that starts its work at the top level would run the program instead of the target. */
function whyNotImported(layout: Layout, sites: readonly SpawnSite[]): string | undefined {
  const guard = planGuard(
    layout,
    sites.map(({ range }) => range.start),
  );
  switch (guard.kind) {
    case 'unneeded':
      return undefined;
    case 'blocked':
      return guard.reason;
    case 'wrap': {
      const line = layout.lines.lineAt(guard.from);
      return `The code from line ${line} on starts the work whenever the file is imported; put it under \`if __name__ == "__main__":\` first.`;
    }
  }
}

/** `run_in_executor` is documented with the executor it is given, whose own methods take the target elsewhere. */
function shapeOf({ func }: Call): SpawnShape | undefined {
  return func.kind === 'Attribute' && func.attr === 'run_in_executor' ? 'run-in-executor' : undefined;
}

function handedOver({ args, keywords }: Call, shape: SpawnShape | undefined): Handed | undefined {
  const given = (name: string, index: number): Expr | undefined =>
    keywords.find((keyword) => keyword.arg === name)?.value ?? args[index];
  const handed = (target: Expr | undefined, calls: CallArguments | undefined): Handed | undefined =>
    target === undefined || calls === undefined ? undefined : { target, calls };
  const packed = (argsIndex: number, kwargsName = 'kwargs'): CallArguments => ({
    kind: 'packed',
    args: given('args', argsIndex),
    kwargs: given(kwargsName, argsIndex + 1),
  });
  switch (shape) {
    case 'thread':
      return handed(given('target', 1), packed(3));
    case 'timer':
      return handed(given('function', 1), packed(2));
    case 'function-args':
      return handed(args[0], packed(1));
    case 'pool-apply':
      return handed(given('func', 0), packed(1, 'kwds'));
    case 'function-rest':
      return handed(args[0], { kind: 'direct', args: args.slice(1), keywords });
    case 'run-in-executor':
      return handed(given('func', 1), { kind: 'direct', args: args.slice(2), keywords: [] });
    case 'map':
      return handed(args[0], { kind: 'each', iterables: args.slice(1) });
    case 'pool-map': {
      const iterable = given('iterable', 1);
      return handed(given('func', 0), iterable && { kind: 'each', iterables: [iterable] });
    }
    case 'pool-starmap': {
      const iterable = given('iterable', 1);
      return handed(given('func', 0), iterable && { kind: 'each-packed', iterable });
    }
    case 'wrap':
    case 'joblib':
    case undefined:
      return undefined;
  }
}

/** Loops around the call whose variables the arguments use, outermost first. */
interface Loop {
  readonly target: Expr;
  readonly iter: Expr;
}

function callsOf(layout: Layout, site: SpawnSite, calls: CallArguments): Literal {
  const loops = loopsFor(layout, site, expressionsOf(calls));
  const names = new Set<string>();
  const clauses: string[] = [];
  for (const { target, iter } of loops) {
    const literal = literalOf(layout, iter, names);
    if ('unknown' in literal) return literal;
    collectTarget(target, names);
    clauses.push(` for ${textOf(layout, target)} in ${literal.python}`);
  }
  const generated = (element: string, own = ''): string =>
    clauses.length === 0 && own === '' ? `[${element}]` : `(${element}${clauses.join('')}${own})`;
  const tuple = (exprs: readonly Expr[]): Literal => {
    const parts: string[] = [];
    for (const expr of exprs) {
      const literal = literalOf(layout, expr, names);
      if ('unknown' in literal) return literal;
      parts.push(`${literal.python}, `);
    }
    return { python: `(${parts.join('')})` };
  };
  switch (calls.kind) {
    case 'direct': {
      const args = tuple(calls.args);
      if ('unknown' in args) return args;
      const items: string[] = [];
      for (const { arg, value } of calls.keywords) {
        const literal = literalOf(layout, value, names);
        if ('unknown' in literal) return literal;
        items.push(arg === undefined ? `**${literal.python}` : `'${arg}': ${literal.python}`);
      }
      return { python: generated(`(${args.python}, {${items.join(', ')}})`) };
    }
    case 'packed': {
      const args = calls.args === undefined ? { python: '()' } : literalOf(layout, calls.args, names);
      if ('unknown' in args) return args;
      const kwargs = calls.kwargs === undefined ? { python: '{}' } : literalOf(layout, calls.kwargs, names);
      if ('unknown' in kwargs) return kwargs;
      return { python: generated(`(tuple(${args.python}), dict(${kwargs.python}))`) };
    }
    case 'each': {
      const iterables = tuple(calls.iterables);
      if ('unknown' in iterables) return iterables;
      return { python: generated('(_items, {})', ` for _items in zip(*${iterables.python})`) };
    }
    case 'each-packed': {
      const iterable = literalOf(layout, calls.iterable, names);
      if ('unknown' in iterable) return iterable;
      return { python: generated('(tuple(_items), {})', ` for _items in ${iterable.python}`) };
    }
  }
}

function expressionsOf(calls: CallArguments): readonly Expr[] {
  switch (calls.kind) {
    case 'direct':
      return [...calls.args, ...calls.keywords.map(({ value }) => value)];
    case 'packed':
      return [calls.args, calls.kwargs].filter((expr) => expr !== undefined);
    case 'each':
      return calls.iterables;
    case 'each-packed':
      return [calls.iterable];
  }
}

/** The loops, inside the function around the site, that give the names used by the expressions their values. */
function loopsFor(layout: Layout, site: SpawnSite, used: readonly Expr[]): readonly Loop[] {
  const scope = functionAt(layout.ast, site.range);
  const around = pathTo(layout.ast, site.range)
    .filter((node) => scope === undefined || contains(scope.bodyRange, node))
    .flatMap((node): readonly Loop[] => {
      if (node.kind === 'For') return loopOf(node, site);
      return 'generators' in node ? loopsOf(node) : [];
    });
  const names = namesIn(used);
  const needed: Loop[] = [];
  for (const loop of [...around].reverse()) {
    const bound = new Set<string>();
    collectTarget(loop.target, bound);
    if (![...bound].some((name) => names.has(name))) continue;
    needed.unshift(loop);
    for (const name of namesIn([loop.iter])) names.add(name);
  }
  return needed;
}

/** A loop whose body gives its variable another value is left out: then the name is no loop variable any more. */
function loopOf(node: For, site: SpawnSite): readonly Loop[] {
  const isInside = node.body.some((statement) => contains(statement, site.range));
  const bound = new Set<string>();
  collectTarget(node.target, bound);
  const again = assignedNames(node.body);
  return isInside && !node.isAsync && ![...bound].some((name) => again.has(name)) ? [node] : [];
}

/** A comprehension that leaves elements out gives other values than its loops alone. */
function loopsOf({ generators }: Comprehension): readonly Loop[] {
  return generators.every(({ ifs, isAsync }) => ifs.length === 0 && !isAsync) ? generators : [];
}

function namesIn(exprs: readonly Expr[]): Set<string> {
  return new Set([...descendants(exprs)].flatMap((node) => (node.kind === 'Name' ? [node.id] : [])));
}
