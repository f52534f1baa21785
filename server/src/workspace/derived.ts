/**
 * What analysis says of a document, remembered by version. Since other files count too (imports), everything is
 * forgotten when any file or setting changes; the core below keeps what is still good.
 */
import type { ModuleReport, Source } from '../core/gilscope';
import type { Documents } from './documents';
import type { Project, Projects } from './projects';
import type { Schedule } from './schedule';
import type { DocumentSettings, Settings } from './settings';
import { canonicalUri } from './uris';

/** One version of one document with everything the features read. */
export interface Analysis {
  readonly uri: string;
  /** Undefined for a file that is not open. */
  readonly version: number | undefined;
  readonly project: Project;
  readonly settings: DocumentSettings;
  readonly source: Source;
  readonly report: ModuleReport;
}

export class Derived {
  readonly #documents: Documents;
  readonly #projects: Projects;
  readonly #settings: Settings;
  readonly #schedule: Schedule;
  readonly #known = new Map<string, Analysis>();
  #revision = 0;
  #waiting: (() => void)[] = [];

  constructor(parts: {
    readonly documents: Documents;
    readonly projects: Projects;
    readonly settings: Settings;
    readonly schedule: Schedule;
  }) {
    this.#documents = parts.documents;
    this.#projects = parts.projects;
    this.#settings = parts.settings;
    this.#schedule = parts.schedule;
  }

  /** Grows with every change of a document, a file or a setting. */
  get revision(): number {
    return this.#revision;
  }

  /** Some document, file or setting has changed. */
  invalidate(): void {
    this.#revision++;
    this.#known.clear();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }

  /** The document was closed: what is kept to be quick with its next edit goes. */
  release(uri: string): void {
    const project = this.#projects.of(uri);
    project.gilscope.release(project.toPath(uri));
  }

  /** Resolves with the next change. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /**
   * Analysis of an open document's newest version. Undefined for a document that is not open, not Python, switched off
   * or excluded: there is nothing to say of it.
   */
  async open(uri: string): Promise<Analysis | undefined> {
    if (this.#documents.get(uri) === undefined) return undefined;
    const settings = await this.#settings.for(uri);
    // Read again: the document may have changed or gone while the settings came.
    const document = this.#documents.get(uri);
    if (document?.languageId !== 'python' || !settings.editor.enable || settings.excluded) return undefined;
    const key = canonicalUri(uri);
    const known = this.#known.get(key);
    if (known !== undefined && known.version === document.version && known.settings === settings)
      return known;
    const analysis = this.#schedule.timed(key, () =>
      this.#analyze(document.uri, document.version, document.text, settings),
    );
    this.#known.set(key, analysis);
    return analysis;
  }

  /** The same for a document that need not be open; a file is read from where it lies and not remembered. */
  async anywhere(uri: string): Promise<Analysis | undefined> {
    if (this.#documents.get(uri) !== undefined) return this.open(uri);
    const settings = await this.#settings.for(uri);
    if (!settings.editor.enable || settings.excluded) return undefined;
    if (this.#documents.get(uri) !== undefined) return this.open(uri);
    const text = this.#projects.textOf(uri);
    return text === undefined ? undefined : this.#analyze(uri, undefined, text, settings);
  }

  #analyze(uri: string, version: number | undefined, text: string, settings: DocumentSettings): Analysis {
    const project = this.#projects.of(uri);
    const source: Source = { path: project.toPath(uri), text, config: settings.config };
    return { uri, version, project, settings, source, report: project.gilscope.analyze(source) };
  }
}
