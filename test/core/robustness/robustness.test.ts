/** The core is total: whatever the text, it answers, its places lie in the text, and nothing runs away. */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { DEFAULT_CONFIG } from '../../../server/src/core/model/config';
import { gilscopeWith } from '../../support/gilscope';

const EXAMPLES = readdirSync('examples')
  .filter((name) => name.endsWith('.py'))
  .map((name) => readFileSync(`examples/${name}`, 'utf8'));

/** Asks for all that an editor asks for, and checks that every place named lies in the text. */
async function checkTotal(text: string): Promise<void> {
  const gilscope = await gilscopeWith();
  const source = { path: 'a.py', text, config: { ...DEFAULT_CONFIG, minConfidence: 'low' as const } };
  const { sites, findings, problems } = gilscope.analyze(source);
  const lines = text.split(/\r\n|\r|\n/).length;
  for (const site of sites) {
    assert.ok(site.range.start >= 0 && site.range.end <= text.length && site.range.start <= site.range.end);
    const { scenario, sentence } = gilscope.subject(source, site);
    assert.ok(scenario.tasks.length > 0 && sentence.length > 0);
    gilscope.hover(source, site.at.line, site.at.column);
  }
  for (const finding of findings) {
    assert.ok(finding.at.line >= 1 && finding.at.line <= lines);
    for (const fix of gilscope.fixes(source, finding)) {
      for (const { at } of fix.edits) assert.ok(at.line >= 1 && at.line <= at.endLine && at.endLine <= lines);
    }
  }
  for (const { line = 1 } of problems) assert.ok(line >= 1 && line <= lines);
}

const SITE = 'import threading\nthreading.Thread(target=f).start()\nthreading.Thread(target=f).start()\n';

/** Text that is as deep, wide or entangled as generated code may be, or worse. */
const EXTREMES: Readonly<Record<string, string>> = {
  'brackets in brackets': `def f():\n    return ${'('.repeat(5000)}1${')'.repeat(5000)}\n${SITE}`,
  'brackets never closed': `def f():\n    return ${'['.repeat(5000)}\n${SITE}`,
  'calls in calls': `def f():\n    return ${'g('.repeat(2000)}1${')'.repeat(2000)}\n${SITE}`,
  'a long sum': `def f():\n    return ${Array.from({ length: 5000 }, (_, i) => `x${i}`).join(' + ')}\n${SITE}`,
  'a long chain of attributes': `def f(a):\n    return a${'.b'.repeat(3000)}\n${SITE}`,
  'a long chain of elifs': `def f(x):\n    if x == 0:\n        pass\n${Array.from({ length: 2000 }, (_, i) => `    elif x == ${i}:\n        pass\n`).join('')}${SITE}`,
  'functions in functions': `${Array.from({ length: 90 }, (_, i) => `${' '.repeat(i)}def f():\n`).join('')}${' '.repeat(90)}pass\n${SITE}`,
  'loops in loops': `def f(n):\n${Array.from({ length: 19 }, (_, i) => `${' '.repeat(i + 1)}for x${i} in n:\n`).join('')}${' '.repeat(20)}x0 + 1\n${SITE}`,
  'functions that call each other': `${Array.from({ length: 300 }, (_, i) => `def f${i}(n):\n    f${(i + 1) % 300}(n - 1)\n    f${(i + 7) % 300}(n + 1)\n`).join('')}f = f0\n${SITE}`,
  'a function that calls itself in every way': `def f(n=3):\n    [f(n - 1) for _ in range(n)]\n    return f(f(n)) + sum(f(i) for i in range(n))\n${SITE}`,
  'a class that is its own base': `import threading\nclass A(A):\n    def run(self):\n        self.run()\nA().start()\n`,
  'names bound to each other': `a = b\nb = a\nf = a.f = b\n${SITE}`,
  'a thread that starts itself': `import threading\ndef f():\n    threading.Thread(target=f).start()\nf()\n`,
  'a function that hands its inner function to itself': `import threading\ndef f(inner=None):\n    def g():\n        threading.Thread(target=f, args=(g,)).start()\n        f(g)\n    return g\n`,
  'huge numbers': `def f():\n    for i in range(10 ** 100):\n        x = i ** i << 10 ** 9\n    return 1e400 * x\n${SITE}`,
  'zero and negative counts': `def f():\n    for i in range(-5):\n        pass\n    return [0] * -3\n${SITE}`,
  'control characters': `${String.fromCharCode(0, 1, 12, 27, 127)}${SITE}\u2028\u2029\uFEFF`,
  'half a surrogate pair': `# \uD83D\n${SITE}`,
};

describe('robustness', () => {
  for (const [name, text] of Object.entries(EXTREMES)) it(name, () => checkTotal(text)).timeout(20_000);

  it('programs with a piece cut out, doubled or put elsewhere', async () => {
    const cut = fc.record({
      text: fc.constantFrom(...EXAMPLES),
      from: fc.nat(3000),
      length: fc.nat(80),
      to: fc.nat(3000),
      times: fc.nat(2),
    });
    await fc.assert(
      fc.asyncProperty(cut, ({ text, from, length, to, times }) => {
        const piece = text.slice(from, from + length);
        const rest = text.slice(0, from) + text.slice(from + length);
        return checkTotal(rest.slice(0, to) + piece.repeat(times) + rest.slice(to));
      }),
      { numRuns: 60, seed: 11 },
    );
  }).timeout(60_000);
});
