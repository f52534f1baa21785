/** Collects the segments of one function while it is interpreted. Runs of bytecode are merged into one hold. */
import type { LineIndex, Location, TextRange } from '../base/text';
import type { Estimate } from '../model/estimate';
import type { Segment } from '../model/profile';

const PYTHON_CODE = 'Python code';

export class Recorder {
  readonly #path: string;
  readonly #lines: LineIndex;
  #block: Segment[] = [];
  readonly #stack: Segment[][] = [];
  // The pending run of bytecode.
  #low = 0;
  #mid = 0;
  #high = 0;
  #start = -1;
  #end = -1;

  constructor(path: string, lines: LineIndex) {
    this.#path = path;
    this.#lines = lines;
  }

  location(range: TextRange): Location {
    return this.#lines.location(this.#path, range);
  }

  /** Adds bytecode of `cost` seconds, `times` over, at `range`. */
  bytecode(cost: Estimate, range: TextRange, times = 1): void {
    this.#low += cost.low * times;
    this.#mid += cost.mid * times;
    this.#high += cost.high * times;
    if (this.#start < 0 || range.start < this.#start) this.#start = range.start;
    if (range.end > this.#end) this.#end = range.end;
  }

  push(segment: Segment): void {
    this.#flush();
    this.#block.push(segment);
  }

  /** Opens a nested block: a loop's body, a branch's arm. */
  open(): void {
    this.#flush();
    this.#stack.push(this.#block);
    this.#block = [];
  }

  /** Closes the block opened last and gives its segments. */
  close(): readonly Segment[] {
    this.#flush();
    const closed = this.#block;
    this.#block = this.#stack.pop() ?? [];
    return closed;
  }

  /** Everything recorded at the top level. */
  finish(): readonly Segment[] {
    this.#flush();
    return this.#block;
  }

  #flush(): void {
    if (this.#start < 0) return;
    this.#block.push({
      kind: 'hold',
      at: this.location({ start: this.#start, end: this.#end }),
      what: PYTHON_CODE,
      seconds: { low: this.#low, mid: this.#mid, high: this.#high },
      preemptible: true,
    });
    this.#low = this.#mid = this.#high = 0;
    this.#start = this.#end = -1;
  }
}
