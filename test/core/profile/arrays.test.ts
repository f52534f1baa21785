/** NumPy arrays: that shapes are known shows in how long loops over them are, what calls cost in their order of magnitude. */
import assert from 'node:assert/strict';
import { analysed, checkOutline } from '../../support/analysis';

const test = (title: string, text: string, expected: string): void => {
  it(title, () => checkOutline(text, 'f', expected));
};

/** Powers of ten of the native seconds of `f`, low to high. */
async function checkNative(body: string, expected: string): Promise<void> {
  const lines = body.split('\n').map((line) => `    ${line}\n`);
  const analysis = await analysed(`import numpy as np\ndef f():\n${lines.join('')}`);
  const func = analysis.functions.find((candidate) => candidate.name === 'f');
  const native = func === undefined ? undefined : analysis.profileOf(func.def)?.totals.native;
  const power = (seconds: number): number => Math.round(Math.log10(seconds));
  assert.equal(native && `${power(native.low)} ${power(native.mid)} ${power(native.high)}`, expected);
}

describe('work profile: shapes of arrays', () => {
  test(
    'of constructors',
    'import numpy as np\ndef f():\n    for x in np.zeros((20, 30)): pass\n    for x in np.arange(5, 25): pass\n    for x in np.linspace(0, 1, 70): pass\n    for x in np.eye(8): pass\n',
    `
    3 hold numpy.zeros
    3 loop 600 constant
    4 native numpy.arange
    4 loop 20 constant
    5 native numpy.linspace
    5 loop 70 constant
    6 native numpy.eye
    6 loop 64 constant
    `,
  );
  test(
    'of products and of operators',
    'import numpy as np\ndef f():\n    a = np.ones((20, 30))\n    b = np.ones((30, 5))\n    for x in a @ b: pass\n    for x in np.dot(a, b) + 1: pass\n',
    `
    5 native numpy.matmul
    5 loop 100 constant
    6 native numpy.dot
    6 loop 100 constant
    `,
  );
});

describe('work profile: cost of array operations', () => {
  it('a product grows with the cube of the side', async () => {
    await checkNative('a = np.zeros((300, 300))\na @ a', '-4 -3 -2');
    await checkNative('a = np.zeros((3000, 3000))\na @ a', '-1 0 1');
  });
  it('so does an inverse', async () => {
    await checkNative('np.linalg.inv(np.zeros((3000, 3000)))', '0 0 2');
  });
  it('a sum grows with the number of elements', async () => {
    await checkNative('a = np.zeros((3000, 3000))\nb = a + a', '-3 -2 -1');
  });
  it('random numbers take some nanoseconds each', async () => {
    await checkNative('np.random.rand(1_000_000, 2)', '-2 -2 -1');
  });
  it('filling takes a nanosecond an element', async () => {
    await checkNative('np.arange(10_000_000)', '-3 -2 -1');
  });
});
