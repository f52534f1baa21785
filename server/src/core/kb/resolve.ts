/** Finds what a table says of a name: under the name itself, inherited from a base class, or by a wildcard. */
import { isClassName } from './names';
import type { Names } from './names';
import type { Types } from './typeTable';

/** Anything that answers by documented name: a `Map`, or an index that makes its answers when asked. */
export interface Table<T> {
  get(name: string): T | undefined;
}

export interface Resolver {
  /** The entry for a dotted name in any spelling; wildcard entries are keyed `owner.*`. */
  resolve<T>(table: Table<T>, name: string): T | undefined;
  /** The documented spelling of a name, calls in it replaced by what they give. */
  documented(name: string): string;
}

export function createResolver(names: Names, types: Types): Resolver {
  const documented = (spelling: string): string => names.canonical(withoutCalls(spelling, types));

  function resolve<T>(table: Table<T>, spelling: string): T | undefined {
    const name = documented(withoutInit(spelling));
    const own = table.get(name);
    if (own !== undefined) return own;
    const dot = name.lastIndexOf('.');
    if (dot < 0) return undefined;
    const line = types.lineage(name.slice(0, dot));
    const member = name.slice(dot + 1);
    for (const owner of line.slice(1)) {
      const inherited = table.get(names.canonical(`${owner}.${member}`));
      if (inherited !== undefined) return inherited;
    }
    if (member.startsWith('__')) return undefined;
    // A wildcard on a module covers its functions and not its classes.
    for (const owner of line) {
      const general = table.get(`${owner}.*`);
      if (general !== undefined && (isClassName(owner) || !isClassName(member))) return general;
    }
    return undefined;
  }

  return { resolve, documented };
}

/** `hashlib.md5().update` → `hashlib.HASH.update`: what is called is replaced by what the call gives. */
function withoutCalls(name: string, types: Types): string {
  let current = name;
  for (let call = current.indexOf('()'); call >= 0; call = current.indexOf('()')) {
    const callee = current.slice(0, call);
    const type = types.returnType(callee);
    current = (type?.kind === 'instance' ? type.of : callee) + current.slice(call + 2);
  }
  return current;
}

function withoutInit(name: string): string {
  return name.replace(/\.__(?:init|new)__$/, '');
}
