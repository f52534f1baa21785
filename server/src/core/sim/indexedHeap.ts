/**
 * A binary min-heap with at most one entry per id, in typed arrays. An entry can be moved or removed by its id, so
 * that the simulator never keeps events that no longer count. Equal keys come out in the order they were set.
 */
export class IndexedHeap {
  readonly #ids: Int32Array;
  /** Where an id stands in `#ids`; -1 outside the heap. */
  readonly #positions: Int32Array;
  readonly #keys: Float64Array;
  readonly #orders: Float64Array;
  #size = 0;
  #order = 0;

  /** Ids run from 0 to `capacity - 1`. */
  constructor(capacity: number) {
    this.#ids = new Int32Array(capacity);
    this.#positions = new Int32Array(capacity).fill(-1);
    this.#keys = new Float64Array(capacity);
    this.#orders = new Float64Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** The smallest key; `Infinity` when empty. */
  get firstKey(): number {
    return this.#size === 0 ? Infinity : this.#key(this.#id(0));
  }

  /** The id with the smallest key; -1 when empty. */
  get firstId(): number {
    return this.#size === 0 ? -1 : this.#id(0);
  }

  has(id: number): boolean {
    return this.#position(id) >= 0;
  }

  keyOf(id: number): number {
    return this.#key(id);
  }

  /** Adds `id`, or moves it. */
  set(id: number, key: number): void {
    this.#keys[id] = key;
    this.#orders[id] = this.#order++;
    let position = this.#position(id);
    if (position < 0) {
      position = this.#size++;
      this.#place(id, position);
    }
    this.#settle(position);
  }

  /** Takes `id` out; does nothing if it is not there. */
  remove(id: number): void {
    const position = this.#position(id);
    if (position < 0) return;
    this.#positions[id] = -1;
    const last = this.#id(--this.#size);
    if (last === id) return;
    this.#place(last, position);
    this.#settle(position);
  }

  #settle(start: number): void {
    const id = this.#id(start);
    let position = start;
    while (position > 0) {
      const parent = (position - 1) >> 1;
      if (!this.#before(id, this.#id(parent))) break;
      this.#place(this.#id(parent), position);
      position = parent;
    }
    if (position === start) position = this.#sink(id, start);
    this.#place(id, position);
  }

  #sink(id: number, start: number): number {
    let position = start;
    for (;;) {
      let child = 2 * position + 1;
      if (child >= this.#size) return position;
      if (child + 1 < this.#size && this.#before(this.#id(child + 1), this.#id(child))) child++;
      if (!this.#before(this.#id(child), id)) return position;
      this.#place(this.#id(child), position);
      position = child;
    }
  }

  #before(a: number, b: number): boolean {
    const difference = this.#key(a) - this.#key(b);
    return difference < 0 || (difference === 0 && this.#orderOf(a) < this.#orderOf(b));
  }

  #place(id: number, position: number): void {
    this.#ids[position] = id;
    this.#positions[id] = position;
  }

  // Reads within bounds; `?? 0` satisfies the checked index access and costs nothing measurable.
  #id(position: number): number {
    return this.#ids[position] ?? 0;
  }
  #position(id: number): number {
    return this.#positions[id] ?? -1;
  }
  #key(id: number): number {
    return this.#keys[id] ?? 0;
  }
  #orderOf(id: number): number {
    return this.#orders[id] ?? 0;
  }
}
