/** What a piece of code changes: the names it binds anew, and the objects it changes in place. */
import type { Expr } from '../syntax/ast';
import type { IndexedModule } from './moduleIndex';
import { dottedName } from './names';
import type { Node } from './walk';

export interface Changed {
  readonly expr: Expr;
  /** True where the object is changed, false where a name is bound. */
  readonly inPlace: boolean;
}

/** Methods that change the object they are called on, of the built-in containers, files, arrays and primitives. */
const CHANGING_METHODS: ReadonlySet<string> = new Set(
  (
    'append appendleft add extend extendleft insert remove discard pop popleft popitem clear update setdefault sort ' +
    'reverse rotate intersection_update difference_update symmetric_difference_update subtract write writelines ' +
    'put put_nowait fill resize set_result set_exception __setitem__ __delitem__ __setattr__ __iadd__'
  ).split(' '),
);

/** Functions that change what they are given first; iterators are used up. */
const CHANGING_FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'setattr delattr next heapq.heappush heapq.heappop heapq.heapify heapq.heapreplace heapq.heappushpop ' +
    'bisect.insort bisect.insort_left bisect.insort_right random.shuffle operator.setitem operator.delitem'
  ).split(' '),
);

/** What a node changes: targets of assignments, and what methods and functions are known to change. */
export function changedBy(ast: IndexedModule, node: Node): Changed[] {
  switch (node.kind) {
    case 'Assign':
      return node.value === undefined ? [] : targets(node.targets);
    case 'Delete':
      return targets(node.targets);
    case 'AugAssign':
    case 'For':
      return targets([node.target]);
    case 'With':
      return targets(node.items.flatMap((item) => (item.target === undefined ? [] : [item.target])));
    case 'Call': {
      const [first] = node.args;
      if (first !== undefined && CHANGING_FUNCTIONS.has(dottedName(ast, node.func) ?? ''))
        return [{ expr: first, inPlace: true }];
      const method = boundMethod(ast, node.func);
      return method !== undefined && CHANGING_METHODS.has(method.attr)
        ? [{ expr: method.value, inPlace: true }]
        : [];
    }
    default:
      return [];
  }
}

/** The method that is called, also where it was given a name before: `keep = results.append`. */
function boundMethod(ast: IndexedModule, func: Expr): (Expr & { readonly kind: 'Attribute' }) | undefined {
  if (func.kind === 'Attribute') return func;
  if (func.kind !== 'Name') return undefined;
  const [binding, ...others] = ast.index.bindings(ast, func.id);
  const value = binding?.kind === 'value' && others.length === 0 ? binding.value : undefined;
  return value?.kind === 'Attribute' ? value : undefined;
}

function targets(exprs: readonly Expr[]): Changed[] {
  return exprs.flatMap((expr): Changed[] => {
    if (expr.kind === 'Tuple' || expr.kind === 'List') return targets(expr.elts);
    if (expr.kind === 'Starred') return targets([expr.value]);
    if (expr.kind === 'Attribute' || expr.kind === 'Subscript') return [{ expr: expr.value, inPlace: true }];
    return [{ expr, inPlace: false }];
  });
}
