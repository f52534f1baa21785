/** The short texts of a spawn site in an editor: pick lists, lenses, inlay hints. Pure. */
import { unreachable } from '../core/base/assert';
import type { Estimate } from '../core/model/estimate';
import type { Prediction, SpawnSite, Verdict } from '../core/model/site';
import type { SiteSummary } from '../core/protocol';

export function summarize(site: SpawnSite): SiteSummary {
  return {
    key: site.key,
    at: site.at,
    api: site.api,
    target: site.target,
    verdict: site.verdict,
    confidence: site.confidence,
    label: `${site.target} in ${shortApi(site.api)}: ${site.verdict}`,
  };
}

/** The last two parts of a dotted name: `ThreadPoolExecutor.submit`, `threading.Thread`. */
export function shortApi(api: string): string {
  return api.split('.').slice(-2).join('.');
}

/** `Holds the GIL · threads ≈ 1.0×, processes ≈ 3.4×`: what the target does, and what each way would gain. */
export function lensTitle(site: SpawnSite): string {
  const gains = site.prediction === undefined ? [] : gainsOf(site.prediction);
  const words = verdictWords(site.verdict);
  return gains.length === 0 || site.verdict === 'unknown' ? words : `${words} · ${gains.join(', ')}`;
}

function verdictWords(verdict: Verdict): string {
  switch (verdict) {
    case 'cpu':
      return 'Holds the GIL';
    case 'native':
      return 'Computes without the GIL';
    case 'io':
      return 'Waits for I/O without the GIL';
    case 'wait':
      return 'Waits without the GIL';
    case 'mixed':
      return 'Part computing, part I/O';
    case 'trivial':
      return 'Too little work to matter';
    case 'unknown':
      return 'Effect on the GIL unknown';
    default:
      return unreachable(verdict);
  }
}

function gainsOf(prediction: Prediction): readonly string[] {
  const ways: readonly (readonly [string, number | undefined])[] = [
    ['threads', prediction.threads],
    ['processes', prediction.processes],
    ['interpreters', prediction.interpreters],
    ['free-threaded', prediction.freeThreaded],
  ];
  return ways.flatMap(([name, seconds]) =>
    seconds === undefined || seconds <= 0 || prediction.sequential <= 0
      ? []
      : [`${name} ≈ ${(prediction.sequential / seconds).toFixed(1)}×`],
  );
}

/** `held ≈ 0.9 s`: the kind of time that most of one task goes to. Undefined where that is nothing or not known. */
export function inlayLabel(site: SpawnSite): string | undefined {
  if (site.verdict === 'unknown') return undefined;
  const { held, native, io, wait } = site.perTask;
  const kinds: readonly (readonly [string, Estimate])[] = [
    ['held', held],
    ['native', native],
    ['I/O', io],
    ['wait', wait],
  ];
  const [name, most] = kinds.reduce((a, b) => (b[1].mid > a[1].mid ? b : a));
  return most.mid > 0 ? `${name} ≈ ${formatSeconds(most.mid)}` : undefined;
}

/** Seconds with two digits and a fitting unit: `12 µs`, `40 ms`, `0.9 s`, `3.5 min`, `2 h`. */
export function formatSeconds(seconds: number): string {
  const units: readonly (readonly [number, string])[] = [
    [3600, 'h'],
    [60, 'min'],
    [0.1, 's'],
    [0.0001, 'ms'],
    [0, 'µs'],
  ];
  const [from, unit] = units.find(([least]) => seconds >= least) ?? [0, 'µs'];
  const size = { h: 3600, min: 60, s: 1, ms: 1e-3, µs: 1e-6 }[unit] ?? 1;
  const value = seconds / size;
  return `${from === 0 && value < 1 ? '< 1' : Number(value.toPrecision(2))} ${unit}`;
}
