/**
 * The command "Check Workspace". The language client asks for the whole workspace again and again by itself; here those
 * questions wait until people have asked, and from then on until something has changed.
 */
import * as vscode from 'vscode';
import { vsdiag, type Middleware } from 'vscode-languageclient';

/** Quiet time after a change before the workspace is looked at again, in milliseconds. */
const PAUSE_MS = 1000;

/** What the last check has found. */
export interface CheckResult {
  readonly files: number;
  readonly filesWithFindings: number;
  readonly findings: number;
}

export class WorkspaceCheck implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #done = new vscode.EventEmitter<CheckResult | Error>();
  /** Number of findings by document. */
  readonly #findings = new Map<string, number>();
  readonly #listeners: vscode.Disposable[];
  /** True from the first time that people ask. */
  #asked = false;
  /** True while the last check is outdated. */
  #outdated = true;
  /** When the next check may begin, in milliseconds of the epoch. */
  #dueAt = 0;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher('**/{*.py,*.pyi,pyproject.toml,gilscope.toml}');
    const outdate = (): void => this.outdate();
    this.#listeners = [
      this.#changed,
      this.#done,
      watcher,
      watcher.onDidChange(outdate),
      watcher.onDidCreate(outdate),
      watcher.onDidDelete(outdate),
      vscode.workspace.onDidChangeConfiguration(outdate),
      vscode.workspace.onDidChangeWorkspaceFolders(outdate),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === 'python') outdate();
      }),
    ];
  }

  /** Stands between the client and the server. */
  readonly middleware: NonNullable<Middleware['provideWorkspaceDiagnostics']> = async (
    resultIds,
    token,
    report,
    next,
  ) => {
    await this.#wanted(token);
    if (token.isCancellationRequested) return { items: [] };
    this.#outdated = false;
    try {
      const result = await next(resultIds, token, (chunk) => {
        for (const item of chunk?.items ?? []) {
          if (item.kind !== vsdiag.DocumentDiagnosticReportKind.full) continue;
          // Only of a file that is gone there is no result to refer to.
          if (item.resultId === undefined) this.#findings.delete(item.uri.toString());
          // What has no code is no finding but a mistake in a comment.
          else
            this.#findings.set(
              item.uri.toString(),
              item.items.filter(({ code }) => code !== undefined).length,
            );
        }
        report(chunk);
      });
      this.#done.fire(this.#result());
      return result;
    } catch (error) {
      this.#done.fire(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  };

  /** Checks now, and keeps the findings of the workspace up to date from now on. */
  run(): Promise<CheckResult> {
    return new Promise((resolve, reject) => {
      const listening = this.#done.event((result) => {
        listening.dispose();
        if (result instanceof Error) reject(result);
        else resolve(result);
      });
      this.#asked = true;
      this.#outdated = true;
      this.#dueAt = 0;
      this.#changed.fire();
    });
  }

  /** Something has changed that findings may rest on. */
  outdate(): void {
    this.#outdated = true;
    this.#dueAt = Date.now() + PAUSE_MS;
    this.#changed.fire();
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  /** Resolves when a check is asked for and outdated, and nothing has changed for a while; or on cancellation. */
  async #wanted(token: vscode.CancellationToken): Promise<void> {
    while (!token.isCancellationRequested) {
      const pauseMs = this.#dueAt - Date.now();
      const isWanted = this.#asked && this.#outdated;
      if (isWanted && pauseMs <= 0) return;
      await this.#nextEvent(token, isWanted ? pauseMs : undefined);
    }
  }

  /** Resolves with a change, a cancellation, or after a time. */
  #nextEvent(token: vscode.CancellationToken, milliseconds: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        for (const listener of listeners) listener.dispose();
        clearTimeout(timer);
        resolve();
      };
      const timer = milliseconds === undefined ? undefined : setTimeout(wake, milliseconds);
      const listeners = [this.#changed.event(wake), token.onCancellationRequested(wake)];
    });
  }

  #result(): CheckResult {
    const counts = [...this.#findings.values()];
    return {
      files: counts.length,
      filesWithFindings: counts.filter((count) => count > 0).length,
      findings: counts.reduce((sum, count) => sum + count, 0),
    };
  }
}
