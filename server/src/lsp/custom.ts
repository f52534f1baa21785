/** Our own requests (core/protocol.ts): simulation, sites, work profile, rule pages, settings of a document. */
import { formatPythonVersion, hasGil } from '../core/config/pythonVersion';
import {
  EXPLAIN_REQUEST,
  PROFILE_REQUEST,
  SCENARIO_REQUEST,
  SETTINGS_REQUEST,
  SITES_REQUEST,
  type ExplainResponse,
  type ProfileResponse,
  type ScenarioResponse,
  type SettingsResponse,
  type SimulationSubject,
  type SitesResponse,
} from '../core/protocol';
import { assumedShares } from '../core/profile/assumedShares';
import { printProfile } from '../core/profile/print';
import type { SpawnSite } from '../core/model/site';
import type { SiteHeading } from '../workspace/checkMessages';
import type { Analysis } from '../workspace/derived';
import { fromPosition } from './fromLsp';
import { readDocumentUri, readPosition, readString } from './params';
import type { Session } from './session';
import { siteAt } from './siteAt';
import { summarize } from './siteText';

export function registerCustomRequests(session: Session): void {
  registerScenario(session);
  registerSites(session);
  registerProfile(session);
  registerExplain(session);
  registerSettings(session);
}

function registerScenario({ connection, guard, derived }: Session): void {
  const empty: ScenarioResponse = { version: undefined, subject: undefined, sites: [] };
  connection.onRequest(
    SCENARIO_REQUEST,
    guard.request(SCENARIO_REQUEST, empty, async (params: unknown) => {
      const uri = readDocumentUri(params);
      const analysis = uri === undefined ? undefined : await derived.anywhere(uri);
      if (analysis === undefined) return empty;
      const { sites } = analysis.report;
      const key = readString(params, 'site');
      const position = readPosition(params);
      const byKey = sites.find((site) => site.key === key);
      const site = byKey ?? (position === undefined ? undefined : siteAt(sites, fromPosition(position)));
      return {
        version: analysis.version,
        subject: site === undefined ? undefined : subjectOf(analysis, site),
        sites: sites.map(summarize),
      };
    }),
  );
}

function subjectOf({ project, source, uri }: Analysis, site: SpawnSite): SimulationSubject {
  const { scenario, sentence, modes } = project.gilscope.subject(source, site);
  return {
    uri,
    site: summarize(site),
    scenario,
    sentence,
    pythonVersion: formatPythonVersion(source.config.pythonVersion),
    // What `auto` comes to, so that the view need not know how.
    gil: hasGil(source.config) ? source.config.gil : 'off',
    assumptions: assumptionsOf(site),
    evidence: site.evidence,
    ...(site.profile === undefined ? {} : { perTask: site.perTask }),
    modes,
    measurePlan: project.gilscope.measurePlan(source, site),
  };
}

function assumptionsOf({ profile }: SpawnSite): SimulationSubject['assumptions'] {
  if (profile === undefined) return [];
  const shares = assumedShares(profile);
  return profile.assumptions.map((assumption) => {
    const own = shares.get(assumption.id);
    return own === undefined ? assumption : { ...assumption, shares: own };
  });
}

function registerSites({ connection, guard, derived, inventory, checks }: Session): void {
  connection.onRequest(
    SITES_REQUEST,
    guard.request(SITES_REQUEST, { sites: [] }, async (params: unknown, token): Promise<SitesResponse> => {
      const asked = readDocumentUri(params);
      const sites: SitesResponse['sites'][number][] = [];
      const add = (uri: string, found: readonly SiteHeading[] = []): void => {
        for (const site of found) sites.push({ ...summarize(site), uri });
      };
      if (asked !== undefined) add(asked, (await derived.anywhere(asked))?.report.sites);
      else
        await checks.each(await inventory.all(token), token, {
          visit: (uri, file) => add(uri, file?.sites),
        });
      return { sites };
    }),
  );
}

function registerProfile({ connection, guard, derived }: Session): void {
  connection.onRequest(
    PROFILE_REQUEST,
    guard.request(PROFILE_REQUEST, null, async (params: unknown): Promise<ProfileResponse | null> => {
      const uri = readDocumentUri(params);
      const position = readPosition(params);
      if (uri === undefined || position === undefined) return null;
      const analysis = await derived.anywhere(uri);
      if (analysis === undefined) return null;
      const { line } = fromPosition(position);
      const profile = analysis.project.gilscope.profile(analysis.source, { line });
      return profile === undefined ? null : { name: profile.name, text: printProfile(profile) };
    }),
  );
}

function registerExplain({ connection, guard, projects }: Session): void {
  connection.onRequest(
    EXPLAIN_REQUEST,
    guard.request(EXPLAIN_REQUEST, { rules: [] }, async (params: unknown): Promise<ExplainResponse> => {
      const asked = readString(params, 'code')?.toLowerCase();
      const rules = projects.rules.filter(
        ({ code, slug }) => asked === undefined || code.toLowerCase() === asked || slug === asked,
      );
      return { rules: rules.map(({ code, title, page }) => ({ code, title, page })) };
    }),
  );
}

function registerSettings({ connection, guard, settings }: Session): void {
  connection.onRequest(
    SETTINGS_REQUEST,
    guard.request(SETTINGS_REQUEST, null, async (params: unknown): Promise<SettingsResponse | null> => {
      const uri = readDocumentUri(params);
      if (uri === undefined) return null;
      const { config, editor, excluded, configFile } = await settings.for(uri);
      return {
        pythonVersion: formatPythonVersion(config.pythonVersion),
        hasGil: hasGil(config),
        configFile,
        checked: editor.enable && !excluded,
      };
    }),
  );
}
