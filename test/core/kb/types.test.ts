import assert from 'node:assert/strict';
import { TYPE_TABLES } from '../../../server/src/core/kb/data/types';
import { createKnowledgeBase } from '../../../server/src/core/kb/lookup';
import { parseType } from '../../../server/src/core/kb/typeNotation';
import { checkLines, typeText } from './support';

const kb = createKnowledgeBase();

function checkReturns(expected: string): void {
  checkLines(expected, (name) => typeText(kb.returnType(name)));
}

function checkAttributes(expected: string): void {
  checkLines(expected, (name) => typeText(kb.attributeType(name)));
}

function checkBases(expected: string): void {
  checkLines(expected, (name) => kb.baseClasses(name).join(', ') || 'none');
}

function checkNotation(expected: string): void {
  checkLines(expected, (text) => typeText(parseType(text)));
}

describe('knowledge base: types', () => {
  it('the notation', () => {
    checkNotation(`
      str → str
      list → list of ?
      list[str] → list of str
      dict[str, list[int]] → dict of str to list of int
      dict[str, ?] → dict of str to ?
      tuple[int, tuple[str, str], ?] → (int, (str, str), ?)
      iterator[tuple[key, value]] → iterator of (its key, its value)
      awaitable[none] → awaitable of none
      argument[1] → argument 1 self
      argument-element[0] → argument 0 element
      argument-result[1] → argument 1 result
      class[orm.Session] → class orm.Session
      module[multiprocessing] → module multiprocessing
      by-mode[str, bytes, none] → by mode str, bytes, none
      a.b.C → a.b.C
      ? → ?
      list[str → ?
      strange[str] → ?
      two words → ?
    `);
  });

  it('every entry of the tables can be read', () => {
    const unread = TYPE_TABLES.flatMap((table) => [table.returns, table.attributes])
      .flatMap((members) => Object.values(members))
      .flatMap((types) => Object.values(types))
      .filter((notation) => notation !== '?' && parseType(notation) === undefined);
    assert.deepEqual(unread, []);
  });

  it('no member is written down twice', () => {
    const names = TYPE_TABLES.flatMap((table) => [
      ...membersOf('', table.returns),
      ...membersOf('attribute ', table.attributes),
    ]);
    const seen = new Set<string>();
    assert.deepEqual(
      names.filter((name) => seen.size === seen.add(name).size),
      [],
    );
  });

  it('what calls return', () => {
    checkReturns(`
      open → by mode io.TextIOWrapper, io.BufferedReader, io.BufferedWriter
      pathlib.Path → pathlib.Path
      pathlib.Path.open → by mode io.TextIOWrapper, io.BufferedReader, io.BufferedWriter
      pathlib.Path.__truediv__ → its self
      pathlib.PosixPath.__truediv__ → its self
      pathlib.Path.read_text → str
      pathlib.Path.glob → iterator of its self
      io.open → by mode io.TextIOWrapper, io.BufferedReader, io.BufferedWriter
      io.TextIOWrapper.__iter__ → iterator of str
      io.TextIOWrapper.__enter__ → its self
      io.BufferedReader.read → bytes
      socket.socket → socket.socket
      socket.socket.accept → (socket.socket, (str, int))
      socket.create_connection → socket.socket
      ssl.SSLSocket.recv → bytes
      subprocess.Popen → subprocess.Popen
      subprocess.Popen.communicate → (bytes, bytes)
      subprocess.run → subprocess.CompletedProcess
      re.compile → re.Pattern
      re.Pattern.findall → list of str
      re.Match.group → str
      hashlib.sha256 → hashlib.HASH
      hashlib.sha256().update → none
      hashlib.md5().hexdigest → str
      queue.Queue → queue.Queue
      threading.Lock → threading.Lock
      threading.Thread → threading.Thread
      sqlite3.connect → sqlite3.Connection
      sqlite3.Connection.cursor → sqlite3.Cursor
      sqlite3.Cursor.execute → its self
      sqlite3.Cursor.fetchall → list of sqlite3.Row
      requests.get → requests.Response
      requests.Session → requests.Session
      requests.Session.post → requests.Response
      requests.Response.json → dict of ? to ?
      urllib.request.urlopen → http.client.HTTPResponse
      zipfile.ZipFile → zipfile.ZipFile
      zipfile.ZipFile.open → zipfile.ZipExtFile
      multiprocessing.Manager → multiprocessing.managers.SyncManager
      multiprocessing.get_context → module multiprocessing
      multiprocessing.managers.SyncManager.dict → multiprocessing.managers.DictProxy
      multiprocessing.Pool → multiprocessing.pool.Pool
      multiprocessing.pool.Pool.map → list of argument 0 result
      concurrent.futures.ThreadPoolExecutor → concurrent.futures.ThreadPoolExecutor
      concurrent.futures.ThreadPoolExecutor.submit → concurrent.futures.Future
      asyncio.get_running_loop → asyncio.AbstractEventLoop
      asyncio.create_task → asyncio.Task
      logging.getLogger → logging.Logger
      str.split → list of str
      str.join → str
      str.encode → bytes
      bytes.decode → str
      list.pop → its element
      list.copy → its self
      dict.items → iterator of (its key, its value)
      dict.get → its value
      dict.keys → iterator of its key
      set.union → its self
      sorted → list of argument 0 element
      enumerate → iterator of (int, argument 0 element)
      zip → iterator of (argument 0 element, argument 1 element)
      map → iterator of argument 0 result
      sum → argument 0 element
      len → int
      os.listdir → list of str
      os.walk → iterator of (str, list of str, list of str)
      os.scandir → os.ScandirIterator
      os.path.splitext → (str, str)
      os.DirEntry.stat → os.stat_result
      json.loads → dict of ? to ?
      time.time → float
      random.choice → argument 0 element
      random.sample → list of argument 0 element
      datetime.datetime.now → datetime.datetime
      datetime.datetime.strftime → str
      copy.deepcopy → argument 0 self
      numpy.zeros → numpy.ndarray
      numpy.ndarray.astype → numpy.ndarray
      numpy.linalg.svd → (numpy.ndarray, numpy.ndarray)
      pandas.read_csv → pandas.DataFrame
      pandas.DataFrame.groupby → pandas.core.groupby.DataFrameGroupBy
      pandas.core.groupby.DataFrameGroupBy.sum → pandas.DataFrame
      PIL.Image.open → PIL.Image.Image
      PIL.Image.Image.resize → PIL.Image.Image
      cv2.VideoCapture → cv2.VideoCapture
      cv2.VideoCapture.read → (bool, numpy.ndarray)
      boto3.client → botocore.client.BaseClient
      torch.nn.Linear → torch.nn.Linear
      torch.nn.Linear.__call__ → torch.Tensor
      bs4.BeautifulSoup → bs4.BeautifulSoup
      bs4.BeautifulSoup.find_all → list of bs4.Tag
      redis.Redis → redis.Redis
      redis.Redis.pipeline → redis.client.Pipeline
      psycopg2.connect → psycopg2.extensions.connection
      selenium.webdriver.Chrome → selenium.webdriver.Chrome
      selenium.webdriver.Chrome.find_element → selenium.webdriver.remote.webelement.WebElement
      my_module.thing → ?
    `);
  });

  it('what attributes are', () => {
    checkAttributes(`
      subprocess.Popen.stdout → sys.stdin
      subprocess.CompletedProcess.returncode → int
      pathlib.Path.parent → its self
      pathlib.PosixPath.name → str
      os.DirEntry.path → str
      os.environ → os.environ
      sys.stdin → sys.stdin
      numpy.ndarray.T → numpy.ndarray
      numpy.memmap.shape → list of int
      requests.Response.content → bytes
      openai.OpenAI.chat → openai.resources.chat.Chat
      openai.resources.chat.Chat.completions → openai.resources.chat.completions.Completions
      http.client.HTTPResponse.status → int
      os.nothing → ?
    `);
  });

  it('base classes', () => {
    checkBases(`
      ssl.SSLSocket → socket.socket
      io.BufferedRandom → io.BufferedReader, io.BufferedWriter
      concurrent.futures.thread.ThreadPoolExecutor → concurrent.futures.Executor
      pathlib.PosixPath → pathlib.Path
      collections.Counter → dict
      socket.socket → none
      my_module.Thing → none
    `);
  });
});

function membersOf(
  kind: string,
  members: Readonly<Record<string, Readonly<Record<string, string>>>>,
): string[] {
  return Object.entries(members).flatMap(([owner, types]) =>
    Object.keys(types).flatMap((list) => list.split(' ').map((name) => `${kind}${owner}.${name}`)),
  );
}
