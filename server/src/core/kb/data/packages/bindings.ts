/** Facts about ways to call C, Rust and compiled Python. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';

// prettier-ignore
export const bindingsFacts: readonly FactGroup[] = [
  {
    confidence: 'documentation',
    rows: [
      ['numba.jit', 'held', 'numba docs/source/user/jit.rst: nogil is off by default', { when: 'compilation and calls hold the GIL unless nogil=True' }],
      ['numba.njit', 'held', 'numba docs/source/user/jit.rst', { when: 'compilation and calls hold the GIL unless nogil=True' }],
      ['numba.jit(nogil=True)', 'native', 'numba docs/source/user/jit.rst "nogil": Numba will release the GIL when entering such a compiled function', { when: 'compilation holds; object mode ignores it' }],
      ['numba.njit(nogil=True)', 'native', 'numba docs/source/user/jit.rst "nogil"', { when: 'compilation holds' }],
      ['cython.nogil', 'native', 'cython docs/src/userguide/external_C_code.rst "with nogil"', { when: 'a plain cdef/cpdef function holds the GIL; the nogil annotation alone does not release it' }],
      ['cython.parallel.prange', 'native', 'cython docs/src/userguide/parallelism.rst: prange(nogil=True)', { threads: 'many' }],
      ['cffi.Library.*', 'native', 'cffi docs: C functions are called with the GIL released (both ABI and API mode)', { when: 'callbacks retake the GIL' }],
      ['pybind11.function', 'held', 'pybind11 docs: the GIL is held unless call_guard<gil_scoped_release> is given'],
      ['pyo3.pyfunction', 'held', 'PyO3 guide: the GIL is held unless Python::detach (allow_threads before 0.26) is used'],
      ['f2py.function', 'held', 'numpy f2py docs: the GIL is held unless the "threadsafe" statement is used'],
      ['swig.function', 'held', 'SWIG docs: held unless -threads is given'],
      ['nanobind.function', 'held', 'nanobind docs: held unless nb::call_guard<nb::gil_scoped_release>'],
    ],
  },
  {
    confidence: 'inferred',
    rows: [
      ['numba.vectorize', 'native', 'built as a NumPy ufunc: 500-element rule; object mode holds'],
      ['numba.guvectorize', 'native', 'built as a NumPy gufunc'],
      ['greenlet.greenlet.switch', 'python', 'switches stacks inside one OS thread; the GIL is kept'],
      ['cffi.FFI.{cdef,new,cast,string,buffer,unpack,callback,dlopen,verify,gc,new_handle,from_buffer}', 'held', 'cffi works on Python objects'],
    ],
  },
  {
    from: 'general knowledge of the library; not read', confidence: 'inferred', how: 'other',
    rows: [
      ['numba.cuda.synchronize', 'wait', ''],
    ],
  },
];
