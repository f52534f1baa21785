/** Every cost table of the knowledge base, measured and assumed; a new file is named here. */
import type { CostGroup } from '../../costTable';

export const COST_TABLES: readonly CostGroup[] = [];
