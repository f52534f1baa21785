import { createKnowledgeBase } from '../../../server/src/core/kb/lookup';
import { checkLines } from './support';

const kb = createKnowledgeBase();

/** Holds under which documented name a spelling is found: `spelling → name`. */
function checkNames(expected: string): void {
  checkLines(expected, (name) => kb.lookup(name)?.name ?? 'nothing');
}

describe('knowledge base: names', () => {
  it('private modules, re-exports and old places', () => {
    checkNames(`
      posixpath.exists → os.path.exists
      ntpath.join → os.path.join
      builtins.open → open
      _io.BytesIO.read → io.BytesIO.read
      _pickle.dumps → pickle.dumps
      concurrent.futures.thread.ThreadPoolExecutor.submit → concurrent.futures.ThreadPoolExecutor.submit
      concurrent.futures.process.ProcessPoolExecutor.map → concurrent.futures.ProcessPoolExecutor.map
      concurrent.futures._base.Future.result → concurrent.futures.Future.result
      multiprocessing.context.Process.start → multiprocessing.Process.start
      multiprocessing.process.BaseProcess.join → multiprocessing.Process.join
      multiprocessing.queues.Queue.get → multiprocessing.Queue.get
      multiprocessing.synchronize.Lock.acquire → multiprocessing.Lock.acquire
      threading._RLock.acquire → threading.RLock.acquire
      _thread.lock.acquire → threading.Lock.acquire
      asyncio.tasks.sleep → asyncio.sleep
      asyncio.base_events.BaseEventLoop.run_forever → asyncio.AbstractEventLoop.run_forever
      pandas.core.frame.DataFrame.apply → pandas.DataFrame.apply
      pandas.io.parsers.readers.read_csv → pandas.read_csv
      numpy.absolute → numpy.abs
      numpy.ndarray.sum → numpy.sum
      numpy.core.multiarray.dot → numpy.dot
      requests.api.get → requests.get
      requests.sessions.Session.get → requests.Session.get
      torch.mm → torch.matmul
      lxml.etree._Element.xpath → lxml.etree.Element.xpath
      sqlalchemy.orm.session.Session.commit → sqlalchemy.orm.Session.commit
      random.Random.random → random.random
      json.decoder.JSONDecoder.decode → json.JSONDecoder.decode
      hashlib.md5().update → hashlib.HASH.update
      hashlib.shake_128().digest → hashlib.HASHXOF.digest
      zlib.compressobj().compress → zlib.Compress.compress
      select.poll().poll → select.poll.poll
      csv.writer().writerows → csv.writer.writerows
      hmac.new().update → hmac.HMAC.update
      threading.Thread.__init__ → threading.Thread
      io.open → io.open
    `);
  });

  it('methods are found in base classes', () => {
    checkNames(`
      ssl.SSLSocket.settimeout → socket.socket.settimeout
      multiprocessing.pool.ThreadPool.map → multiprocessing.pool.Pool.map
      multiprocessing.Pool.map → multiprocessing.pool.Pool.map
      threading.Timer.join → threading.Thread.join
      queue.LifoQueue.get → queue.Queue.get
      multiprocessing.JoinableQueue.put → multiprocessing.Queue.put
      collections.Counter.get → dict.get
      collections.defaultdict.items → dict.items
      tempfile._TemporaryFileWrapper.write → io.BufferedWriter.write
      http.client.HTTPResponse.readlines → io.IOBase.readlines
      http.server.ThreadingHTTPServer.serve_forever → http.server.HTTPServer.serve_forever
      http.client.HTTPSConnection.getresponse → http.client.HTTPConnection.getresponse
      logging.handlers.RotatingFileHandler.handle → logging.Handler.handle
      smtplib.SMTP_SSL.sendmail → smtplib.SMTP.sendmail
      concurrent.futures.InterpreterPoolExecutor.submit → concurrent.futures.ThreadPoolExecutor.submit
      pathlib.PosixPath.exists → pathlib.Path.exists
      datetime.datetime.weekday → datetime.datetime.weekday
      numpy.memmap.sum → numpy.sum
      selenium.webdriver.Chrome.get → selenium.webdriver.remote.webdriver.WebDriver.get
      torch.nn.Linear.__call__ → torch.nn.Module.__call__
      geopandas.GeoDataFrame.apply → pandas.DataFrame.apply
      bs4.BeautifulSoup.find_all → bs4.BeautifulSoup.find_all
    `);
  });

  it('abbreviations are the business of the import resolver', () => {
    checkNames(`
      np.dot → nothing
      pd.read_csv → nothing
    `);
  });
});
