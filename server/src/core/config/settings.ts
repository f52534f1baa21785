/**
 * The table of settings: for each key of `[tool.gilscope]` what it is for, how its value is read, and its JSON schema.
 * Parsing, the published schema and the documentation's test all go by this one list.
 */
import type { Config } from '../model/config';
import {
  CONFIDENCES,
  EFFECTS,
  GIL_MODES,
  type ReadContext,
  SEVERITIES,
  readBoolean,
  readCalls,
  readGlobs,
  readNumber,
  readPerFileIgnores,
  readPythonVersion,
  readSelectors,
  readSeverities,
  readWord,
} from './readers';

export interface Setting {
  /** As in the file: `min-confidence`. In editor settings the same word in camel case. */
  readonly key: string;
  readonly summary: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** What the value says; empty where it is of no use. Never throws. */
  readonly read: (value: unknown, context: ReadContext) => Partial<Config>;
}

const STRINGS = { type: 'array', items: { type: 'string' } };

export const SETTINGS: readonly Setting[] = [
  {
    key: 'select',
    summary: 'Rules to check: codes, prefixes of codes, names, or "ALL".',
    schema: STRINGS,
    read: (value, context) => field('select', readSelectors(value, context)),
  },
  {
    key: 'extend-select',
    summary: 'Rules to check on top of `select`.',
    schema: STRINGS,
    read: (value, context) => field('extendSelect', readSelectors(value, context)),
  },
  {
    key: 'ignore',
    summary: 'Rules not to check. The longer prefix wins over `select`.',
    schema: STRINGS,
    read: (value, context) => field('ignore', readSelectors(value, context)),
  },
  {
    key: 'per-file-ignores',
    summary: 'Glob of paths → rules not to check there.',
    schema: { type: 'object', additionalProperties: STRINGS },
    read: (value, context) => field('perFileIgnores', readPerFileIgnores(value, context)),
  },
  {
    key: 'exclude',
    summary: 'Globs of files and folders to leave out, on top of the default ones and of `.gitignore`.',
    schema: STRINGS,
    read: (value, context) => field('exclude', readGlobs(value, context)),
  },
  {
    key: 'severity',
    summary: 'Rule code or name → severity.',
    schema: { type: 'object', additionalProperties: { enum: SEVERITIES } },
    read: (value, context) => field('severity', readSeverities(value, context)),
  },
  {
    key: 'min-confidence',
    summary: 'Findings below this confidence are not reported.',
    schema: { enum: CONFIDENCES },
    read: (value, context) => field('minConfidence', readWord(value, CONFIDENCES, context)),
  },
  {
    key: 'python-version',
    summary: 'Python the code runs on; "3.14t" is a free-threaded build.',
    schema: { type: 'string', pattern: '^3\\.\\d{1,2}(\\.\\d+)?t?$' },
    read: readPythonVersion,
  },
  {
    key: 'gil',
    summary: 'Whether the target has a GIL; "auto" goes by `python-version`.',
    schema: { enum: GIL_MODES },
    read: (value, context) => field('gil', readWord(value, GIL_MODES, context)),
  },
  {
    key: 'switch-interval',
    summary: 'Seconds after which a thread is asked to release the GIL, as `sys.setswitchinterval` sets it.',
    schema: { type: 'number', exclusiveMinimum: 0 },
    read: (value, context) => field('switchIntervalSeconds', readNumber(value, 'positive', context)),
  },
  {
    key: 'cores',
    summary: 'Processor cores that predictions are made for.',
    schema: { type: 'integer', minimum: 1 },
    read: (value, context) => field('cores', readNumber(value, 'count', context)),
  },
  {
    key: 'min-held-seconds',
    summary:
      'Seconds a task must hold the GIL to be worth a finding; many small ones count together. Default: one switch interval.',
    schema: { type: 'number', minimum: 0 },
    read: (value, context) => field('minHeldSeconds', readNumber(value, 'from zero', context)),
  },
  {
    key: 'unknown-loop-count',
    summary: 'Rounds assumed for a loop whose count the code does not tell.',
    schema: { type: 'integer', minimum: 1 },
    read: (value, context) => field('unknownLoopCount', readNumber(value, 'count', context)),
  },
  {
    key: 'calls',
    summary:
      'Dotted name of a function → what a call does: "cpu", "native", "io" or "wait", with optional seconds.',
    schema: {
      type: 'object',
      additionalProperties: {
        anyOf: [
          { enum: EFFECTS },
          {
            type: 'object',
            properties: { effect: { enum: EFFECTS }, seconds: { type: 'number', minimum: 0 } },
            required: ['effect'],
            additionalProperties: false,
          },
        ],
      },
    },
    read: (value, context) => field('calls', readCalls(value, context)),
  },
  {
    key: 'preview',
    summary: 'Also check rules that are still in preview.',
    schema: { type: 'boolean' },
    read: (value, context) => field('preview', readBoolean(value, context)),
  },
];

function field<K extends keyof Config>(key: K, value: Config[K] | undefined): Partial<Config> {
  const config: Partial<Pick<Config, K>> = {};
  if (value !== undefined) config[key] = value;
  return config;
}
