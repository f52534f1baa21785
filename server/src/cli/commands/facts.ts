/** `gilscope facts`: what the knowledge base says of a call. */
import type { Command } from 'commander';
import { parsePythonVersion } from '../../core/config/pythonVersion';
import type { PythonVersion } from '../../core/model/config';
import { createKnowledgeBase } from '../../core/kb/lookup';
import type { Fact } from '../../core/model/fact';
import { aligned } from '../format/words';
import { jsonText } from '../format/json';
import { EXIT, type ExitCode, type Io, UsageError } from '../io';
import { formatOption } from '../options';
import { printable } from '../printable';

const FORMATS = ['text', 'json'] as const;

interface FactsOptions {
  readonly format: (typeof FORMATS)[number];
  readonly pythonVersion?: PythonVersion;
}

export function addFacts(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('facts')
    .description('print what is known of a call: what it does to the GIL, when, since when, and how we know')
    .argument('<name>', 'dotted name, e.g. zlib.compress; a module or class lists what is below it')
    .option('--python-version <version>', 'leave out what this Python does not have', readVersion)
    .addOption(formatOption(FORMATS))
    .action((name: string, options: FactsOptions) => done(facts(name, options, io)));
}

function readVersion(text: string): PythonVersion {
  const parsed = parsePythonVersion(text);
  if ('version' in parsed) return parsed.version;
  throw new UsageError(`--python-version: ${parsed.problem}`);
}

function facts(name: string, options: FactsOptions, io: Io): ExitCode {
  const { match, facts: found } = createKnowledgeBase().search(name, options.pythonVersion);
  // What is merely near is no answer, but may be what was meant.
  const answer = match === 'near' ? [] : found;
  switch (options.format) {
    case 'json':
      io.stdout.write(jsonText({ version: 1, name, facts: answer.map(factJson) }));
      break;
    case 'text':
      io.stdout.write(answer.map(factText).join('\n'));
      break;
  }
  if (answer.length > 0) return EXIT.ok;
  const near = found.slice(0, MAX_NEAR).map((fact) => fact.name);
  const hint = near.length === 0 ? '' : `; near: ${near.join(', ')}`;
  io.stderr.write(`gilscope: nothing is known of ${printable(name)}${printable(hint)}\n`);
  return EXIT.findings;
}

function factJson(fact: Fact): unknown {
  const { name, effect, condition = null, since = null, confidence, source } = fact;
  return { name, effect, condition, since, confidence, source };
}

/** Names offered where the one asked for is not known. */
const MAX_NEAR = 5;

/** What each effect means, in the words of the documentation. */
const EFFECTS: Readonly<Record<Fact['effect'], string>> = {
  held: 'C code that keeps the GIL',
  native: 'C code that has released the GIL',
  io: 'waits for disk, network or processes with the GIL released',
  wait: 'sleeps or waits for another thread with the GIL released',
  python: 'Python code, which holds the GIL',
};

const CONFIDENCES: Readonly<Record<Fact['confidence'], string>> = {
  source: "read in the library's source",
  documentation: 'from the documentation',
  inferred: 'inferred, not checked',
};

function factText(fact: Fact): string {
  const rows = [
    ['effect', `${fact.effect}: ${EFFECTS[fact.effect]}`],
    ...(fact.condition === undefined ? [] : [['when', fact.condition]]),
    ...(fact.since === undefined ? [] : [['since', fact.since]]),
    ['known', CONFIDENCES[fact.confidence]],
    ['source', fact.source],
  ].map((row) => row.map(printable));
  return `${[printable(fact.name), ...aligned(rows).map((row) => `  ${row}`)].join('\n')}\n`;
}
