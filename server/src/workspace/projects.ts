/**
 * One project for each workspace folder, each with its own core: paths in a project are relative to its folder, so that
 * people read `pkg/work.py` and imports resolve as they do on the command line run there. Files outside every folder
 * share a project whose paths are absolute.
 */
import { URI } from 'vscode-uri';
import type { Gilscope, RuleInfo, SourceHost } from '../core/gilscope';
import type { Documents } from './documents';
import type { Clock, FileAccess } from './host';
import { ModuleTexts } from './moduleTexts';
import { absolutePath, joinUri, relativePath } from './uris';

export interface Project {
  /** URI of the folder; undefined for the project of the files outside every folder. */
  readonly root: string | undefined;
  readonly gilscope: Gilscope;
  /** The path under which the core knows a document. */
  toPath(uri: string): string;
  /** The document behind a path: the open one as the editor calls it, else the file. */
  toUri(path: string): string;
  /** What its core is given to read. */
  readonly texts: ModuleTexts;
}

export class Projects {
  readonly #create: (host: SourceHost) => Gilscope;
  readonly #documents: Documents;
  readonly #files: FileAccess;
  readonly #clock: Clock;
  readonly #loose: Project;
  #folders: readonly Project[] = [];

  constructor(parts: {
    readonly create: (host: SourceHost) => Gilscope;
    readonly documents: Documents;
    readonly files: FileAccess;
    readonly clock: Clock;
  }) {
    this.#create = parts.create;
    this.#documents = parts.documents;
    this.#files = parts.files;
    this.#clock = parts.clock;
    this.#loose = this.#looseProject();
  }

  /** Replaces the folders. Projects of folders that stay are kept, with what they remember. */
  setFolders(uris: readonly string[]): void {
    const known = new Map(this.#folders.map((project) => [project.root, project]));
    this.#folders = uris.map((uri) => known.get(uri) ?? this.#folderProject(uri));
  }

  folders(): readonly Project[] {
    return this.#folders;
  }

  /** The same in every project. */
  get rules(): readonly RuleInfo[] {
    return this.#loose.gilscope.rules;
  }

  /** The project a document belongs to: that of the innermost folder around it. */
  of(uri: string): Project {
    let best = this.#loose;
    let shortest = Infinity;
    for (const project of this.#folders) {
      const path = project.root === undefined ? undefined : relativePath(project.root, uri);
      if (path === undefined || path.length >= shortest) continue;
      best = project;
      shortest = path.length;
    }
    return best;
  }

  /** Text of a document: the open version, else the file. */
  textOf(uri: string): string | undefined {
    return this.#documents.get(uri)?.text ?? this.#files.read(uri);
  }

  /** A document has been opened, edited or closed. */
  documentChanged(uri: string): void {
    for (const project of [this.#loose, ...this.#folders]) project.texts.forget(project.toPath(uri));
  }

  /** Files may have changed. */
  filesChanged(): void {
    for (const project of [this.#loose, ...this.#folders]) project.texts.clear();
  }

  #folderProject(root: string): Project {
    const toUri = (path: string): string => this.#spelling(joinUri(root, path));
    // An import may not lead out of the folder that the user has opened.
    const isInside = (path: string): boolean => !path.startsWith('/') && !path.split('/').includes('..');
    const isFile = URI.parse(root).scheme === 'file';
    const folder = absolutePath(root).replace(/\/$/, '');
    const texts = new ModuleTexts(this.#clock, {
      read: (path) => (isInside(path) ? this.textOf(toUri(path)) : undefined),
      look: () => {
        const mayExist = this.#files.look();
        return (path) => !isFile || mayExist(`${folder}/${path}`);
      },
    });
    const toPath = (uri: string): string => relativePath(root, uri) ?? absolutePath(uri);
    for (const { uri } of this.#documents.all()) texts.forget(toPath(uri));
    return { root, gilscope: this.#create(texts), texts, toPath, toUri };
  }

  #looseProject(): Project {
    /** Documents that are no files (untitled ones): nothing in their path says which scheme they have. */
    const unsaved = new Map<string, string>();
    const toUri = (path: string): string => this.#spelling(unsaved.get(path) ?? URI.file(path).toString());
    const texts = new ModuleTexts(this.#clock, {
      read: (path) => this.textOf(toUri(path)),
      look: () => this.#files.look(),
    });
    return {
      root: undefined,
      gilscope: this.#create(texts),
      texts,
      toPath: (uri) => {
        const path = absolutePath(uri);
        if (!uri.startsWith('file:')) unsaved.set(path, uri);
        return path;
      },
      toUri,
    };
  }

  #spelling(uri: string): string {
    return this.#documents.get(uri)?.uri ?? uri;
  }
}
