import assert from 'node:assert/strict';
import { nativeFunctions } from '../../../server/src/core/kb/native/nativeSource';

/** Holds what is found in source, a line each: `name at line: releases`. */
function checkSource(path: string, text: string, expected: string): void {
  const lines = nativeFunctions(path, text).map(
    ({ name, line, releases }) => `${name} at ${line}: ${releases}`,
  );
  assert.equal(lines.join('\n'), expected.trim().replace(/^ +/gm, ''));
}

describe('sources of extension modules', () => {
  it('Cython: with nogil around the loops, around some, around none', () => {
    checkSource(
      'fast.pyx',
      `# cython: boundscheck=False
from cython.parallel import prange

def blur(double[:, :] image, int radius):
    """Blurs; with nogil: in a text is no block."""
    cdef int i
    with nogil:
        for i in range(image.shape[0]):
            row(image, i)
    return image

def halves(items, double[:] out):
    for item in items:
        check(item)
    with nogil:
        for i in range(10):
            out[i] = 1

cpdef double total(double[:] values) nogil:
    cdef double sum = 0
    for i in range(values.shape[0]):
        sum += values[i]
    return sum

cdef void row(double[:, :] image, int i) nogil:
    pass

def spread(
    double[:] values,
    int count,
):
    for i in prange(count, nogil=True, schedule='static'):
        values[i] = 0

cdef class Image:
    cdef int width

    def resize(self, int width):
        with nogil, cython.boundscheck(False):
            scale(self)

    def __init__(self, name):  # with nogil:
        self.name = name
`,
      `
      blur at 4: work
      halves at 12: part
      total at 19: none
      spread at 28: work
      Image.resize at 38: work
      Image.__init__ at 42: none`,
    );
  });

  it('Cython: a loop that takes the GIL back each round releases only in part', () => {
    checkSource(
      'a.pyx',
      `def walk(n):
    with nogil:
        for i in range(n):
            with gil:
                print(i)
`,
      'walk at 1: part',
    );
  });

  it('pybind11: call guards, guards in lambdas, and functions bound by address', () => {
    checkSource(
      'module.cpp',
      `#include <pybind11/pybind11.h>
namespace py = pybind11;

int slow(int n) {
  py::gil_scoped_release release;
  return work(n);
}
int quick(int n) { /* py::gil_scoped_release */ return n; }

PYBIND11_MODULE(module, m) {
  m.doc() = "py::gil_scoped_release (in a text)";
  m.def("slow", &slow, "Slow; takes a (number)");
  m.def("quick", &quick);
  m.def("guarded", &other, py::arg("n"), py::call_guard<py::gil_scoped_release>());
  m.def("inline", [](int n) {
    py::gil_scoped_release release;
    return work(n);
  });
  py::class_<Image>(m, "Image")
      .def(py::init<>())
      .def("resize", &Image::resize, py::call_guard<py::gil_scoped_release>())
      .def("name", &Image::name);
  py::class_<Pool> pool(m, "Pool");
  pool.def("run", [](Pool &p) { return p.run(); })
      .def_static("make", &make);
  m.def("last", &quick);
}
`,
      `
      slow at 12: work
      quick at 13: none
      guarded at 14: work
      inline at 15: work
      Image.resize at 21: work
      Image.name at 22: none
      Pool.run at 24: none
      Pool.make at 25: none
      last at 26: none`,
    );
  });

  it('C: method tables', () => {
    checkSource(
      'spam.c',
      `static PyObject *
spam_crunch(PyObject *self, PyObject *args)
{
    Py_BEGIN_ALLOW_THREADS
    crunch();
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}
static PyObject *spam_count(PyObject *self, PyObject *args, PyObject *kw) { return count(); }

static PyMethodDef methods[] = {
    {"crunch", spam_crunch, METH_NOARGS, "Crunches."},
    {"count", (PyCFunction)(void(*)(void))spam_count, METH_VARARGS | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL}
};
`,
      `
      crunch at 12: work
      count at 13: none`,
    );
  });

  it('any text gives an answer', () => {
    checkSource('a.pyx', 'def f(\n  "', '');
    checkSource('a.cpp', 'm.def("f", [](int n) { /* no end', 'f at 1: none');
    checkSource('a.c', '{"f", f', '');
    checkSource('a.pyx', '', '');
  });
});
