/** Every probed call of which table and measurement differ, with the reason. A test keeps this list complete and short. */

export interface Exception {
  /** Names as probe.py prints them. */
  readonly names: readonly string[];
  /** In which results, by file name: `cpython-3.11`. */
  readonly results: readonly string[];
  readonly reason: string;
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    names: ['xml.etree.ElementTree.parse'],
    results: ['cpython-3.8', 'cpython-3.11', 'cpython-3.13'],
    reason:
      'The file is read in pieces of 64 KiB without the GIL, and at each the watcher gets in; parsing, which is the work, keeps it.',
  },
  {
    names: ['ast.literal_eval'],
    results: ['cpython-3.11', 'cpython-3.13'],
    reason:
      'Somewhat more than half of the time is the parser, one C call that keeps the GIL; the rest is a walk in Python.',
  },
  {
    names: ['math.comb'],
    results: ['cpython-3.13'],
    reason:
      'The probe takes numbers of 18,000 digits, and since 3.12 dividing those is Python code; with smaller numbers it is one C call.',
  },
  {
    names: ['fitz.Page.get_pixmap'],
    results: ['packages-3.11'],
    reason: 'Two C calls, one that lists what is to be drawn and one that draws; each keeps the GIL.',
  },
  {
    names: ['PIL.ImageDraw.ImageDraw.text'],
    results: ['packages-3.11'],
    reason:
      'Drawing the letters is one C call that keeps the GIL, most of the time; measuring the text before is another.',
  },
  {
    names: ['numpy.random.permutation'],
    results: ['packages-3.11'],
    reason:
      'Counting up the numbers and copying them releases; shuffling them, which is most of the work, keeps the GIL.',
  },
];
