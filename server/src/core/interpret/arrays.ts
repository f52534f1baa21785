/** NumPy arrays: how many elements they hold, where the code that makes them says so. */
import { exactly, multiply, type Estimate } from '../model/estimate';
import type { CallArguments } from './calls';
import { someNumber, type ObjectValue, type Value } from './values';

export const ARRAY = 'numpy.ndarray';
/** Attribute under which the number of elements is kept. */
const LENGTH = 'gilscope.length';

export function arrayLength(value: ObjectValue): Estimate | undefined {
  const length = value.attributes.get(LENGTH);
  return length?.kind === 'number' ? length.range : undefined;
}

/** Functions whose first argument is a shape. */
const SHAPED: ReadonlySet<string> = new Set(['zeros', 'ones', 'empty', 'full', 'random', 'random_sample']);
/** Functions whose arguments are the dimensions. */
const DIMENSIONED: ReadonlySet<string> = new Set(['rand', 'randn']);
/** Functions that give as many elements as their first argument has. */
const COPYING: ReadonlySet<string> = new Set([
  'array',
  'asarray',
  'copy',
  'sort',
  'sqrt',
  'exp',
  'log',
  'sin',
  'cos',
  'abs',
]);

/** Keeps the element count of a new array among its attributes. */
export function noteArrayLength(
  name: string,
  receiver: Value | undefined,
  args: CallArguments,
  attributes: Map<string, Value>,
): void {
  const length = lengthFrom(name.slice(name.lastIndexOf('.') + 1), receiver, args);
  if (length !== undefined) attributes.set(LENGTH, someNumber('int', length, 'constant'));
}

function lengthFrom(func: string, receiver: Value | undefined, args: CallArguments): Estimate | undefined {
  const [first, second] = args.positional;
  const shape = args.keywords.get('size') ?? args.keywords.get('shape');
  if (shape !== undefined) return product(shape);
  if (SHAPED.has(func) && first !== undefined) return product(first);
  if (DIMENSIONED.has(func)) return args.positional.map(product).reduce(times, exactly(1));
  if (func === 'arange' && first?.kind === 'number') {
    if (second?.kind !== 'number') return first.range;
    return first.range === undefined || second.range === undefined
      ? undefined
      : exactly(Math.max(0, second.range.mid - first.range.mid));
  }
  if (COPYING.has(func)) {
    const source = first ?? receiver;
    if (source?.kind === 'object') return arrayLength(source);
    return source?.kind === 'collection' ? source.length : undefined;
  }
  return undefined;
}

function times(a: Estimate | undefined, b: Estimate | undefined): Estimate | undefined {
  return a === undefined || b === undefined ? undefined : multiply(a, b);
}

/** `1000` or `(1000, 1000)`. */
function product(shape: Value): Estimate | undefined {
  if (shape.kind === 'number') return shape.range;
  if (shape.kind !== 'collection' || shape.items === undefined) return undefined;
  return shape.items.map(product).reduce(times, exactly(1));
}
