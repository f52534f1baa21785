/** Types of setup.mjs for the editor tests. The module itself is plain JavaScript: it runs before TypeScript is there. */
export const root: string;
export class TaskError extends Error {}
export function installEditorTools(): Promise<{ readonly node: string; readonly server: string }>;
export function installTypeshed(): Promise<string>;
export function installPeers(): Promise<string>;
export function findChromium(): string;
