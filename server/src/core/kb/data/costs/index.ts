/** Every cost table of the knowledge base; later ones override earlier ones. A new file is named here. */
import type { CostGroup } from '../../costTable';
import { assumedCosts } from './assumed';
import { measuredBuiltins } from './measuredBuiltins';
import { measuredModules } from './measuredModules';
import { measuredSystem } from './measuredSystem';

export const COST_TABLES: readonly CostGroup[] = [
  measuredBuiltins,
  measuredModules,
  measuredSystem,
  ...assumedCosts,
];
