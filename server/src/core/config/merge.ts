/** Puts layers of settings on top of each other, and cuts them to what counts for one file. */
import type { Config } from '../model/config';
import { globMatcher } from './globs';
import { covers } from './selectors';

/**
 * Later layers win. A layer with `select` starts the choice of rules anew; one without changes what is below it. Tables
 * are merged entry by entry, `exclude` adds up, and the rest is replaced.
 */
export function mergeConfig(base: Config, ...layers: readonly Partial<Config>[]): Config {
  return layers.reduce(mergeLayer, base);
}

function mergeLayer(below: Config, layer: Partial<Config>): Config {
  return {
    ...below,
    ...layer,
    ...mergeSelection(below, layer),
    perFileIgnores: { ...below.perFileIgnores, ...layer.perFileIgnores },
    exclude: [...below.exclude, ...(layer.exclude ?? [])],
    severity: { ...below.severity, ...layer.severity },
    calls: { ...below.calls, ...layer.calls },
    // One switch interval is the default floor, so it follows the interval until someone states it.
    minHeldSeconds:
      layer.minHeldSeconds ??
      (below.minHeldSeconds === below.switchIntervalSeconds ? layer.switchIntervalSeconds : undefined) ??
      below.minHeldSeconds,
  };
}

/** As Ruff: within a layer the more exact selector wins, and a later layer wins over all that it covers below. */
function mergeSelection(
  below: Config,
  layer: Partial<Config>,
): Pick<Config, 'select' | 'extendSelect' | 'ignore'> {
  const extendSelect = layer.extendSelect ?? [];
  const ignore = layer.ignore ?? [];
  if (layer.select !== undefined) return { select: layer.select, extendSelect, ignore };
  const without = (selectors: readonly string[], covering: readonly string[]): string[] =>
    selectors.filter((inner) => !covering.some((outer) => covers(outer, inner)));
  return {
    select: without(below.select, ignore),
    extendSelect: [...without(below.extendSelect, ignore), ...extendSelect],
    ignore: [...without(below.ignore, extendSelect), ...ignore],
  };
}

/** A glob that matches every path. */
const EVERY_PATH = '**';

/**
 * The settings for one file: of `per-file-ignores` only what matches its path (absolute, with `/`) is left, and then
 * matches under any name the file is shown by.
 */
export function configForFile(config: Config, path: string): Config {
  const globs = Object.keys(config.perFileIgnores);
  if (globs.length === 0) return config;
  const selectors = globs
    .filter((glob) => globMatcher([glob])(path))
    .flatMap((glob) => config.perFileIgnores[glob] ?? []);
  return { ...config, perFileIgnores: selectors.length === 0 ? {} : { [EVERY_PATH]: selectors } };
}
