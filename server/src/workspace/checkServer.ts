/**
 * The thread's end of checks of the workspace: mirrors the documents and folders of the server and analyses what it asks
 * for, one file after the other, looking for messages in between.
 */
import type { Gilscope, ModuleReport, SourceHost } from '../core/gilscope';
import type {
  CheckedFile,
  CheckMessage,
  CheckOutcome,
  FileToCheck,
  FromCheckThread,
  SiteHeading,
  ToCheckThread,
} from './checkMessages';
import { Documents } from './documents';
import type { Clock, FileAccess } from './host';
import { Projects } from './projects';

/** Outcomes are sent when this much time has passed since the last ones were, in milliseconds. */
const REPORT_MS = 50;

export interface CheckServerHost {
  readonly files: FileAccess;
  readonly clock: Clock;
  /** As in ServerHost, for a core that looks at each file once. */
  load(): Promise<(host: SourceHost) => Gilscope>;
  post(message: FromCheckThread): void;
}

/** Serves checks; the result takes what the server sends. */
export function serveChecks(host: CheckServerHost): (message: ToCheckThread) => void {
  const { files, post } = host;
  /** Checks that are asked for and neither done nor dropped. */
  const wanted = new Set<number>();
  const checking = host.load().then((create) => createChecking(host, create));
  let work: Promise<unknown> = checking.catch((error: unknown) =>
    post({ kind: 'broken', reason: error instanceof Error ? error.message : String(error) }),
  );

  async function check(message: CheckMessage): Promise<void> {
    const { id } = message;
    const { update, outcomeOf } = await checking;
    update(message);
    const outcomes: CheckOutcome[] = [];
    const send = (): void => post({ kind: 'outcomes', id, outcomes: outcomes.splice(0) });
    let lastSent = host.clock.now();
    for (const file of message.files) {
      // Before each file: a check may be dropped while it waits for the one before it.
      await breath(host.clock);
      if (!wanted.has(id)) return;
      outcomes.push(outcomeOf(file));
      if (host.clock.now() - lastSent < REPORT_MS) continue;
      send();
      lastSent = host.clock.now();
    }
    wanted.delete(id);
    if (outcomes.length > 0) send();
  }

  return (message) => {
    switch (message.kind) {
      case 'check':
        wanted.add(message.id);
        work = work.then(() => check(message)).catch(() => undefined);
        break;
      case 'list':
        post({ kind: 'listed', id: message.id, uris: message.folders.flatMap((uri) => files.list(uri)) });
        break;
      case 'drop':
        wanted.delete(message.id);
        break;
    }
  };
}

interface Checking {
  /** Takes over what has changed since the last message. */
  update(message: CheckMessage): void;
  /** Never throws. */
  outcomeOf(file: FileToCheck): CheckOutcome;
}

function createChecking({ files, clock }: CheckServerHost, create: (host: SourceHost) => Gilscope): Checking {
  const documents = new Documents();
  const projects = new Projects({ create, documents, files, clock });
  let seen: number | undefined;
  return {
    update({ revision, folders, opened, closed }) {
      projects.setFolders(folders);
      for (const document of opened) documents.open(document);
      for (const uri of closed) documents.close(uri);
      for (const { uri } of opened) projects.documentChanged(uri);
      if (seen !== revision) projects.filesChanged();
      seen = revision;
    },
    outcomeOf({ uri, config }) {
      const text = projects.textOf(uri);
      if (text === undefined) return { kind: 'nothing' };
      const project = projects.of(uri);
      try {
        const report = project.gilscope.analyze({ path: project.toPath(uri), text, config });
        return { kind: 'checked', file: checkedFile(report, documents.get(uri)?.version) };
      } catch (error) {
        return { kind: 'failed', reason: reasonOf(error) };
      }
    },
  };
}

/** Of a report what a check says. `version` as in CheckedFile. */
export function checkedFile(
  { findings, problems, sites }: ModuleReport,
  version: number | undefined,
): CheckedFile {
  return { version, findings, problems, sites: sites.map(heading) };
}

function heading({ key, at, api, target, verdict, confidence }: SiteHeading): SiteHeading {
  return { key, at, api, target, verdict, confidence };
}

/** What is told of an error. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function breath(clock: Clock): Promise<void> {
  return new Promise((resolve) => clock.after(0, resolve));
}
