/** User classes that derive from library classes have what these have: methods, attributes, context managers. */
import { checkOutline } from '../../support/analysis';

/** The profile of `work`, which has an instance of the class as its parameter. */
const check = (title: string, text: string, body: string, expected: string): void => {
  const lines = text.trim().split('\n').length + 2;
  const shifted = expected.replace(/^( *)L(\d+)/gm, (_, indent: string, line: string) => {
    return `${indent}${lines + Number(line) - 1}`;
  });
  it(title, () =>
    checkOutline(
      `${text.trim()}\ndef work(x: C):\n    ${body.split('\n').join('\n    ')}\n`,
      'work',
      shifted,
    ),
  );
};

describe('methods of library bases', () => {
  check(
    'a socket',
    'import socket\nclass C(socket.socket):\n    pass',
    'x.recv(1)',
    'L1 io socket.socket.recv',
  );
  check(
    'a queue, whose own method overrides one',
    'import queue\nclass C(queue.Queue):\n    def put(self, item):\n        super().put(item)',
    'x.get()\nx.put(1)',
    'L1 wait queue.Queue.get\nL2 call C.put\n  4 wait queue.Queue.put',
  );
  check(
    'a base of the base, in another library module',
    'import ssl\nclass B(ssl.SSLSocket):\n    pass\nclass C(B):\n    pass',
    'x.sendall(b"")',
    'L1 io ssl.SSLSocket.sendall',
  );
  check(
    'a process',
    'import subprocess\nclass C(subprocess.Popen):\n    pass',
    'out, err = x.communicate()\nx.stdout.read()',
    'L1 io subprocess.Popen.communicate\nL2 io sys.stdin.read',
  );
  check(
    'a mixin beside it',
    'import threading, socketserver\nclass C(socketserver.ThreadingMixIn, socketserver.TCPServer):\n    pass',
    'x.serve_forever()',
    'L1 io socketserver.TCPServer.serve_forever',
  );
});

describe('methods that are to be overridden', () => {
  check(
    'the subclass in the file',
    'import time\nfrom abc import ABC, abstractmethod\nclass C(ABC):\n    @abstractmethod\n    def step(self): ...\nclass D(C):\n    def step(self):\n        time.sleep(1)',
    'x.step()',
    'L1 call D.step\n  8 wait time.sleep',
  );
  check(
    'several subclasses, one of another subclass',
    'import time, os\nclass C:\n    def step(self):\n        raise NotImplementedError\nclass D(C):\n    pass\nclass E(D):\n    def step(self):\n        time.sleep(1)\nclass F(C):\n    def step(self):\n        os.listdir(".")',
    'x.step()',
    'L1 branch 50 %\n  L1 call E.step\n    9 wait time.sleep\nL1 branch 50 %\n  L1 call F.step\n    12 io os.listdir',
  );
  check(
    'nobody overrides it',
    'class C:\n    def step(self):\n        raise NotImplementedError',
    'x.step()',
    'L1 unknown C.step',
  );
});

describe('attributes of library bases', () => {
  check(
    'the files of a request handler',
    'import socketserver\nclass C(socketserver.StreamRequestHandler):\n    pass',
    'x.rfile.readline()\nx.request.recv(1)',
    'L1 io io.BufferedReader.readline\nL2 io socket.socket.recv',
  );
  check(
    'what the class sets itself counts first',
    'import http.client, socket\nclass C(http.client.HTTPConnection):\n    def connect(self):\n        self.sock = open("a")',
    'x.sock.read()',
    'L1 io io.TextIOWrapper.read',
  );
});

describe('context managers and iteration', () => {
  check(
    'with an instance, which is what as binds',
    'import subprocess\nclass C(subprocess.Popen):\n    pass',
    'with x as y:\n    y.wait()',
    'L2 io subprocess.Popen.wait',
  );
  check(
    'what closing() closes',
    'import contextlib, socket\nclass C(socket.socket):\n    pass',
    'with contextlib.closing(socket.create_connection(("a", 1))) as s:\n    s.sendfile(None)',
    'L1 io socket.create_connection\nL2 io socket.socket.sendfile',
  );
  check(
    'what the iterator of a library object gives',
    'import os, pathlib\nclass C:\n    pass',
    'for path in pathlib.Path(".").iterdir():\n    path.read_text()',
    'L1 io pathlib.Path.iterdir\nL1 loop 1000 unknown\n  L2 io pathlib.Path.read_text',
  );
});
