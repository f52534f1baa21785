/**
 * What the rest of the core asks the knowledge base: what a library call does to the GIL, what it costs, what it
 * returns. Interface only; `createKnowledgeBase` of `lookup.ts` makes one.
 */
import type { PythonVersion } from '../model/config';
import type { CallCost, Fact } from '../model/fact';
import type { ValueType } from './types';

/** How a search found its facts: by name, below a dotted prefix (a module or class), by likeness, or not at all. */
export interface FactSearch {
  readonly match: 'exact' | 'below' | 'near' | 'none';
  /** Sorted by name; for `near` the likest first. */
  readonly facts: readonly Fact[];
}

/**
 * Names are dotted and absolute as an import resolver gives them: `os.path.exists`, `socket.socket.recv`,
 * `numpy.dot` (never `np.dot`); builtins bare (`open`, `sorted`, `str.join`). Re-exports, other spellings and
 * inherited methods are resolved here.
 */
export interface KnowledgeBase {
  /**
   * What a call of `name` does under that Python (default: the newest). The fact has its documented name, which may
   * differ from the one asked for. undefined: nothing is known, or the function does not exist there yet.
   */
  lookup(name: string, python?: PythonVersion): Fact | undefined;
  /** For people: tolerant of case and aliases. */
  search(name: string, python?: PythonVersion): FactSearch;
  /** What calling `name` gives; a class gives its instance. Operators go by their method: `pathlib.Path.__truediv__`. */
  returnType(name: string): ValueType | undefined;
  /** Whether a call of `name` is cheap where no fact says otherwise: it makes an object, or was looked at and left out. */
  describes(name: string): boolean;
  /** What the attribute or property `name` is: `subprocess.Popen.stdout`. */
  attributeType(name: string): ValueType | undefined;
  /** Direct base classes of a library class, in the order of method lookup; empty where none are recorded. */
  baseClasses(name: string): readonly string[];
  /** What one call costs; inherited methods are found as by `lookup`. */
  callCost(name: string): CallCost | undefined;
  /** The documented name for any spelling of it: `posixpath.exists` → `os.path.exists`; itself where it is unknown. */
  canonicalName(name: string): string;
}
