/**
 * Stands between the connection and every handler: a handler that throws is logged with the request and the document,
 * and answers with the empty result, so that a bug in one feature neither ends the server nor leaves a request open.
 */
import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import type { Log } from '../workspace/host';

/** With this failure of one feature in a session the user is told, once. Earlier ones are only logged. */
const FAILURES_BEFORE_MESSAGE = 3;

export interface Guard {
  /** Wraps a request handler. `empty` is the answer of a handler that failed. */
  request<P, R, X extends readonly unknown[]>(
    feature: string,
    empty: R,
    handle: (params: P, token: CancellationToken, ...rest: X) => Promise<R>,
  ): (params: P, token: CancellationToken, ...rest: X) => Promise<R>;
  /** Wraps anything that has no answer: notifications, timers. */
  task<A extends readonly unknown[]>(
    feature: string,
    handle: (...args: A) => void | Promise<void>,
  ): (...args: A) => void;
}

/** `tell` shows a message to the user. */
export function createGuard(log: Log, tell: (message: string) => void): Guard {
  const failures = new Map<string, number>();

  function failed(feature: string, params: unknown, error: unknown): void {
    const count = (failures.get(feature) ?? 0) + 1;
    failures.set(feature, count);
    const document = documentOf(params);
    const place = document === undefined ? '' : ` of ${document}`;
    log.error(`${feature}${place} failed: ${describe(error)}`);
    if (count === FAILURES_BEFORE_MESSAGE)
      tell(
        `Gilscope: "${feature}" has failed ${count} times and gave no result. The log has the details; please report it.`,
      );
  }

  return {
    request(feature, empty, handle) {
      return async (params, token, ...rest) => {
        try {
          const result = await handle(params, token, ...rest);
          // Whoever has cancelled does not read the answer: an error says so and keeps it out of caches.
          if (token.isCancellationRequested) throw cancelled();
          return result;
        } catch (error) {
          // Meant for the client: the connection sends it as the answer.
          if (error instanceof ResponseError) throw error;
          failed(feature, params, error);
          return empty;
        }
      };
    },
    task(feature, handle) {
      return (...args) => {
        Promise.resolve()
          .then(() => handle(...args))
          .catch((error: unknown) => failed(feature, args[0], error));
      };
    },
  };
}

/** The answer to a request that the client has cancelled. */
export function cancelled(): ResponseError<void> {
  return new ResponseError<void>(LSPErrorCodes.RequestCancelled, 'cancelled');
}

/** The URI in any LSP parameters that name a document. */
function documentOf(params: unknown): string | undefined {
  if (typeof params === 'string') return params;
  if (typeof params !== 'object' || params === null || !('textDocument' in params)) return undefined;
  const { textDocument } = params;
  if (typeof textDocument !== 'object' || textDocument === null || !('uri' in textDocument)) return undefined;
  return String(textDocument.uri);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
