/** What `gilscope measure` and its Python program (driver.py) say to each other. */
import type { MeasuredMode } from '../../core/model/measurement';

/** The orders, as JSON. */
export interface DriverOrders {
  /** Folder to put first on `sys.path`. */
  readonly root: string;
  /** Dotted name of the module below `root`. */
  readonly module: string;
  /** Absolute path of the module. */
  readonly file: string;
  /** Qualified name of the target in it. */
  readonly target: string;
  /** Python expression: an iterable of `(arguments, keywords)`. */
  readonly calls: string;
  /** Builtins that `calls` may use. */
  readonly builtins: readonly string[];
  readonly tasks: number;
  readonly workers: number;
  readonly rounds: number;
  /** Seconds; no round is begun that would not end within them. */
  readonly limit: number;
  /** File that each result is appended to. */
  readonly output: string;
}

/** One line of the output file. Seconds. */
export type DriverLine =
  | { readonly kind: 'python'; readonly version: string; readonly gil: boolean; readonly cores: number }
  | { readonly kind: 'call'; readonly text: string }
  | { readonly kind: 'begin'; readonly mode: MeasuredMode }
  | { readonly kind: 'run'; readonly mode: MeasuredMode; readonly wall: number; readonly cpu: number }
  | {
      readonly kind: 'error';
      readonly mode: MeasuredMode | null;
      readonly message: string;
      readonly path: string | null;
      readonly line: number | null;
    };
