/** The settings that analysis and rules read, already validated. Types and defaults only. */
import type { Severity } from './finding';
import type { Confidence } from './site';

/** What a call does to the GIL, in the words users write in `calls` and in `# gilscope:` comments. */
export type StatedEffect = 'cpu' | 'native' | 'io' | 'wait';

export interface PythonVersion {
  readonly major: number;
  readonly minor: number;
  /** True for a free-threaded build (`3.14t`). */
  readonly freeThreaded?: boolean;
}

export interface Config {
  readonly select: readonly string[];
  readonly extendSelect: readonly string[];
  readonly ignore: readonly string[];
  readonly perFileIgnores: Readonly<Record<string, readonly string[]>>;
  readonly exclude: readonly string[];
  /** Rule code or slug → severity. */
  readonly severity: Readonly<Record<string, Severity>>;
  readonly minConfidence: Confidence;
  readonly pythonVersion: PythonVersion;
  /** `auto`: the GIL is there unless the target is a free-threaded build. */
  readonly gil: 'auto' | 'on' | 'off';
  readonly switchIntervalSeconds: number;
  readonly cores: number;
  /** Held seconds per task below which a CPU finding is not worth a word. Default: one switch interval. */
  readonly minHeldSeconds: number;
  /** Rounds assumed for a loop whose count the code does not tell. */
  readonly unknownLoopCount: number;
  readonly calls: Readonly<Record<string, { readonly effect: StatedEffect; readonly seconds?: number }>>;
  readonly preview: boolean;
}

export const DEFAULT_CONFIG: Config = {
  select: ['GIL'],
  extendSelect: [],
  ignore: [],
  perFileIgnores: {},
  exclude: [],
  severity: {},
  minConfidence: 'medium',
  pythonVersion: { major: 3, minor: 13 },
  gil: 'auto',
  switchIntervalSeconds: 0.005,
  cores: 4,
  minHeldSeconds: 0.005,
  unknownLoopCount: 1000,
  calls: {},
  preview: false,
};
