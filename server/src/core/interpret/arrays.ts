/** NumPy arrays: how many elements they hold, where the code that makes them says so, and what that makes calls cost. */
import type { TextRange } from '../base/text';
import { own } from '../base/own';
import { add, exactly, multiply, scale, type Estimate } from '../model/estimate';
import { NO_ARGUMENTS, type CallArguments } from './calls';
import { callKnown } from './library';
import type { Frame, Machine } from './machine';
import { someNumber, type ObjectValue, type Value } from './values';

export const ARRAY = 'numpy.ndarray';
/** Attributes under which the number of elements and the last of several dimensions are kept. */
const LENGTH = 'gilscope.length';
const COLUMNS = 'gilscope.columns';

/** What is known of an array's shape. */
interface Shape {
  readonly length: Estimate;
  /** The last dimension; undefined for an array of one. */
  readonly columns: Estimate | undefined;
}

export function arrayLength(value: ObjectValue): Estimate | undefined {
  return shapeOf(value)?.length;
}

function shapeOf(value: Value | undefined): Shape | undefined {
  if (value?.kind !== 'object') return undefined;
  const length = value.attributes.get(LENGTH);
  const columns = value.attributes.get(COLUMNS);
  if (length?.kind !== 'number' || length.range === undefined) return undefined;
  return { length: length.range, columns: columns?.kind === 'number' ? columns.range : undefined };
}

/** Functions whose first argument is a shape. */
const SHAPED: ReadonlySet<string> = new Set([
  'zeros',
  'ones',
  'empty',
  'full',
  'random',
  'random_sample',
  'standard_normal',
]);
/** Functions whose arguments are the dimensions. */
const DIMENSIONED: ReadonlySet<string> = new Set(['rand', 'randn', 'reshape']);
/** Functions that give as many elements as their first argument, or their receiver, has. */
const COPYING: ReadonlySet<string> = new Set([
  'array',
  'asarray',
  'ascontiguousarray',
  'copy',
  'astype',
  'sort',
  'sqrt',
  'exp',
  'log',
  'log2',
  'log10',
  'sin',
  'cos',
  'tan',
  'tanh',
  'abs',
  'square',
  'negative',
  'floor',
  'ceil',
  'round',
  'clip',
  'cumsum',
  'add',
  'subtract',
  'multiply',
  'divide',
  'power',
  'maximum',
  'minimum',
  'zeros_like',
  'ones_like',
  'empty_like',
  'transpose',
  'inv',
  'cholesky',
]);
/** Functions that multiply matrices. */
const PRODUCTS: ReadonlySet<string> = new Set(['dot', 'matmul', 'inner']);

/** Keeps what is known of a new array's shape among its attributes. */
export function noteArrayLength(
  name: string,
  receiver: Value | undefined,
  args: CallArguments,
  attributes: Map<string, Value>,
): void {
  const shape = shapeFrom(lastName(name), receiver, args);
  if (shape === undefined) return;
  attributes.set(LENGTH, someNumber('int', shape.length, 'constant'));
  if (shape.columns !== undefined) attributes.set(COLUMNS, someNumber('int', shape.columns, 'constant'));
}

function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function shapeFrom(func: string, receiver: Value | undefined, args: CallArguments): Shape | undefined {
  const [first, second] = args.positional;
  const stated = args.keywords.get('size') ?? args.keywords.get('shape');
  if (stated !== undefined) return product(dimensions(stated));
  if (SHAPED.has(func) && first !== undefined) return product(dimensions(first));
  if (DIMENSIONED.has(func)) return product(args.positional.flatMap(dimensions));
  if (func === 'eye' || func === 'identity') {
    const side = first === undefined ? [] : dimensions(first);
    return product([...side, ...side]);
  }
  if (func === 'arange' && first?.kind === 'number') {
    const from = second?.kind === 'number' ? first.range : exactly(0);
    const to = second?.kind === 'number' ? second.range : first.range;
    return from === undefined || to === undefined
      ? undefined
      : { length: exactly(Math.max(0, to.mid - from.mid)), columns: undefined };
  }
  if (func === 'linspace') {
    const count = args.positional[2] ?? args.keywords.get('num');
    return count === undefined ? { length: exactly(50), columns: undefined } : product(dimensions(count));
  }
  if (PRODUCTS.has(func)) {
    const [left, right] = receiver === undefined ? [first, second] : [receiver, first];
    return productShape(shapeOf(left), shapeOf(right));
  }
  if (COPYING.has(func)) {
    const source = first ?? receiver;
    if (source?.kind === 'collection') return nested(source);
    return shapeOf(source) ?? shapeOf(receiver);
  }
  return undefined;
}

/** `[[1, 2], [3, 4]]`: a list of lists has two dimensions. */
function nested(list: Value & { kind: 'collection' }): Shape | undefined {
  if (list.length === undefined) return undefined;
  const { element } = list;
  if (element.kind !== 'collection') return { length: list.length, columns: undefined };
  return element.length === undefined
    ? undefined
    : { length: multiply(list.length, element.length), columns: element.length };
}

/** `1000` or `(1000, 1000)`; an undefined dimension is one that nobody knows. */
function dimensions(shape: Value): readonly (Estimate | undefined)[] {
  if (shape.kind === 'number') return [shape.range];
  if (shape.kind !== 'collection' || shape.items === undefined) return [undefined];
  return shape.items.flatMap(dimensions);
}

function product(sides: readonly (Estimate | undefined)[]): Shape | undefined {
  let length = exactly(1);
  for (const side of sides) {
    // A side of -1 says "whatever is left".
    if (side === undefined || side.low < 0) return undefined;
    length = multiply(length, side);
  }
  return { length, columns: sides.length > 1 ? sides.at(-1) : undefined };
}

function productShape(left: Shape | undefined, right: Shape | undefined): Shape | undefined {
  if (left === undefined || right === undefined) return undefined;
  const inner = left.columns ?? left.length;
  const rows = Math.max(1, left.length.mid / Math.max(1, inner.mid));
  return {
    length: scale(right.columns ?? exactly(1), rows),
    columns: right.columns,
  };
}

/** Operations on floats a second of one core: of matrix products in BLAS, and of LAPACK. */
const BLAS_RATE: Estimate = { low: 5e9, mid: 2e10, high: 6e10 };
const LAPACK_RATE: Estimate = { low: 1e9, mid: 5e9, high: 3e10 };

/** Operations on floats for a matrix of n by n, divided by n cubed: the leading terms of the usual algorithms. */
const LAPACK_WORK: Readonly<Record<string, number>> = {
  inv: 2,
  pinv: 22,
  solve: 2 / 3,
  det: 2 / 3,
  lstsq: 22,
  svd: 22,
  eig: 25,
  eigvals: 10,
  eigh: 9,
  eigvalsh: 4 / 3,
  qr: 8 / 3,
  cholesky: 1 / 3,
};

/** Seconds of a call whose work grows faster than its data; undefined where shapes or function say nothing. */
export function arraySeconds(
  name: string,
  receiver: Value | undefined,
  args: CallArguments,
  cores: number,
): Estimate | undefined {
  if (!name.startsWith('numpy.') && !name.startsWith('scipy.linalg.')) return undefined;
  const func = lastName(name);
  const [first, second] = args.positional;
  if (PRODUCTS.has(func)) {
    const [left, right] = receiver?.kind === 'object' ? [receiver, first] : [first, second];
    const a = shapeOf(left);
    const b = shapeOf(right);
    if (a === undefined || b === undefined) return undefined;
    return secondsAt(scale(multiply(a.length, b.columns ?? exactly(1)), 2), BLAS_RATE, cores);
  }
  const isRandom = name.startsWith('numpy.random.');
  const made = isRandom ? RANDOM_ELEMENT : own(FILLED_ELEMENT, func);
  if (made !== undefined) {
    const length = shapeFrom(func, undefined, args)?.length;
    return length === undefined ? undefined : add(LEAST_SECONDS, multiply(made, length));
  }
  const work = own(LAPACK_WORK, func);
  const matrix = work === undefined || !name.includes('.linalg.') ? undefined : shapeOf(first);
  if (work === undefined || matrix === undefined) return undefined;
  const cubed = (n: number): number => work * n ** 1.5;
  const { low, mid, high } = matrix.length;
  return secondsAt({ low: cubed(low), mid: cubed(mid), high: cubed(high) }, LAPACK_RATE, cores);
}

/** An element that is written. `zeros` and `empty` leave that to the first use. */
const WRITTEN_ELEMENT: Estimate = { low: 2e-10, mid: 1e-9, high: 5e-9 };
/** A random number, from uniform to normal and others that need several. */
const RANDOM_ELEMENT: Estimate = { low: 2e-9, mid: 8e-9, high: 5e-8 };
const FILLED_ELEMENT: Readonly<Record<string, Estimate>> = {
  ones: WRITTEN_ELEMENT,
  full: WRITTEN_ELEMENT,
  arange: WRITTEN_ELEMENT,
  linspace: WRITTEN_ELEMENT,
  eye: WRITTEN_ELEMENT,
};

/** The call itself. */
const LEAST_SECONDS: Estimate = { low: 5e-7, mid: 1e-6, high: 1e-5 };

/** Small problems are not worth starting threads for. */
function secondsAt(operations: Estimate, rate: Estimate, cores: number): Estimate {
  const share = operations.mid > 1e7 ? cores : 1;
  return add(LEAST_SECONDS, {
    low: operations.low / (rate.high * share),
    mid: operations.mid / (rate.mid * share),
    high: operations.high / rate.low,
  });
}

/** The function that an operator on arrays stands for. */
const OPERATOR_FUNCTIONS: Readonly<Record<string, string>> = {
  '+': 'numpy.add',
  '-': 'numpy.subtract',
  '*': 'numpy.multiply',
  '/': 'numpy.divide',
  '//': 'numpy.divide',
  '%': 'numpy.divide',
  '**': 'numpy.power',
  '@': 'numpy.matmul',
};

/** `a + b`, `a @ b` … of arrays; undefined where neither operand is one. */
export function arrayOperator(
  machine: Machine,
  frame: Frame,
  op: string,
  left: Value,
  right: Value,
  at: TextRange,
): Value | undefined {
  const isArray = (value: Value): boolean => value.kind === 'object' && value.of === ARRAY;
  const name = own(OPERATOR_FUNCTIONS, op);
  if (name === undefined || !(isArray(left) || isArray(right))) return undefined;
  // The operand that decides the size comes first.
  const [a, b] = isArray(left) ? [left, right] : [right, left];
  const larger =
    (shapeOf(b)?.length.mid ?? 0) > (shapeOf(a)?.length.mid ?? 0) && op !== '@' ? [b, a] : [a, b];
  const args: CallArguments = { ...NO_ARGUMENTS, positional: op === '@' ? [left, right] : larger };
  return callKnown({ machine, frame, name, receiver: undefined, args, at, site: undefined });
}
