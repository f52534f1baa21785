/**
 * Things that cannot be sent to another process: objects whose pickling raises an error (`pickle.dumps` of those of the
 * standard library was tried on CPython 3.9, 3.11 and 3.13), and objects whose meaning ends at the border of a process,
 * such as connections and locks of an event loop.
 */
import type { Expr } from '../syntax/ast';
import { dottedName, meaningOf } from './names';
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
      if (meaning.kind === 'class' && meaning.level === 'local') return 'a class defined inside a function';
      if (meaning.kind !== 'variable') return undefined;
      const found = meaning.values.map((value) =>
        value === undefined || value.kind === 'Name' ? undefined : unpicklable(ast, value),
      );
      return found.find((what) => what !== undefined);
    }
    case 'List':
    case 'Tuple':
    case 'Set':
      return expr.elts.map((part) => unpicklable(ast, part)).find((what) => what !== undefined);
    case 'ListComp':
    case 'SetComp':
      return unpicklable(ast, expr.elt);
    case 'Dict':
      return expr.items.map((item) => unpicklable(ast, item.value)).find((what) => what !== undefined);
    case 'Starred':
    case 'NamedExpr':
      return unpicklable(ast, expr.value);
    case 'IfExp':
      return unpicklable(ast, expr.body) ?? unpicklable(ast, expr.orelse);
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
