/** Checks what comes from outside the view: messages of the extension and state saved by an earlier version of itself. */
import type { ExecutorKind } from '../../server/src/core/model/scenario';
import type { SimulationSubject, ToWebview } from '../../server/src/core/protocol';
import { parseScenario } from '../../server/src/core/sim/parseScenario';
import { NOTHING_MEASURED } from './overlay/overlayState';
import { parseMeasurement } from './overlay/parseMeasurement';
import { ASSUMED_LIMITS } from './run/assumed';
import { clampKnob, NUMBER_KNOBS, START_METHODS } from './run/knobs';
import type { Knobs } from './run/knobs';
import { STATES } from './run/states';
import { INITIAL_STATE } from './store';
import type { Panel, SortColumn, State } from './store';

/** The message, or why it is none. */
export type Incoming = { readonly message: ToWebview } | { readonly problem: string };

export function parseToWebview(raw: unknown): Incoming {
  if (!isRecord(raw)) return { problem: 'The extension sent something that is no message.' };
  switch (raw.type) {
    case 'subject': {
      const subject = parseSubject(raw.subject);
      return typeof subject === 'string' ? { problem: subject } : { message: { type: 'subject', subject } };
    }
    case 'stale':
      return { message: { type: 'stale' } };
    case 'measured': {
      const measurement = parseMeasurement(raw.measurement);
      return measurement === undefined
        ? { problem: 'The extension sent a measurement that lacks something.' }
        : { message: { type: 'measured', measurement } };
    }
    case 'trace':
      return isText(raw.name) && isText(raw.text)
        ? {
            message: {
              ...{ type: 'trace', name: raw.name, text: raw.text },
              ...(raw.again === true ? { again: true } : {}),
            },
          }
        : { problem: 'The extension sent a trace without its text.' };
    case 'compare': {
      const mode = MODES.find((known) => known === raw.mode);
      return mode === undefined
        ? { problem: 'The extension asked to compare with a mode that this view does not know.' }
        : { message: { type: 'compare', mode } };
    }
    case 'cursor':
      return typeof raw.path === 'string' && typeof raw.line === 'number'
        ? { message: { type: 'cursor', path: raw.path, line: raw.line } }
        : { problem: 'The extension sent a cursor without a place.' };
    case 'done':
    case 'error': {
      const request = REQUESTS.find((name) => name === raw.request);
      const message = typeof raw.message === 'string' ? raw.message : undefined;
      if (raw.type === 'error') {
        const known = request === undefined ? {} : { request };
        return { message: { type: 'error', message: message ?? 'Something went wrong.', ...known } };
      }
      if (request === undefined) return { problem: 'The extension answered a request that was never made.' };
      return {
        message: message === undefined ? { type: 'done', request } : { type: 'done', request, message },
      };
    }
    case 'run': {
      const command = COMMANDS.find((name) => name === raw.command);
      return command === undefined
        ? { problem: 'The extension asked for a command that this view does not have.' }
        : { message: { type: 'run', command } };
    }
    default:
      return { problem: 'The extension sent a message that this view does not know.' };
  }
}

const REQUESTS = [
  'ready',
  'refresh',
  'open-source',
  'save',
  'copy',
  'measure',
  'import-trace',
  'remove-trace',
  'follow',
  'show-fixes',
] as const;
const COMMANDS = ['copy-summary', 'toggle-compare', 'reset'] as const;
const MODES: readonly ExecutorKind[] = [
  'threads',
  'sequential',
  'pool',
  'processes',
  'interpreters',
  'free-threaded',
  'event-loop',
];
const PANELS: readonly Panel[] = [
  'help',
  'threads',
  'spans',
  'scalability',
  'assumptions',
  'evidence',
  'measured',
];

const SORT_COLUMNS: readonly SortColumn[] = [
  'name',
  'held',
  'collected',
  'gilWait',
  'released',
  'io',
  'lock',
  'switches',
  'startSeconds',
  'endSeconds',
];

/** Version of the saved state; another one is not read. */
const SAVED_SCHEMA = 1;

/** The part of the state that outlives the page. Plain JSON; `subject` also tells the extension which panel to revive. */
export function toSaved(state: State): unknown {
  const { subject, changes, beside, view, hidden, open, sort } = state;
  const { selection, currentLane, range, playhead, pinned, follow } = state;
  const places = { selection, currentLane, range, playhead, pinned };
  const { measurement, traceShiftSeconds } = state.overlay;
  return {
    schema: SAVED_SCHEMA,
    measurement,
    traceShiftSeconds,
    subject,
    changes,
    beside,
    view,
    hidden,
    open,
    sort,
    follow,
    ...places,
  };
}

/** The state to start from. Whatever is not as it should be is left out. */
export function fromSaved(raw: unknown): State {
  if (!isRecord(raw) || raw.schema !== SAVED_SCHEMA) return INITIAL_STATE;
  const subject = parseSubject(raw.subject);
  if (typeof subject === 'string') return INITIAL_STATE;
  return {
    ...INITIAL_STATE,
    subject,
    changes: parseChanges(raw.changes),
    beside: chosen(raw.beside, MODES),
    view: parseView(raw.view),
    hidden: chosen(
      raw.hidden,
      STATES.map(({ state }) => state),
    ),
    open: chosen(raw.open, PANELS),
    sort: parseSort(raw.sort),
    overlay: {
      ...NOTHING_MEASURED,
      measurement: parseMeasurement(raw.measurement),
      traceShiftSeconds: isFiniteNumber(raw.traceShiftSeconds) ? raw.traceShiftSeconds : 0,
    },
    selection: parseSelection(raw.selection),
    currentLane: isText(raw.currentLane) ? raw.currentLane : undefined,
    range: parseView(raw.range),
    playhead: typeof raw.playhead === 'number' && raw.playhead >= 0 ? raw.playhead : undefined,
    pinned: Array.isArray(raw.pinned) ? raw.pinned.filter(isText) : [],
    follow: raw.follow === true,
  };
}

function parseChanges(raw: unknown): Partial<Knobs> {
  if (!isRecord(raw)) return {};
  const mode = MODES.find((known) => known === raw.mode);
  const entries = NUMBER_KNOBS.flatMap((knob) => {
    const given = raw[knob];
    const value = typeof given === 'number' ? clampKnob(knob, given) : undefined;
    return value === undefined ? [] : [[knob, value] as const];
  });
  const startMethod = START_METHODS.find((known) => known === raw.startMethod);
  const assumed = parseAssumed(raw.assumed);
  return {
    ...(mode === undefined ? {} : { mode }),
    ...(startMethod === undefined ? {} : { startMethod }),
    ...(assumed === undefined ? {} : { assumed }),
    ...Object.fromEntries(entries),
  };
}

function parseAssumed(raw: unknown): Knobs['assumed'] | undefined {
  if (!isRecord(raw)) return undefined;
  const sound = Object.entries(raw).filter(
    (entry): entry is [string, number] =>
      isFiniteNumber(entry[1]) && entry[1] >= ASSUMED_LIMITS.min && entry[1] <= ASSUMED_LIMITS.max,
  );
  return sound.length === 0 ? undefined : Object.fromEntries(sound);
}

function parseView(raw: unknown): State['view'] {
  if (!isRecord(raw)) return undefined;
  const { startSeconds, endSeconds } = raw;
  if (typeof startSeconds !== 'number' || typeof endSeconds !== 'number') return undefined;
  return startSeconds >= 0 && endSeconds > startSeconds ? { startSeconds, endSeconds } : undefined;
}

function parseSelection(raw: unknown): State['selection'] {
  if (!isRecord(raw) || !isText(raw.lane) || typeof raw.span !== 'number') return undefined;
  return { lane: raw.lane, span: raw.span };
}

function parseSort(raw: unknown): State['sort'] {
  if (!isRecord(raw) || typeof raw.descending !== 'boolean') return undefined;
  const column = SORT_COLUMNS.find((known) => known === raw.column);
  return column === undefined ? undefined : { column, descending: raw.descending };
}

/** The entries of a list that are among the known ones. */
function chosen<Item extends string>(raw: unknown, known: readonly Item[]): readonly Item[] {
  return Array.isArray(raw) ? known.filter((item) => raw.includes(item)) : [];
}

/** A subject, or what is wrong with it. */
export function parseSubject(raw: unknown): SimulationSubject | string {
  if (!isRecord(raw) || !isRecord(raw.site)) return 'The extension sent no simulation.';
  const scenario = parseScenario(raw.scenario);
  if ('errors' in scenario) return `The scenario is not valid: ${scenario.errors.join('; ')}.`;
  if (!isSubject(raw)) return 'The extension sent a simulation that lacks something.';
  // Ranges that are no numbers (JSON has no infinity) only take the knobs' ends away.
  const { perTask, ...rest } = raw;
  return { ...rest, scenario: scenario.scenario, ...(isTotals(perTask) ? { perTask } : {}) };
}

/** Checks every field that is read; the scenario is checked by its own parser. */
function isSubject(raw: Record<string, unknown>): raw is Record<string, unknown> & SimulationSubject {
  const { site, assumptions, evidence = [], modes } = raw;
  return (
    isText(raw.uri) &&
    isText(raw.sentence) &&
    isText(raw.pythonVersion) &&
    (raw.gil === 'auto' || raw.gil === 'on' || raw.gil === 'off') &&
    isRecord(site) &&
    [site.key, site.api, site.target, site.verdict, site.confidence, site.label].every(isText) &&
    isPlace(site.at) &&
    Array.isArray(assumptions) &&
    assumptions.every(
      (entry) => isRecord(entry) && isText(entry.id) && isText(entry.sentence) && isPlace(entry.at),
    ) &&
    Array.isArray(evidence) &&
    evidence.every((entry) => isRecord(entry) && isText(entry.message) && isPlace(entry.at)) &&
    Array.isArray(modes) &&
    modes.every((entry) => isRecord(entry) && isText(entry.title) && isExecutor(entry.executor))
  );
}

function isTotals(raw: unknown): raw is NonNullable<SimulationSubject['perTask']> {
  return isRecord(raw) && [raw.held, raw.native, raw.io, raw.wait].every(isEstimate);
}

function isEstimate(raw: unknown): boolean {
  return isRecord(raw) && [raw.low, raw.mid, raw.high].every((value) => typeof value === 'number');
}

function isExecutor(raw: unknown): boolean {
  if (!isRecord(raw) || !MODES.some((mode) => mode === raw.kind)) return false;
  return raw.workers === undefined || (typeof raw.workers === 'number' && raw.workers >= 1);
}

function isPlace(raw: unknown): boolean {
  return isRecord(raw) && isText(raw.path) && typeof raw.line === 'number' && typeof raw.column === 'number';
}

function isFiniteNumber(raw: unknown): raw is number {
  return typeof raw === 'number' && Number.isFinite(raw);
}

function isText(raw: unknown): raw is string {
  return typeof raw === 'string';
}

function isRecord(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null;
}
