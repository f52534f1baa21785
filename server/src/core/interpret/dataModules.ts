/** Library modules that make, keep or read containers: heaps, named tuples, tables of text. */
import { exactly, multiply, scale, type Estimate } from '../model/estimate';
import type { Segment } from '../model/profile';
import { iterate } from './iteration';
import { callKnown, type LibraryCall } from './library';
import { collection, newId, spend } from './machine';
import { grow, shrink } from './methods';
import { compareElements } from './operators';
import { join, NONE, someText, UNKNOWN, type CollectionValue, type Value } from './values';

type Handler = (call: LibraryCall) => Value;

function heapOf({ args }: LibraryCall): CollectionValue | undefined {
  const [heap] = args.positional;
  return heap?.kind === 'collection' ? heap : undefined;
}

/** Levels of a heap: the most comparisons that moving one element takes. */
function levels(heap: CollectionValue): Estimate {
  const of = (n: number): number => Math.log2(Math.max(2, n));
  const { low, mid, high } = heap.length ?? { low: 1, mid: 1000, high: 1e6 };
  return { low: of(low), mid: of(mid), high: of(high) };
}

const heappush: Handler = (call) => {
  const { machine, frame, at, args } = call;
  const heap = heapOf(call);
  const item = args.positional[1] ?? UNKNOWN;
  callKnown(call);
  if (heap === undefined) return NONE;
  grow(heap, item, exactly(Math.max(frame.rounds / heap.madeAt, 1e-9)));
  if (frame.unknownLoops > 0) heap.basis = 'unknown';
  // On average a new element rises past one other (Porter and Simon, 1975).
  compareElements(machine, frame, item, { low: 1, mid: 2, high: levels(heap).high }, at);
  return NONE;
};

const heappop: Handler = (call) => {
  const heap = heapOf(call);
  callKnown(call);
  if (heap === undefined) return UNKNOWN;
  const { element } = heap;
  compareElements(call.machine, call.frame, element, levels(heap), call.at);
  shrink(heap);
  return element;
};

const heapify: Handler = (call) => {
  const heap = heapOf(call);
  callKnown(call);
  // Floyd's method takes between one and two comparisons an element.
  if (heap?.length !== undefined) {
    compareElements(call.machine, call.frame, heap.element, scale(heap.length, 1.6), call.at);
  }
  return NONE;
};

/** The function that makes one named tuple, with its field names as the first argument. */
const MAKE_NAMED_TUPLE = 'gilscope.namedtuple';

const namedtuple: Handler = (call) => {
  callKnown(call);
  const given = call.args.positional[1] ?? call.args.keywords.get('field_names');
  const texts = given?.kind === 'collection' ? (given.items ?? []) : given === undefined ? [] : [given];
  const names = texts.flatMap((value) => (value.kind === 'text' ? (value.text ?? '').split(/[\s,]+/) : []));
  const fields = collection(call.machine, call.frame, 'dict', {
    entries: new Map(names.filter((name) => name !== '').map((name) => [name, UNKNOWN])),
  });
  const func: Value = { kind: 'library', name: MAKE_NAMED_TUPLE };
  return { kind: 'partial', func, args: [fields], keywords: new Map() };
};

const makeNamedTuple: Handler = ({ machine, frame, at, args }) => {
  const [fields, ...values] = args.positional;
  // `__new__` is a lambda that makes a tuple of its arguments.
  spend(machine, frame, 'call-class-plain', at);
  spend(machine, frame, 'call-back', at);
  spend(machine, frame, 'tuple-build', at);
  const names = fields?.kind === 'collection' ? [...(fields.entries?.keys() ?? [])] : [];
  const attributes = new Map(
    names.map((name, index) => [name, values[index] ?? args.keywords.get(name) ?? UNKNOWN]),
  );
  attributes.set('element', attributes.size === 0 ? UNKNOWN : [...attributes.values()].reduce(join));
  return {
    kind: 'object',
    id: newId(machine),
    of: 'collections.namedtuple()',
    attributes,
    madeBy: undefined,
  };
};

/** Characters of a line of a table whose text is not in sight. */
const LINE: Estimate = { low: 5, mid: 60, high: 1000 };

/** `csv.reader(lines)`: rows are parsed as they are asked for. */
function tableReader(rowType: 'list' | 'dict'): Handler {
  return ({ machine, frame, name, args, at }) => {
    const source = iterate(machine, frame, args.positional[0] ?? UNKNOWN);
    spend(machine, frame, 'call-c-function', at);
    const line = source.element.kind === 'text' ? (source.element.length ?? LINE) : LINE;
    const cost = machine.kb.callCost(name);
    const location = frame.recorder.location(at);
    const parsing: readonly Segment[] =
      cost === undefined
        ? []
        : [
            {
              kind: 'hold',
              at: location,
              what: name,
              seconds: multiply(cost.seconds, line),
              preemptible: false,
            },
          ];
    const loop: Segment = { kind: 'loop', at: location, trips: source.trips, body: parsing };
    const cell = someText('str', { low: 0, mid: 8, high: 80 }, 'assumed');
    const cells = scale(line, 1 / 8);
    return collection(machine, frame, 'iterator', {
      length: source.trips.basis === 'unknown' ? undefined : source.trips.count,
      basis: source.trips.basis,
      element: collection(machine, frame, rowType, {
        length: cells,
        basis: 'assumed',
        element: cell,
        mapped: cell,
      }),
      lazy: { segments: [...source.work, loop] },
    });
  };
}

export const DATA_MODULES: Readonly<Record<string, Handler>> = {
  'heapq.heappush': heappush,
  'heapq.heappop': heappop,
  'heapq.heapify': heapify,
  'collections.namedtuple': namedtuple,
  [MAKE_NAMED_TUPLE]: makeNamedTuple,
  'csv.reader': tableReader('list'),
  'csv.DictReader': tableReader('dict'),
};
