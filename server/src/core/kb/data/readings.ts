/**
 * Which versions of CPython a fact was read in. `NO_RELEASE` is not a reading of the source but of compiled
 * interpreters: no function in question, nor one it calls in its own module, calls `PyEval_SaveThread`.
 */

export const EVERY = 'CPython 3.8.10, 3.12.5, 3.13.0a6+, main of 2025-05-30';
export const SINCE_312 = 'CPython 3.12.5, 3.13.0a6+, main of 2025-05-30';
export const SINCE_313 = 'CPython 3.13.0a6+, main of 2025-05-30';
export const MAIN = 'CPython main of 2025-05-30';
export const UNTIL_313 = 'CPython 3.8.10, 3.12.5, 3.13.0a6+';
export const UNTIL_312 = 'CPython 3.8.10, 3.12.5';
export const V312_313 = 'CPython 3.12.5, 3.13.0a6+';
export const V38 = 'CPython 3.8.10';
/** The standard library's Python code. */
export const LIB = 'CPython 3.13.0';
export const NO_RELEASE =
  'no call of PyEval_SaveThread in compiled CPython 3.8.18, 3.9.18, 3.10.13, 3.11.7, 3.12.1, 3.13.0';
