import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** The part of a TextMate grammar that ours use. */
interface Pattern {
  readonly include?: string;
  readonly match?: string;
  readonly name?: string;
  readonly captures?: Readonly<
    Record<string, { readonly name?: string; readonly patterns?: readonly Pattern[] }>
  >;
}
interface Grammar {
  readonly patterns: readonly Pattern[];
  readonly repository: Readonly<Record<string, Pattern>>;
}

function readGrammar(name: string): Grammar {
  return JSON.parse(readFileSync(`syntaxes/${name}.tmLanguage.json`, 'utf8')) as Grammar;
}

/**
 * Tokens of one line as an editor would colour them: at each place the pattern that matches first, at the same place
 * the one that is listed first. Our patterns mean the same in JavaScript as in Oniguruma.
 */
function tokens(
  grammar: Grammar,
  line: string,
  from: number,
  patterns: readonly Pattern[],
): readonly string[] {
  const resolved = patterns.map((pattern) =>
    pattern.include === undefined ? pattern : (grammar.repository[pattern.include.slice(1)] ?? pattern),
  );
  const found: string[] = [];
  for (let at = from; at < line.length;) {
    const matches = resolved.flatMap((pattern) => {
      const regex = new RegExp(pattern.match ?? '(?!)', 'dg');
      regex.lastIndex = at;
      const match = regex.exec(line);
      return match === null ? [] : [{ pattern, match }];
    });
    const [first] = matches.sort((a, b) => a.match.index - b.match.index);
    if (first === undefined) break;
    found.push(...namesOf(grammar, line, first.pattern, first.match));
    at = Math.max(first.match.index + first.match[0].length, at + 1);
  }
  return found;
}

function namesOf(
  grammar: Grammar,
  line: string,
  pattern: Pattern,
  match: RegExpExecArray,
): readonly string[] {
  if (pattern.captures === undefined) return [`${match[0]}=${shortScope(pattern.name)}`];
  return Object.entries(pattern.captures).flatMap(([group, capture]) => {
    const text = match[Number(group)];
    const place = match.indices?.[Number(group)];
    if (text === undefined || text === '' || place === undefined) return [];
    return capture.patterns === undefined
      ? [`${text}=${shortScope(capture.name)}`]
      : tokens(grammar, line.slice(0, place[1]), place[0], capture.patterns);
  });
}

/** `constant.other.rule.gilscope` → `rule`: the last word but the language. */
function shortScope(name: string | undefined): string {
  return name?.split('.').at(-2) ?? '?';
}

describe('colours of Gilscope comments', () => {
  const grammar = readGrammar('gilscope-directives.injection');

  function checkComment(line: string, expected: readonly string[]): void {
    const [hash] = /#/.exec(line) ?? ['#'];
    const named = tokens(grammar, line, line.indexOf(hash) + 1, grammar.patterns);
    assert.deepEqual(
      named.filter((token) => !/^[:[\]]=/.test(token)),
      expected,
    );
  }

  it('show directives and the rules they name', () => {
    checkComment('# gilscope: ignore[GIL102, cpu-bound-thread]', [
      'gilscope=directive',
      'ignore=directive',
      'GIL102=rule',
      'cpu-bound-thread=rule',
    ]);
    checkComment('x = 1  #gilscope:ignore', ['gilscope=directive', 'ignore=directive']);
    checkComment('# gilscope: ignore-file', ['gilscope=directive', 'ignore-file=directive']);
    checkComment('def f():  # gilscope: native', ['gilscope=directive', 'native=effect']);
  });

  it('show our codes behind noqa, and no others', () => {
    checkComment('f()  # noqa: GIL102', ['noqa=directive', 'GIL102=rule']);
    checkComment('f()  # noqa: E501, GIL101, F401', ['noqa=directive', 'GIL101=rule']);
    checkComment('f()  # type: ignore # noqa: GIL101', ['noqa=directive', 'GIL101=rule']);
    checkComment('f()  # noqa: E501', []);
    checkComment('f()  # noqa', []);
  });

  it('leave other comments alone', () => {
    checkComment('# see gilscope: ignore', []);
    checkComment('# gilscope: ignored', []);
    checkComment('# gilscope is a linter', []);
  });
});

describe('colours of a work profile', () => {
  const grammar = readGrammar('gilscope-profile');

  function checkLine(line: string, expected: readonly string[]): void {
    assert.deepEqual(tokens(grammar, line, 0, grammar.patterns), expected);
  }

  it('show name, totals and notes', () => {
    checkLine('Renderer.draw  src/a.py:3', ['Renderer.draw=function', 'src/a.py:3=place']);
    checkLine('  held 0.9 s (0.3 s to 2.7 s), io 12 ms (1 ms to 0.1 s), unknown calls 2', [
      'held=hold',
      '0.9 s=duration',
      '0.3 s=duration',
      '2.7 s=duration',
      'io=released',
      '12 ms=duration',
      '1 ms=duration',
      '0.1 s=duration',
      'unknown calls=unknown',
    ]);
    checkLine('  does not end by itself', ['does not end by itself=note']);
    checkLine('  assumed:', ['assumed=heading', ':=separator']);
    checkLine('    The loop at line 3 runs 100 times. (10 to 1000)', [
      'The loop at line 3 runs 100 times.=assumption',
      '(10 to 1000)=range',
    ]);
  });

  it('show steps with times, rounds and places', () => {
    checkLine('  hold 20 ms  list.sort (one C call)  line 12', [
      'hold=hold',
      '20 ms=duration',
      '(one C call)=note',
      'line 12=place',
    ]);
    checkLine('    io 40 ms  open (disk)  lib/b.py:7', [
      'io=released',
      '40 ms=duration',
      '(disk)=note',
      'lib/b.py:7=place',
    ]);
    checkLine('  loop x 1e6 (literal)  line 4', [
      'loop=structure',
      '1e6=rounds',
      '(literal)=note',
      'line 4=place',
    ]);
    checkLine('  branch 50 %  line 4', ['branch=structure', '50 %=duration', 'line 4=place']);
    checkLine('  unknown foo.bar  line 9', ['unknown=unknown', 'line 9=place']);
  });
});
