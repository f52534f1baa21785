/** What annotations tell: each line below is a parameter `x` and what a thread with it does, so that the type must be known. */
import assert from 'node:assert/strict';
import { analysed, checkSites, type Files } from '../../support/analysis';

const JOB = `class Job:
    def go(self):
        for i in range(50_000_000): pass
`;

/** Holds each `annotation: expression -> verdict` against the verdict on a thread that evaluates the expression. */
async function checkTypes(prelude: string, expected: string, files: Files = {}): Promise<void> {
  const lines = expected
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const actual: string[] = [];
  for (const line of lines) {
    const [, annotation = '', expression = ''] = /^(.*) : (.*) -> /.exec(line) ?? [];
    const text = `import threading\n${prelude}\ndef work(x: ${annotation}):\n    ${expression}\nthreading.Thread(target=work).start()\n`;
    const { module } = await analysed(text, files);
    actual.push(`${annotation} : ${expression} -> ${module.sites.map((site) => site.verdict).join(', ')}`);
  }
  assert.equal(actual.join('\n'), lines.join('\n'));
}

describe('annotations of parameters', () => {
  it('classes, strings, unions, and what adds nothing', () =>
    checkTypes(
      `from typing import *\n${JOB}`,
      `
      Job : x.go() -> cpu
      "Job" : x.go() -> cpu
      Optional[Job] : x.go() -> cpu
      Union[None, Job] : x.go() -> cpu
      Job | None : x.go() -> cpu
      "Job | None" : x.go() -> cpu
      "Optional['Job']" : x.go() -> cpu
      Annotated[Job, "the job"] : x.go() -> cpu
      Final[Job] : x.go() -> cpu
      Later : x.go() -> unknown
      "no [annotation" : x.go() -> unknown
      `,
    ));
  it('containers', () =>
    checkTypes(
      `import typing as t, collections.abc as abc\n${JOB}`,
      `
      list[Job] : x[0].go() -> cpu
      t.List["Job"] : x.pop().go() -> cpu
      "list[Job]" : [job.go() for job in x] -> cpu
      t.Iterable[Job] : [job.go() for job in x] -> cpu
      abc.Iterator[Job] : next(x).go() -> cpu
      dict[str, Job] : x["a"].go() -> cpu
      t.Mapping[str, list[Job]] : x["a"][0].go() -> cpu
      dict[str, Job] : [job.go() for job in x.values()] -> cpu
      tuple[int, Job] : x[1].go() -> cpu
      tuple[Job, ...] : x[3].go() -> cpu
      set[Job] : [job.go() for job in x] -> cpu
      `,
    ));
  it('classes as values, callables, type variables, new types, literals', () =>
    checkTypes(
      `from typing import *\n${JOB}T = TypeVar("T", bound=Job)\nS = TypeVar("S", bound="Job")\nId = NewType("Id", Job)\nSize = NewType("Size", int)\n`,
      `
      type[Job] : x().go() -> cpu
      Type["Job"] : x().go() -> cpu
      Callable[[int], Job] : x(1).go() -> cpu
      "Callable[..., Job]" : x().go() -> cpu
      T : x.go() -> cpu
      list[T] : x[0].go() -> cpu
      Id : x.go() -> cpu
      Literal[50_000_000] : sum(i for i in range(x)) -> cpu
      Any : x.go() -> unknown
      `,
    ));
  it('library classes, with type arguments too', () =>
    checkTypes(
      `import queue, socket, sqlite3, http.client\nfrom pathlib import Path\nfrom concurrent.futures import Future\n${JOB}`,
      `
      socket.socket : x.recv(1) -> io
      "socket.socket" : x.accept()[0].recv(1) -> io
      http.client.HTTPSConnection : x.getresponse().read() -> io
      sqlite3.Connection : x.execute("select 1").fetchall() -> io
      Path : [p.read_text() for p in x.iterdir()] -> io
      "queue.Queue[Job]" : x.get().go() -> cpu
      Future[Job] : x.result().go() -> cpu
      list[Future[Job]] : x[0].result().go() -> cpu
      bytearray : x.nothing() -> unknown
      `,
    ));
  it('classes of other modules', () =>
    checkTypes(
      'import p.m\nfrom p import m\nfrom p.m import Job as J\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from late import Job as Late\n',
      `
      p.m.Job : x.go() -> cpu
      m.Job : x.go() -> cpu
      J : x.go() -> cpu
      "Late" : x.go() -> cpu
      list[m.Job] : x[0].go() -> cpu
      m.Nothing : x.go() -> unknown
      `,
      { 'p/__init__.py': '', 'p/m.py': JOB, 'late.py': JOB },
    ));
  it('text that is no annotation', () =>
    checkTypes(
      JOB,
      ['"]"', '"Job["', '"Job,"', '"Job.1"', '"(Job"', `"${'['.repeat(390)}"`]
        .map((annotation) => `${annotation} : x.go() -> unknown`)
        .join('\n'),
    ));
});

describe('annotations elsewhere', () => {
  it('of class attributes, of classes defined further down', () =>
    checkSites(
      `import threading\nclass Owner:\n    job: "Job"\n    jobs: list["Job"]\n    def start(self):\n        threading.Thread(target=self.job.go).start()\n        threading.Thread(target=self.jobs[0].go).start()\n${JOB}`,
      `
      6 thread threading.Thread self.job.go -> cpu; 2 literal, parallel, same-file
      7 thread threading.Thread self.jobs[0].go -> cpu; 2 literal, parallel, same-file
      `,
    ));
  it('of dataclass fields, where the default tells nothing', () =>
    checkSites(
      `import threading\nfrom dataclasses import dataclass, field\n${JOB}@dataclass\nclass Plan:\n    name: str\n    job: Job | None = None\n    more: list[Job] = field(default_factory=list)\ndef run(plan: Plan):\n    threading.Thread(target=plan.job.go).start()\n    for job in plan.more:\n        threading.Thread(target=job.go).start()\n`,
      `
      12 thread threading.Thread plan.job.go -> cpu; 2 literal, parallel, same-file
      14 thread threading.Thread job.go -> cpu; 1000 unknown, parallel, same-file
      `,
    ));
  it('of fields of a NamedTuple', () =>
    checkSites(
      `import threading\nfrom typing import NamedTuple\n${JOB}class Plan(NamedTuple):\n    name: str\n    job: Job\ndef run(plan: Plan):\n    threading.Thread(target=plan.job.go).start()\nthreading.Thread(target=Plan("a", Job()).job.go).start()\n`,
      `
      10 thread threading.Thread plan.job.go -> cpu; 1 literal, background, same-file
      11 thread threading.Thread Plan("a", Job()).job.go -> cpu; 1 literal, background, same-file
      `,
    ));
  it('whose values are those of the constructor', () =>
    checkSites(
      `import threading\nfrom typing import NamedTuple\nfrom pydantic import BaseModel\nclass Size(NamedTuple):\n    width: int\n    height: int = 2\nclass Model(BaseModel):\n    rounds: int\ndef work(n):\n    for i in range(n): pass\nsize = Size(50_000_000)\nmodel = Model(rounds=3)\nthreading.Thread(target=work, args=(size.width,)).start()\nthreading.Thread(target=work, args=(size.height,)).start()\nthreading.Thread(target=work, args=(model.rounds,)).start()\n`,
      `
      13 thread threading.Thread work -> cpu; 1 literal, background, same-file
      14 thread threading.Thread work -> trivial; 2 literal, parallel, same-file
      15 thread threading.Thread work -> trivial; 2 literal, parallel, same-file
      `,
    ));
  it('of results, where the body tells nothing', () =>
    checkSites(
      `import threading, registry\nfrom typing import Self, Protocol\n${JOB}    def again(self) -> Self:\n        return registry.pick(self)\ndef pick(name) -> "Job":\n    return registry.find(name)\nclass Source(Protocol):\n    def next(self) -> Job: ...\ndef run(source: Source):\n    threading.Thread(target=pick("a").go).start()\n    threading.Thread(target=source.next().go).start()\n    threading.Thread(target=Job().again().go).start()\n`,
      `
      13 thread threading.Thread pick("a").go -> cpu; 3 literal, parallel, same-file
      14 thread threading.Thread source.next().go -> cpu; 3 literal, parallel, same-file
      15 thread threading.Thread Job().again().go -> cpu; 3 literal, parallel, same-file
      `,
    ));
  it('of parameters that may be left out: both ways are taken', () =>
    checkSites(
      `import threading\nclass Info:\n    def __init__(self, digest: bytes | None = None):\n        self._digest = digest\n    @property\n    def digest(self) -> bytes:\n        if self._digest is None:\n            for i in range(50_000_000): pass\n        return self._digest\n    @digest.setter\n    def digest(self, value: bytes) -> None:\n        self._digest = value\ndef run(info: Info):\n    threading.Thread(target=lambda: info.digest).start()\n`,
      '14 thread threading.Thread <lambda> -> cpu; 1 literal, background, same-file',
    ));
  it('of variables, where the value tells nothing', () =>
    checkSites(
      `import threading, registry\n${JOB}job: Job = registry.find("a")\nthreading.Thread(target=job.go).start()\n`,
      '6 thread threading.Thread job.go -> cpu; 1 literal, background, same-file',
    ));
});
