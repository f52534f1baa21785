/**
 * Tells of the source of an extension module, Cython or C and C++, which of its functions release the GIL: by the marks
 * that authors set (`with nogil:`, `gil_scoped_release`, `Py_BEGIN_ALLOW_THREADS`), not by following what they call.
 */
import { cppFunctions } from './cppSource';
import { cythonFunctions } from './cythonSource';

/** A function or method that Python can call. */
export interface NativeFunction {
  /** As Python knows it in the module: `blur`, `Image.resize`. */
  readonly name: string;
  /** Of its definition or binding, from 1. */
  readonly line: number;
  /**
   * `work` the GIL is released around the loops, or around everything · `part` there are loops with and without it, so
   * nobody knows which weigh more · `none` it is kept.
   */
  readonly releases: 'work' | 'part' | 'none';
}

/** Endings of source files that can be read, in the order in which to look for them beside a module. */
export const NATIVE_SOURCES = ['.pyx', '.cpp', '.cc', '.cxx', '.c'] as const;

/** In the order of the source; empty where nothing is defined for Python. Total: any text gives an answer. */
export function nativeFunctions(path: string, text: string): readonly NativeFunction[] {
  return path.endsWith('.pyx') ? cythonFunctions(text) : cppFunctions(text);
}
