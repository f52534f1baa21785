/**
 * `npm run typeshed`: compiles typeshed's stubs, as a pinned npm package carries them, to the table of library types
 * in the knowledge base. Run it after changing the package's version or this compiler.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonParser } from '../support/parser';
import { installTypeshed, root } from './setup.mjs';
import { compileTypeshed, TABLE } from './typeshed/compile';

const table = compileTypeshed(await pythonParser(), await installTypeshed());
writeFileSync(join(root, TABLE), table);
console.log(`${TABLE}: ${Math.round(table.length / 1000)} kB`);
