/** URIs of documents, compared and turned into the paths people read. Pure. */
import { URI } from 'vscode-uri';

/** One spelling for each document: editors differ in escapes and in the case of a Windows drive letter. */
export function canonicalUri(uri: string): string {
  const parsed = URI.parse(uri);
  return parsed.with({ path: lowerDrive(parsed.path) }).toString();
}

/** Path of `uri` below `folder`, without a leading slash; undefined where it is not below. */
export function relativePath(folder: string, uri: string): string | undefined {
  const base = URI.parse(folder);
  const target = URI.parse(uri);
  if (base.scheme !== target.scheme || base.authority !== target.authority) return undefined;
  const prefix = `${lowerDrive(base.path).replace(/\/+$/, '')}/`;
  const path = lowerDrive(target.path);
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

/** URI of a path below `folder`. */
export function joinUri(folder: string, path: string): string {
  const base = URI.parse(folder);
  return canonicalUri(base.with({ path: `${base.path.replace(/\/+$/, '')}/${path}` }).toString());
}

/** The folder a document or folder lies in; undefined at the top. */
export function parentUri(uri: string): string | undefined {
  const parsed = URI.parse(uri);
  const path = parsed.path.replace(/\/+$/, '');
  const slash = path.lastIndexOf('/');
  if (path === '' || slash < 0) return undefined;
  return parsed.with({ path: path.slice(0, slash) || '/' }).toString();
}

/** `/home/u/a.py`, `c:/u/a.py`, `//server/share/a.py`; for other schemes the path of the URI. */
export function absolutePath(uri: string): string {
  const parsed = URI.parse(uri);
  if (parsed.scheme !== 'file') return parsed.path;
  if (parsed.authority !== '') return `//${parsed.authority}${parsed.path}`;
  const path = lowerDrive(parsed.path);
  return /^\/[a-z]:/.test(path) ? path.slice(1) : path;
}

function lowerDrive(path: string): string {
  return path.replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase());
}
