/** Types of tempFolder.mjs for the editor tests. */
export interface TempFolder {
  readonly path: string;
  remove(): void;
}
export function makeTempFolder(purpose: string, parent?: string): TempFolder;
