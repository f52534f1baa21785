/** A thread of `check`: both ends of the conversation between it and the main thread. */
import type { MessagePort } from 'node:worker_threads';
import { type CheckedPath, type CheckingOptions, CHECK_ENGINE, createChecker } from './checking';
import { openGilscope } from './engine';
import type { CheckWorker, Io, SharedWork } from './io';
import { filesLeft } from './jobs';
import { Project } from './project';
import { startThread } from '../node/thread';

export interface WorkerStart {
  readonly kind: 'check';
  readonly cwd: string;
  readonly cacheFolder: string | undefined;
  readonly program: string;
  readonly options: CheckingOptions;
}

/** What a thread sends: the result of a path, or that no path is left. */
type Message =
  { readonly kind: 'checked'; readonly at: number; readonly checked: CheckedPath } | { readonly kind: 'end' };

/** A thread that runs `program`, which calls `serveMainThread` there. */
export function startWorker(start: Omit<WorkerStart, 'kind'>): CheckWorker {
  const own: WorkerStart = { kind: 'check', ...start };
  const end = deferred<void>();
  let report: Parameters<CheckWorker['run']>[1] = () => undefined;
  const thread = startThread<SharedWork, Message>(start.program, own, {
    received(message) {
      if (message.kind === 'checked') report(message.at, message.checked);
      else end.resolve();
    },
    ended: end.reject,
  });
  return {
    run(work, done) {
      report = done;
      thread.post(work);
      return end.promise;
    },
    stop: () => thread.stop(),
  };
}

/** Checks what is left of the work that comes. The main thread reports what is wrong with settings. */
export async function serveMainThread(
  { cwd, cacheFolder, program, options }: WorkerStart,
  port: MessagePort,
  io: Io,
): Promise<void> {
  const silent = { write: () => undefined, isTTY: false };
  const { env, readStdin, confirm, loadPngRenderer, serve } = io;
  const own = { cwd, program, env, readStdin, confirm, loadPngRenderer, serve };
  const project = await Project.open(
    {
      ...own,
      ...(cacheFolder === undefined ? {} : { cacheFolder }),
      stdout: silent,
      stderr: silent,
      openGilscope,
    },
    options,
    CHECK_ENGINE,
  );
  const checker = createChecker(project, options);
  const send = (message: Message): void => port.postMessage(message);
  port.on('message', (work: SharedWork) => {
    for (const at of filesLeft(work))
      send({ kind: 'checked', at, checked: checker.analyse(work.paths[at] ?? '') });
    send({ kind: 'end' });
  });
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((fulfil, fail) => {
    resolve = fulfil;
    reject = fail;
  });
  // Where nobody waits for it any more, a failure is no news.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
