/** Which Python files the workspace holds. Listing folders is slow, so the answer is kept while someone watches them. */
import type { CheckThread } from './checkThread';
import type { Documents } from './documents';
import type { FileAccess } from './host';
import type { Projects } from './projects';
import type { Cancellation } from './schedule';
import { canonicalUri } from './uris';

export class Inventory {
  readonly #documents: Documents;
  readonly #projects: Projects;
  readonly #files: FileAccess;
  readonly #thread: CheckThread | undefined;
  readonly #watched: boolean;
  #known: readonly string[] | undefined;
  /** Grows with everything that makes a listing outdated. */
  #changes = 0;

  /** `watched`: the client tells of files that come and go. Without that, every question lists anew. */
  constructor(parts: {
    readonly documents: Documents;
    readonly projects: Projects;
    readonly files: FileAccess;
    /** Lists where there is one, so that nobody waits for a large folder. */
    readonly thread: CheckThread | undefined;
    readonly watched: boolean;
  }) {
    this.#documents = parts.documents;
    this.#projects = parts.projects;
    this.#files = parts.files;
    this.#thread = parts.thread;
    this.#watched = parts.watched;
  }

  /** URIs of all Python files below the workspace folders and of all open documents, each once, sorted. */
  async all(token: Cancellation): Promise<readonly string[]> {
    const changes = this.#changes;
    const listed = this.#known ?? (await this.#list(token));
    if (this.#watched && changes === this.#changes && !token.isCancellationRequested) this.#known = listed;
    const byUri = new Map(listed.map((uri) => [uri, uri]));
    for (const document of this.#documents.all()) byUri.set(canonicalUri(document.uri), document.uri);
    return [...byUri.values()].sort();
  }

  /** Files or folders have come or gone. */
  invalidate(): void {
    this.#known = undefined;
    this.#changes++;
  }

  async #list(token: Cancellation): Promise<readonly string[]> {
    const folders = this.#projects.folders().flatMap(({ root }) => (root === undefined ? [] : [root]));
    const listed = await this.#thread?.list(folders, token);
    if (token.isCancellationRequested) return [];
    return listed ?? folders.flatMap((folder) => this.#files.list(folder));
  }
}
