/** Parameters of our own requests, read from unknown: any client may send anything. */
import type { Position } from 'vscode-languageserver';
import { isTable } from '../core/config/describe';

/** `textDocument.uri`, where the parameters have one. */
export function readDocumentUri(params: unknown): string | undefined {
  const document = isTable(params) ? params['textDocument'] : undefined;
  return isTable(document) ? readString(document, 'uri') : undefined;
}

/** `position`, where the parameters have one that can be in a text. */
export function readPosition(params: unknown): Position | undefined {
  const position = isTable(params) ? params['position'] : undefined;
  if (!isTable(position)) return undefined;
  const { line, character } = position;
  return isCount(line) && isCount(character) ? { line, character } : undefined;
}

export function readString(params: unknown, key: string): string | undefined {
  const value = isTable(params) ? params[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
