/** Our own requests to the server, typed. Every one rejects where the server does not run. */
import type * as vscode from 'vscode';
import {
  EXPLAIN_REQUEST,
  PROFILE_REQUEST,
  SCENARIO_REQUEST,
  SETTINGS_REQUEST,
  SITES_REQUEST,
  type ExplainParams,
  type ExplainResponse,
  type ProfileParams,
  type ProfileResponse,
  type ScenarioParams,
  type ScenarioResponse,
  type SettingsParams,
  type SettingsResponse,
  type SitesParams,
  type SitesResponse,
} from '../../../server/src/core/protocol';
import type { Server } from './client';

export interface Requests {
  scenario(params: ScenarioParams): Promise<ScenarioResponse>;
  sites(params: SitesParams): Promise<SitesResponse>;
  /** Null where no function is at the position. */
  profile(params: ProfileParams): Promise<ProfileResponse | null>;
  explain(params: ExplainParams): Promise<ExplainResponse>;
  settings(params: SettingsParams): Promise<SettingsResponse | null>;
}

export function createRequests(server: Server): Requests {
  return {
    scenario: (params) => server.request(SCENARIO_REQUEST, params),
    sites: (params) => server.request(SITES_REQUEST, params),
    profile: (params) => server.request(PROFILE_REQUEST, params),
    explain: (params) => server.request(EXPLAIN_REQUEST, params),
    settings: (params) => server.request(SETTINGS_REQUEST, params),
  };
}

/** A document and a place in it, as LSP writes them. */
export function documentPosition(editor: vscode.TextEditor): ProfileParams {
  const { line, character } = editor.selection.active;
  return { textDocument: { uri: editor.document.uri.toString() }, position: { line, character } };
}
