/** Which Python files the workspace holds. Listing folders is slow, so the answer is kept while someone watches them. */
import type { Documents } from './documents';
import type { FileAccess } from './host';
import type { Projects } from './projects';
import { canonicalUri } from './uris';

export class Inventory {
  readonly #documents: Documents;
  readonly #projects: Projects;
  readonly #files: FileAccess;
  readonly #watched: boolean;
  #known: readonly string[] | undefined;

  /** `watched`: the client tells of files that come and go. Without that, every question lists anew. */
  constructor(parts: {
    readonly documents: Documents;
    readonly projects: Projects;
    readonly files: FileAccess;
    readonly watched: boolean;
  }) {
    this.#documents = parts.documents;
    this.#projects = parts.projects;
    this.#files = parts.files;
    this.#watched = parts.watched;
  }

  /** URIs of all Python files below the workspace folders and of all open documents, each once, sorted. */
  all(): readonly string[] {
    const listed = this.#known ?? this.#list();
    if (this.#watched) this.#known = listed;
    const byUri = new Map(listed.map((uri) => [canonicalUri(uri), uri]));
    for (const document of this.#documents.all()) byUri.set(canonicalUri(document.uri), document.uri);
    return [...byUri.values()].sort();
  }

  /** Files or folders have come or gone. */
  invalidate(): void {
    this.#known = undefined;
  }

  #list(): readonly string[] {
    return this.#projects
      .folders()
      .flatMap((project) => (project.root === undefined ? [] : this.#files.list(project.root)));
  }
}
