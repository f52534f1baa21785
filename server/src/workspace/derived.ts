/**
 * What analysis says of a document, remembered by version. Since other files count too (imports), everything is
 * forgotten when any file or setting changes; the core below keeps what is still good.
 */
import type { ModuleReport, Source } from '../core/gilscope';
import type { Documents } from './documents';
import type { Project, Projects } from './projects';
import type { Cancellation, Schedule } from './schedule';
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

/** What there is to analyse. */
interface Version extends Pick<Analysis, 'uri' | 'version' | 'settings'> {
  readonly text: string;
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
    const newest = await this.#newest(uri);
    if (newest === undefined) return undefined;
    const key = canonicalUri(uri);
    const known = this.#knownOf(key, newest);
    if (known !== undefined) return known;
    const analysis = this.#schedule.timed(key, () => this.#analyze(newest));
    this.#known.set(key, analysis);
    return analysis;
  }

  /** Whether `open` answers at once, without an analysis. */
  async isKnown(uri: string): Promise<boolean> {
    const newest = await this.#newest(uri);
    if (newest === undefined) return true;
    const key = canonicalUri(uri);
    if (this.#knownOf(key, newest) !== undefined) return true;
    const asked = this.#asked(newest);
    const report = this.#schedule.look(key, () => asked.project.gilscope.recall(asked.source));
    if (report !== undefined) this.#known.set(key, { ...asked, report });
    return report !== undefined;
  }

  /** Resolves once `open` may be asked: at once where it needs no analysis, else after a pause in typing. */
  async settled(uri: string, token: Cancellation): Promise<void> {
    if (!(await this.isKnown(uri))) await this.#schedule.quiet(canonicalUri(uri), token);
  }

  /** The same for a document that need not be open; a file is read from where it lies and not remembered. */
  async anywhere(uri: string): Promise<Analysis | undefined> {
    if (this.#documents.get(uri) !== undefined) return this.open(uri);
    const settings = await this.#settings.for(uri);
    if (!settings.editor.enable || settings.excluded) return undefined;
    if (this.#documents.get(uri) !== undefined) return this.open(uri);
    const text = this.#projects.textOf(uri);
    return text === undefined ? undefined : this.#analyze({ uri, version: undefined, text, settings });
  }

  /** An open document that there is something to say of. */
  async #newest(uri: string): Promise<Version | undefined> {
    if (this.#documents.get(uri) === undefined) return undefined;
    const settings = await this.#settings.for(uri);
    // Read again: the document may have changed or gone while the settings came.
    const document = this.#documents.get(uri);
    if (document?.languageId !== 'python' || !settings.editor.enable || settings.excluded) return undefined;
    return { uri: document.uri, version: document.version, text: document.text, settings };
  }

  #knownOf(key: string, { version, settings }: Version): Analysis | undefined {
    const known = this.#known.get(key);
    const isNewest = known !== undefined && known.version === version && known.settings === settings;
    return isNewest ? known : undefined;
  }

  #analyze(version: Version): Analysis {
    const asked = this.#asked(version);
    return { ...asked, report: asked.project.gilscope.analyze(asked.source) };
  }

  #asked({ uri, version, text, settings }: Version): Omit<Analysis, 'report'> {
    const project = this.#projects.of(uri);
    const source: Source = { path: project.toPath(uri), text, config: settings.config };
    return { uri, version, project, settings, source };
  }
}
