/**
 * Things that cannot be sent to another process: objects whose pickling raises an error (`pickle.dumps` of those of the
 * standard library was tried on CPython 3.9, 3.11 and 3.13), and objects whose meaning ends at the border of a process,
 * such as connections and locks of an event loop.
 */
import type { ClassDef, Expr } from '../syntax/ast';
import { classOfObject } from './instances';
import { dottedName, meaningOf } from './names';
import { descendants } from './walk';
import type { IndexedModule } from './moduleIndex';

/** Dotted name of what makes it → what people call it. */
const CONSTRUCTORS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'an open file': [
      'open',
      'io.open',
      'os.fdopen',
      'codecs.open',
      'gzip.open',
      'gzip.GzipFile',
      'bz2.open',
      'bz2.BZ2File',
      'lzma.open',
      'lzma.LZMAFile',
      'tarfile.open',
      'zipfile.ZipFile',
      'tempfile.TemporaryFile',
      'tempfile.NamedTemporaryFile',
      'mmap.mmap',
      'os.scandir',
    ],
    'a thread lock': [
      'threading.Lock',
      'threading.RLock',
      'threading.Condition',
      'threading.Semaphore',
      'threading.BoundedSemaphore',
      '_thread.allocate_lock',
    ],
    'a signal between threads': ['threading.Event', 'threading.Barrier'],
    'thread-local data': ['threading.local'],
    'a thread': ['threading.Thread', 'threading.Timer'],
    'a queue between threads': [
      'queue.Queue',
      'queue.LifoQueue',
      'queue.PriorityQueue',
      'queue.SimpleQueue',
      'asyncio.Queue',
      'asyncio.LifoQueue',
      'asyncio.PriorityQueue',
    ],
    'a signal between tasks': ['asyncio.Lock', 'asyncio.Event', 'asyncio.Condition', 'asyncio.Semaphore'],
    'an object that processes share only by inheritance': [
      'multiprocessing.Queue',
      'multiprocessing.JoinableQueue',
      'multiprocessing.SimpleQueue',
      'multiprocessing.Lock',
      'multiprocessing.RLock',
      'multiprocessing.Event',
      'multiprocessing.Condition',
      'multiprocessing.Semaphore',
      'multiprocessing.Barrier',
      'multiprocessing.Value',
      'multiprocessing.Array',
    ],
    'a socket': ['socket.socket', 'socket.create_connection', 'socket.create_server'],
    'a connection': [
      'sqlite3.connect',
      'psycopg.connect',
      'psycopg2.connect',
      'pymysql.connect',
      'MySQLdb.connect',
      'http.client.HTTPConnection',
      'http.client.HTTPSConnection',
      'urllib.request.urlopen',
      'ftplib.FTP',
      'smtplib.SMTP',
    ],
    'a running process': ['subprocess.Popen'],
    'an executor': [
      'concurrent.futures.ThreadPoolExecutor',
      'concurrent.futures.ProcessPoolExecutor',
      'multiprocessing.Pool',
      'multiprocessing.pool.ThreadPool',
      'multiprocessing.dummy.Pool',
    ],
    'a weak reference': [
      'weakref.ref',
      'weakref.WeakSet',
      'weakref.WeakKeyDictionary',
      'weakref.WeakValueDictionary',
    ],
    'a view of memory': ['memoryview'],
    'a context variable': ['contextvars.ContextVar'],
    'a window': ['tkinter.Tk', 'tkinter.Toplevel'],
  }).flatMap(([what, names]) => names.map((name): [string, string] => [name, what])),
);

/** Receiver of signals from other threads: a task that uses one waits for, or wakes, another thread. */
const MEETING_POINTS = /^(queue|threading)\.(\w*Queue|Event|Barrier|Condition|Semaphore|BoundedSemaphore)$/;

/** `an open file`, `a lambda`: what the expression makes, if that cannot be pickled; undefined where it can or is not known. */
export function unpicklable(ast: IndexedModule, expr: Expr): string | undefined {
  return find(ast, expr, (part) => resourceItself(ast, part) ?? objectHolding(ast, part));
}

/** The same of objects that are what cannot be pickled, not of those of the file's own classes that hold such. */
export function resource(ast: IndexedModule, expr: Expr): string | undefined {
  return find(ast, expr, (part) => resourceItself(ast, part));
}

/** An attribute of the class's objects that cannot be pickled; undefined where the class says how to pickle them. */
export function unpicklableAttribute(
  ast: IndexedModule,
  owner: ClassDef,
): { readonly name: string; readonly what: string } | undefined {
  const ownPickling = owner.body.some(
    (member) => member.kind === 'FunctionDef' && /^__(getstate|reduce|reduce_ex)__$/.test(member.name),
  );
  if (ownPickling) return undefined;
  for (const node of descendants(owner.body)) {
    if (node.kind !== 'Assign' || node.value === undefined) continue;
    const isField = owner.body.includes(node);
    for (const target of node.targets) {
      const name = isField ? fieldName(target) : attributeOfSelf(target);
      const what =
        name === undefined ? undefined : isField ? madeByField(ast, node.value) : resource(ast, node.value);
      if (name !== undefined && what !== undefined) return { name, what };
    }
  }
  return undefined;
}

function attributeOfSelf(target: Expr): string | undefined {
  return target.kind === 'Attribute' && target.value.kind === 'Name' && target.value.id === 'self'
    ? target.attr
    : undefined;
}

function fieldName(target: Expr): string | undefined {
  return target.kind === 'Name' ? target.id : undefined;
}

/** What `field(default_factory=threading.Lock)` of a dataclass puts into every object. */
function madeByField(ast: IndexedModule, value: Expr): string | undefined {
  const factory =
    value.kind === 'Call' ? value.keywords.find(({ arg }) => arg === 'default_factory') : undefined;
  if (factory === undefined) return undefined;
  return factory.value.kind === 'Lambda'
    ? resource(ast, factory.value.body)
    : CONSTRUCTORS.get(dottedName(ast, factory.value) ?? '');
}

/** An object of a class of the file that cannot be pickled, or holds something that cannot. */
function objectHolding(ast: IndexedModule, expr: Expr): string | undefined {
  const owner = classOfObject(ast, expr);
  if (owner === undefined) return undefined;
  if (owner.level !== 'module') return 'an object of a class defined inside a function';
  const held = unpicklableAttribute(ast, owner.def);
  return held === undefined ? undefined : `a \`${owner.def.name}\`, whose \`${held.name}\` is ${held.what}`;
}

function resourceItself(ast: IndexedModule, expr: Expr): string | undefined {
  switch (expr.kind) {
    case 'Lambda':
      return 'a lambda';
    case 'GeneratorExp':
      return 'a generator';
    case 'Call': {
      const name = dottedName(ast, expr.func);
      if (name !== undefined) return CONSTRUCTORS.get(name);
      if (expr.func.kind !== 'Name') return undefined;
      const meaning = meaningOf(ast, expr.func.id, expr.func);
      return meaning.kind === 'function' && meaning.def.isGenerator ? 'a generator' : undefined;
    }
    case 'Name': {
      const meaning = meaningOf(ast, expr.id, expr);
      if (meaning.kind === 'import' && meaning.isModule) return 'a module';
      if (meaning.kind === 'function' && meaning.level === 'local')
        return 'a function defined inside a function';
      return meaning.kind === 'class' && meaning.level === 'local'
        ? 'a class defined inside a function'
        : undefined;
    }
    default:
      return undefined;
  }
}

/** What one of the parts that the expression puts together is, the parts of variables included. */
function find(ast: IndexedModule, expr: Expr, look: (part: Expr) => string | undefined): string | undefined {
  const among = (parts: readonly (Expr | undefined)[]): string | undefined =>
    parts.map((part) => part && find(ast, part, look)).find((what) => what !== undefined);
  const itself = look(expr);
  if (itself !== undefined) return itself;
  switch (expr.kind) {
    case 'Name': {
      const meaning = meaningOf(ast, expr.id, expr);
      return meaning.kind === 'variable'
        ? among(meaning.values.filter((value) => value?.kind !== 'Name'))
        : undefined;
    }
    case 'List':
    case 'Tuple':
    case 'Set':
      return among(expr.elts);
    case 'ListComp':
    case 'SetComp':
      return among([expr.elt]);
    case 'Dict':
      return among(expr.items.map((item) => item.value));
    case 'Starred':
    case 'NamedExpr':
      return among([expr.value]);
    case 'IfExp':
      return among([expr.body, expr.orelse]);
    default:
      return undefined;
  }
}

/** True for a queue, event, barrier and the like: threads that share one wait for each other. */
export function isMeetingPoint(ast: IndexedModule, expr: Expr): boolean {
  if (expr.kind === 'Call') return MEETING_POINTS.test(dottedName(ast, expr.func) ?? '');
  if (expr.kind !== 'Name') return false;
  const meaning = meaningOf(ast, expr.id, expr);
  return (
    meaning.kind === 'variable' &&
    meaning.values.some((value) => value?.kind === 'Call' && isMeetingPoint(ast, value))
  );
}
