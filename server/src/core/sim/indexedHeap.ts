/**
 * A binary min-heap with at most one entry per id, in typed arrays. An entry can be moved or removed by its id, so
 * that the simulator never keeps events that no longer count. Equal keys come out in the order they were set.
 *
 * It is what a run does most, also before it has been compiled: hence loops without calls, and first entries that are
 * kept rather than looked up.
 */
export class IndexedHeap {
  /** The smallest key; `Infinity` when empty. To be read only. */
  firstKey = Infinity;
  /** The id with the smallest key; -1 when empty. To be read only. */
  firstId = -1;
  /** How many entries there are. To be read only. */
  size = 0;
  readonly #ids: Int32Array;
  /** Where an id stands in `#ids`; -1 outside the heap. */
  readonly #positions: Int32Array;
  readonly #keys: Float64Array;
  readonly #orders: Float64Array;
  #order = 0;

  /** Ids run from 0 to `capacity - 1`. */
  constructor(capacity: number) {
    this.#ids = new Int32Array(capacity);
    this.#positions = new Int32Array(capacity).fill(-1);
    this.#keys = new Float64Array(capacity);
    this.#orders = new Float64Array(capacity);
  }

  keyOf(id: number): number {
    return this.#keys[id] ?? 0;
  }

  /** Adds `id`, or moves it. */
  set(id: number, key: number): void {
    const known = this.#positions[id] ?? -1;
    this.#keys[id] = key;
    this.#orders[id] = this.#order++;
    this.#settle(id, key, known < 0 ? this.size++ : known);
  }

  /** Takes `id` out; does nothing if it is not there. */
  remove(id: number): void {
    const position = this.#positions[id] ?? -1;
    if (position < 0) return;
    this.#positions[id] = -1;
    this.size--;
    const last = this.#ids[this.size] ?? 0;
    if (last !== id) {
      this.#settle(last, this.#keys[last] ?? 0, position);
    } else if (this.size === 0) {
      this.firstKey = Infinity;
      this.firstId = -1;
    }
  }

  /** Puts `id` at `start`, where there is a gap, or where it belongs above or below. */
  #settle(id: number, key: number, start: number): void {
    const ids = this.#ids;
    const positions = this.#positions;
    const keys = this.#keys;
    const orders = this.#orders;
    const order = orders[id] ?? 0;
    let position = start;
    while (position > 0) {
      const above = (position - 1) >> 1;
      const parent = ids[above] ?? 0;
      const parentKey = keys[parent] ?? 0;
      if (parentKey < key || (parentKey === key && (orders[parent] ?? 0) < order)) break;
      ids[position] = parent;
      positions[parent] = position;
      position = above;
    }
    if (position === start) {
      for (;;) {
        let below = 2 * position + 1;
        if (below >= this.size) break;
        let child = ids[below] ?? 0;
        let childKey = keys[child] ?? 0;
        if (below + 1 < this.size) {
          const other = ids[below + 1] ?? 0;
          const otherKey = keys[other] ?? 0;
          if (otherKey < childKey || (otherKey === childKey && (orders[other] ?? 0) < (orders[child] ?? 0))) {
            below++;
            child = other;
            childKey = otherKey;
          }
        }
        if (key < childKey || (key === childKey && order < (orders[child] ?? 0))) break;
        ids[position] = child;
        positions[child] = position;
        position = below;
      }
    }
    ids[position] = id;
    positions[id] = position;
    this.firstId = ids[0] ?? -1;
    this.firstKey = keys[this.firstId] ?? Infinity;
  }
}
