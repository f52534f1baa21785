/** The table of library types: how it is read, and what it gives the knowledge base. */
import assert from 'node:assert/strict';
import { createKnowledgeBase } from '../../../server/src/core/kb/lookup';
import { createTypeshed } from '../../../server/src/core/kb/typeshed';
import { trimmed } from '../../support/trimmed';
import { checkLines, factText, typeText } from '../kb/support';

const kb = createKnowledgeBase();

function checkReturns(expected: string): void {
  checkLines(expected, (name) => typeText(kb.returnType(name)));
}

function checkAttributes(expected: string): void {
  checkLines(expected, (name) => typeText(kb.attributeType(name)));
}

function checkFacts(expected: string): void {
  checkLines(expected, (name) => {
    const fact = kb.lookup(name);
    return fact === undefined ? 'nothing' : `${fact.name}: ${factText(fact).split(/[ ,[(]/)[0] ?? ''}`;
  });
}

describe('reading the table of library types', () => {
  const table = trimmed(`
    # a comment
    =builtins
    (int len
    .str
    (bytes encode
    =p
    *.low
    @.core Job Work:Job
    (list[.core.Job] jobs
    :.Box[str] box
    .Box p.Base other.Base
    (parameter[0] get peek
    :int size
    .Box.Lid
    (self open
    =p.core
    @p Job
    .Job
    (str result
    =p.low
    *p
    (float low
  `);
  const typeshed = createTypeshed(`\n${table}\n`);
  const check = (expected: string, answer: (name: string) => string | undefined): void =>
    checkLines(expected, (name) => answer(name) ?? 'nothing');

  it('members of modules and classes, by whatever way the name leads to them', () => {
    check(
      `
      len → int
      str.encode → bytes
      p.jobs → list[p.core.Job]
      p.Box.get → parameter[0]
      p.Box.peek → parameter[0]
      p.Box.Lid.open → self
      p.Job.result → str
      p.Work.result → str
      p.core.Job.result → str
      p.low.jobs → list[p.core.Job]
      p.size → nothing
      p.Box.size → nothing
      q.len → nothing
      p → nothing
      `,
      (name) => typeshed.returnType(name),
    );
    check('p.box → p.Box[str]\np.Box.size → int\np.Box.get → nothing', (name) =>
      typeshed.attributeType(name),
    );
  });
  it('bases, and nothing for what is no class', () => {
    check('p.Box → p.Base, other.Base\np.core.Job → none\np.jobs → nothing\nx.Y → nothing', (name) => {
      const bases = typeshed.bases(name);
      return bases?.length === 0 ? 'none' : bases?.join(', ');
    });
  });
  it('where a name comes from', () => {
    check(
      'p.Work → p.core.Job\np.Work.result → p.core.Job.result\np.low.Box → p.Box\np.none → p.none\nlen → len',
      (name) => typeshed.origin(name),
    );
  });
  it('two modules that hand everything on to each other', () => {
    const circle = createTypeshed('\n=a\n*b\n=b\n*a\n(int known\n');
    assert.equal(circle.returnType('a.known'), 'int');
    assert.equal(circle.returnType('a.unknown'), undefined);
  });
});

describe('library types', () => {
  it('what calls return', () => {
    checkReturns(`
      concurrent.futures.Future.result → type argument 0
      socketserver.TCPServer.get_request → (socket.socket, ?)
      email.message_from_bytes → email.message.Message
      logging.config.listen → threading.Thread
      asyncio.open_connection → awaitable of (asyncio.StreamReader, asyncio.StreamWriter)
      tempfile.TemporaryDirectory.__enter__ → str
      uuid.uuid4 → uuid.UUID
      docker.from_env → docker.DockerClient
      paramiko.SSHClient.open_sftp → paramiko.SFTPClient
      docutils.core.Publisher → docutils.core.Publisher
      no.such.thing → ?
    `);
  });
  it('what attributes hold', () => {
    checkAttributes(`
      socketserver.StreamRequestHandler.rfile → io.BufferedReader
      urllib.parse.ParseResult.netloc → str
      threading.Thread.daemon → bool
      docker.DockerClient.containers → docker.models.containers.ContainerCollection
      threading.Thread.nothing → ?
    `);
  });
  it('methods are found along the bases, down to the fact', () => {
    checkFacts(`
      ssl.SSLContext().wrap_socket().recv → ssl.SSLSocket.recv: io
      http.client.HTTPSConnection().getresponse().read → http.client.HTTPResponse.read: io
      http.server.ThreadingHTTPServer().serve_forever → http.server.HTTPServer.serve_forever: io
      smtplib.SMTP_SSL().sendmail → smtplib.SMTP.sendmail: io
      ftplib.FTP_TLS().retrbinary → ftplib.FTP.retrbinary: io
      zipfile.ZipFile().open().read → zipfile.ZipExtFile.read: native
      logging.getLogger().info → logging.Logger.info: python
      pathlib.PosixPath().read_text → pathlib.Path.read_text: io
      subprocess.Popen().communicate → subprocess.Popen.communicate: io
    `);
  });
  it('names that a module only hands on are known by where they are documented', () => {
    checkLines(
      `
      six.moves.queue.Queue → queue.Queue
      six.moves.urllib.request.urlopen → urllib.request.urlopen
      multiprocessing.dummy.Queue → queue.Queue
      my_module.Queue → my_module.Queue
      `,
      (name) => kb.canonicalName(name),
    );
  });
});
