/** Every type table of the knowledge base; a new file is named here. */
import type { TypeTable } from '../../typeTable';
import { builtinTypes } from './builtins';
import { concurrencyTypes } from './concurrency';
import { fileTypes } from './files';
import { desktopTypes } from './desktop';
import { packageTypes } from './packages';
import { standardTypes } from './standard';

export const TYPE_TABLES: readonly TypeTable[] = [
  builtinTypes,
  fileTypes,
  concurrencyTypes,
  standardTypes,
  desktopTypes,
  packageTypes,
];
