/**
 * Carries messages between one simulation view and the extension. Messages from the view are checked from `unknown`;
 * every request gets an answer or an error. Knows neither vscode nor the language client: both come as callbacks.
 */
import type { FromWebview, SimulationSubject, ToWebview } from '../../../server/src/core/protocol';

/** What the view may ask for. A callback that throws becomes an `error` message in the view. */
export interface BridgeCallbacks {
  /** `fresh` asks for a new analysis; otherwise the last known answer will do. Undefined where the site is gone. */
  requestSubject(fresh: boolean): Promise<SimulationSubject | undefined>;
  /** Lines and columns from 1. */
  openSource(path: string, line: number, column: number): Promise<void>;
  /** Asks where to and writes; gives the name of the file written, or undefined where the user changed their mind. */
  saveFile(fileName: string, content: Uint8Array): Promise<string | undefined>;
  copy(text: string): Promise<void>;
  /** Runs what the subject is about under a real Python, after asking. The outcome reaches the view by itself. */
  measure(): Promise<void>;
  /** Lets people choose a measured trace; undefined where they changed their mind. */
  readTrace(): Promise<{ readonly name: string; readonly text: string } | undefined>;
  /** The trace is not to come back when the view starts anew. */
  removeTrace(): Promise<void>;
  /** Whether the view goes along to other files. */
  follow(follow: boolean): Promise<void>;
  /** Goes to the call and offers what can be changed there. */
  showFixes(): Promise<void>;
}

export interface PanelBridge {
  /** Takes one message of the view, as it came. Never rejects. */
  receive(message: unknown): Promise<void>;
}

/** `post` hands a message to the view. */
export function createPanelBridge(
  post: (message: ToWebview) => void,
  callbacks: BridgeCallbacks,
): PanelBridge {
  let latestSubjectRequest = 0;

  async function answerSubject(request: FromWebview['type'], fresh: boolean): Promise<void> {
    const number = ++latestSubjectRequest;
    const subject = await callbacks.requestSubject(fresh);
    // A later request has overtaken this one: its answer is the one that counts.
    if (number !== latestSubjectRequest) return;
    post(
      subject === undefined
        ? {
            type: 'error',
            request,
            message: 'The call that started this simulation is no longer there. Run "Simulate GIL" again.',
          }
        : { type: 'subject', subject },
    );
  }

  async function answer(message: FromWebview): Promise<void> {
    switch (message.type) {
      case 'ready':
        return answerSubject('ready', false);
      case 'refresh':
        return answerSubject('refresh', true);
      case 'open-source':
        await callbacks.openSource(message.path, message.line, message.column);
        return post({ type: 'done', request: 'open-source' });
      case 'save': {
        const content =
          message.encoding === 'base64' ? decodeBase64(message.content) : encodeUtf8(message.content);
        const name = await callbacks.saveFile(message.fileName, content);
        return post(
          name === undefined
            ? { type: 'done', request: 'save' }
            : { type: 'done', request: 'save', message: `Saved ${name}.` },
        );
      }
      case 'copy':
        await callbacks.copy(message.text);
        return post({ type: 'done', request: 'copy', message: 'Copied to the clipboard.' });
      case 'measure':
        await callbacks.measure();
        return post({ type: 'done', request: 'measure' });
      case 'import-trace': {
        const file = await callbacks.readTrace();
        if (file !== undefined) post({ type: 'trace', ...file });
        return post({ type: 'done', request: 'import-trace' });
      }
      case 'remove-trace':
        await callbacks.removeTrace();
        return post({ type: 'done', request: 'remove-trace' });
      case 'follow':
        await callbacks.follow(message.follow);
        return post({ type: 'done', request: 'follow' });
      case 'show-fixes':
        await callbacks.showFixes();
        return post({ type: 'done', request: 'show-fixes' });
    }
  }

  return {
    async receive(raw) {
      const message = parseFromWebview(raw);
      if (message === undefined) {
        post({ type: 'error', message: 'The view sent a message that this version does not know.' });
        return;
      }
      try {
        await answer(message);
      } catch (error) {
        post({ type: 'error', request: message.type, message: reasonOf(error) });
      }
    },
  };
}

/** Checks a message of the view; undefined for anything that is not one, unknown types included. */
export function parseFromWebview(raw: unknown): FromWebview | undefined {
  if (!isRecord(raw)) return undefined;
  switch (raw.type) {
    case 'ready':
    case 'refresh':
    case 'measure':
    case 'import-trace':
    case 'remove-trace':
    case 'show-fixes':
      return { type: raw.type };
    case 'follow':
      return typeof raw.follow === 'boolean' ? { type: 'follow', follow: raw.follow } : undefined;
    case 'open-source': {
      const { path, line, column } = raw;
      if (typeof path !== 'string' || !isCount(line) || !isCount(column)) return undefined;
      return { type: 'open-source', path, line, column };
    }
    case 'save': {
      const { fileName, content, encoding } = raw;
      if (typeof fileName !== 'string' || !isPlainFileName(fileName) || typeof content !== 'string')
        return undefined;
      if (encoding === undefined) return { type: 'save', fileName, content };
      return encoding === 'base64' ? { type: 'save', fileName, content, encoding } : undefined;
    }
    case 'copy':
      return typeof raw.text === 'string' ? { type: 'copy', text: raw.text } : undefined;
    default:
      return undefined;
  }
}

/** What a view that is being revived says it showed last. Its own state is checked like any message. */
export interface RevivedState {
  readonly uri: string;
  readonly siteKey: string;
  /** 1-based place of the site, for the case that its key has changed with the text. */
  readonly line: number;
  readonly column: number;
}

/** Reads which site a saved view state is about; undefined where it does not say. */
export function parseRevivedState(raw: unknown): RevivedState | undefined {
  if (!isRecord(raw) || !isRecord(raw.subject)) return undefined;
  const { uri, site } = raw.subject;
  if (typeof uri !== 'string' || !isRecord(site) || typeof site.key !== 'string' || !isRecord(site.at))
    return undefined;
  const { line, column } = site.at;
  if (!isCount(line) || !isCount(column)) return undefined;
  return { uri, siteKey: site.key, line, column };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A line or column: a whole number from 1. */
function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}

/** The view proposes a name, never a folder. */
function isPlainFileName(name: string): boolean {
  return name.length > 0 && name.length <= 200 && !/[\\/:*?"<>|]/.test(name) && !name.startsWith('.');
}

function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
