/**
 * Methods of objects that nobody knows, told by their names: what is called `split` belongs to a string, what is called
 * `recv` waits for the network, and `cursor.execute` asks a database whatever the driver is. Names that very different
 * objects have (`get`, `read`, `update`) count only where the object's own name tells.
 */
import { own } from '../base/own';
import type { CallArguments } from './calls';

/** Kind of object that has a method of this name; undefined where no builtin has, or others have it too. */
export function likelyReceiver(method: string, args: CallArguments): 'text' | 'list' | 'dict' | undefined {
  if (ENCODERS.has(method)) return isPlainEncoding(args) ? 'text' : undefined;
  const methods = own(RECEIVERS, method);
  return methods !== undefined && fits(methods.arguments, args) ? methods.receiver : undefined;
}

/** Canonical name of the library function that a method of an unknown object most likely is. */
export function likelyMethod(receiver: string, method: string, args: CallArguments): string | undefined {
  const certain = own(LIKELY_METHODS, method);
  if (certain !== undefined) return certain;
  if (own(WAITS_WITHOUT_ARGUMENTS, method) !== undefined && args.positional.length === 0) {
    return own(WAITS_WITHOUT_ARGUMENTS, method);
  }
  for (const { name, methods } of NAMED_RECEIVERS) {
    const found = own(methods, method);
    if (found !== undefined && name.test(receiver)) return found;
  }
  return widgetMethod(receiver, method);
}

const ENCODERS: ReadonlySet<string> = new Set(['encode', 'decode']);

/** `text.encode('utf-8')`, but not `model.encode(sentences)`. */
function isPlainEncoding({ positional }: CallArguments): boolean {
  return positional.every((value) => value.kind === 'text' && value.basis !== 'unknown');
}

interface Receivers {
  readonly receiver: 'text' | 'list' | 'dict';
  /** Number of positional arguments at least and at most. */
  readonly arguments: readonly [number, number];
}

function fits([low, high]: readonly [number, number], { positional, unknownRest }: CallArguments): boolean {
  return unknownRest || (positional.length >= low && positional.length <= high);
}

function receivers(
  receiver: Receivers['receiver'],
  low: number,
  high: number,
  methods: string,
): Record<string, Receivers> {
  return Object.fromEntries(
    methods.split(' ').map((method) => [method, { receiver, arguments: [low, high] as const }]),
  );
}

const RECEIVERS: Readonly<Record<string, Receivers>> = {
  ...receivers('text', 0, 1, 'strip lstrip rstrip expandtabs'),
  ...receivers('text', 0, 2, 'split rsplit splitlines'),
  ...receivers('text', 1, 3, 'startswith endswith rfind rindex'),
  ...receivers('text', 0, 0, 'lower upper title capitalize casefold swapcase'),
  ...receivers(
    'text',
    0,
    0,
    'isalpha isdigit isalnum isnumeric isspace isupper islower istitle isdecimal isidentifier',
  ),
  ...receivers('text', 1, 2, 'zfill ljust rjust partition rpartition'),
  ...receivers('text', 2, 3, 'replace'),
  ...receivers('list', 1, 1, 'append extend appendleft remove'),
  ...receivers('list', 2, 2, 'insert'),
  ...receivers('list', 0, 2, 'pop'),
  ...receivers('list', 0, 0, 'sort reverse popleft clear'),
  ...receivers('dict', 0, 0, 'items keys values popitem'),
  ...receivers('dict', 1, 2, 'setdefault'),
};

/** Names that say what the method does whatever the object. */
const LIKELY_METHODS: Readonly<Record<string, string>> = {
  recv: 'socket.socket.recv',
  recvfrom: 'socket.socket.recvfrom',
  recv_into: 'socket.socket.recv_into',
  recvmsg: 'socket.socket.recvmsg',
  recv_json: 'zmq.Socket.recv_json',
  recv_string: 'zmq.Socket.recv_string',
  recv_multipart: 'zmq.Socket.recv_multipart',
  accept: 'socket.socket.accept',
  sendall: 'socket.socket.sendall',
  sendto: 'socket.socket.sendto',
  getresponse: 'http.client.HTTPConnection.getresponse',
  wait: 'threading.Event.wait',
  acquire: 'threading.Lock.acquire',
  communicate: 'subprocess.Popen.communicate',
  exec_command: 'paramiko.SSHClient.exec_command',
  serve_forever: 'socketserver.BaseServer.serve_forever',
  run_forever: 'asyncio.AbstractEventLoop.run_forever',
  mainloop: 'tkinter.Misc.mainloop',
  fetchall: 'sqlite3.Cursor.fetchall',
  fetchone: 'sqlite3.Cursor.fetchone',
  fetchmany: 'sqlite3.Cursor.fetchmany',
  executemany: 'sqlite3.Cursor.executemany',
  find_element: 'selenium.webdriver.remote.webdriver.WebDriver.find_element',
  find_elements: 'selenium.webdriver.remote.webdriver.WebDriver.find_element',
  find_element_by_xpath: 'selenium.webdriver.remote.webdriver.WebDriver.find_element',
  find_elements_by_xpath: 'selenium.webdriver.remote.webdriver.WebDriver.find_element',
  find_all: 'bs4.Tag.find_all',
  findAll: 'bs4.Tag.find_all',
  select_one: 'bs4.Tag.select_one',
  get_text: 'bs4.Tag.get_text',
  xpath: 'lxml.etree.Element.xpath',
  iterrows: 'pandas.DataFrame.iterrows',
  itertuples: 'pandas.DataFrame.itertuples',
  groupby: 'pandas.DataFrame.groupby',
  dropna: 'pandas.DataFrame.dropna',
  fillna: 'pandas.DataFrame.fillna',
  sort_values: 'pandas.DataFrame.sort_values',
  reset_index: 'pandas.DataFrame.reset_index',
  drop_duplicates: 'pandas.DataFrame.drop_duplicates',
  to_csv: 'pandas.DataFrame.to_csv',
  to_excel: 'pandas.DataFrame.to_excel',
  astype: 'numpy.ndarray.astype',
  reshape: 'numpy.ndarray.reshape',
  tolist: 'numpy.ndarray.tolist',
  ravel: 'numpy.ndarray.ravel',
  flatten: 'numpy.ndarray.flatten',
  groups: 're.Match.groups',
  groupdict: 're.Match.groupdict',
  isoformat: 'datetime.datetime.isoformat',
  strftime: 'datetime.datetime.strftime',
  total_seconds: 'datetime.timedelta.total_seconds',
};

/** Short calls of windows and widgets: all that they cost is the way to the toolkit. */
const WIDGET_METHODS: ReadonlySet<string> = new Set(
  (
    'config configure itemconfig itemconfigure pack pack_forget grid grid_forget place deiconify withdraw see ' +
    'update_idletasks create_rectangle create_oval create_line create_text create_image create_polygon create_window ' +
    'blit set_at get_at'
  ).split(' '),
);

/** Qt names its setters and adders so: `label.setText(…)`, `layout.addWidget(…)`. */
const QT_METHOD = /^(?:set|add|insert|remove)[A-Z]\w*$/;

function widgetMethod(receiver: string, method: string): string | undefined {
  if (method === 'emit') return SERVER.test(receiver) ? 'socketio.Client.emit' : SIGNAL;
  if (WIDGET_METHODS.has(method)) return 'tkinter.Misc.configure';
  return QT_METHOD.test(method) ? SETTER : undefined;
}

const SIGNAL = 'PyQt5.QtCore.pyqtBoundSignal.emit';
const SETTER = 'PyQt5.QtWidgets.QLabel.setText';
/** What sends its events over the network. */
const SERVER = /(?:^|[._])(?:sio|socketio|socket_io|socket|client|server)$/i;

/** `thread.join()`, `future.result()`; with an argument, `join` is a string's. */
const WAITS_WITHOUT_ARGUMENTS: Readonly<Record<string, string>> = {
  join: 'threading.Thread.join',
  result: 'concurrent.futures.Future.result',
};

interface NamedReceiver {
  /** Matches the source text of the object. */
  readonly name: RegExp;
  readonly methods: Readonly<Record<string, string>>;
}

function methods(names: string, canonical: (method: string) => string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((method) => [method, canonical(method)]));
}

/** The last part of the object's name, after dots and underscores. */
function called(words: string): RegExp {
  return new RegExp(`(?:^|[._])(?:${words})$`, 'i');
}

/** By the names that programs give their objects. */
const NAMED_RECEIVERS: readonly NamedReceiver[] = [
  {
    name: /(?:queue|(?:^|[._])q)$/i,
    methods: methods('get put join', (method) => `queue.Queue.${method}`),
  },
  {
    name: called('log|logger|logging'),
    methods: methods('debug info warning warn error exception critical', () => 'logging.Logger.info'),
  },
  {
    name: called('session|sess|requests|http|httpx'),
    methods: methods('get post put patch delete head request', () => 'requests.Session.get'),
  },
  {
    name: called('cursor|cur|conn|connection|db|database'),
    methods: {
      ...methods('execute query', () => 'sqlite3.Cursor.execute'),
      ...methods('commit rollback', () => 'sqlite3.Connection.commit'),
    },
  },
  {
    name: called('sock|socket'),
    methods: methods('send connect', (method) => `socket.socket.${method}`),
  },
  {
    name: called('ser|serial'),
    methods: methods('read readline write', (method) => `serial.Serial.${method}`),
  },
  {
    name: called('driver|browser'),
    methods: methods('get', () => 'selenium.webdriver.remote.webdriver.WebDriver.get'),
  },
  { name: called('cap|capture|camera|cam'), methods: { read: 'cv2.VideoCapture.read' } },
  {
    name: called('model|net|network|classifier|clf'),
    methods: methods('predict predict_proba predict_on_batch fit', () => 'tensorflow.keras.Model.predict'),
  },
  {
    name: called('stdin|stdout|stderr|pipe'),
    methods: methods('read readline readlines', (method) => `sys.stdin.${method}`),
  },
  {
    name: called('f|fp|fh|fd|file|fin|fout|infile|outfile|stdin|stdout|stderr|stream|rfile|wfile'),
    methods: methods(
      'read readline readlines write writelines flush',
      (method) => `io.TextIOWrapper.${method}`,
    ),
  },
];
