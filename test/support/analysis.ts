/** Analyses a text with the real parser and knowledge base and prints what came out, for tests that compare text. */
import assert from 'node:assert/strict';
import { analyse, createUnit, type Analysis } from '../../server/src/core/analysis';
import { createModuleLoader } from '../../server/src/core/bind/moduleLoader';
import { createKnowledgeBase } from '../../server/src/core/kb/lookup';
import { DEFAULT_CONFIG, type Config } from '../../server/src/core/model/config';
import type { Segment } from '../../server/src/core/model/profile';
import type { SpawnSite } from '../../server/src/core/model/site';
import { count } from '../../server/src/core/profile/print';
import { createKeptRuns } from '../../server/src/core/predict/keptRuns';
import { createSpawnApis } from '../../server/src/core/spawn/apis';
import { parseText } from '../../server/src/core/syntax/parsedTexts';
import { pythonParser } from './parser';
import { trimmed } from './trimmed';

/** Other modules by path. */
export type Files = Readonly<Record<string, string>>;

export async function analysed(
  text: string,
  files: Files = {},
  config: Config = DEFAULT_CONFIG,
  path = 'a.py',
  onRead: (path: string) => void = () => {},
): Promise<Analysis> {
  const parser = await pythonParser();
  const kb = createKnowledgeBase();
  const context = {
    kb,
    spawnApis: createSpawnApis((name) => kb.canonicalName(name), true),
    runs: createKeptRuns(),
  };
  const loader = createModuleLoader(
    {
      read(name) {
        if (!Object.hasOwn(files, name)) return undefined;
        onRead(name);
        return files[name];
      },
    },
    (file, name, source) => createUnit(file, name, parseText(parser, source)).unit,
  );
  return analyse(context, config, path, parseText(parser, text), loader);
}

/** One line a site: `line api target -> verdict; workers`. */
export async function checkSites(
  text: string,
  expected: string,
  files: Files = {},
  path?: string,
  onRead?: (path: string) => void,
): Promise<void> {
  const { module } = await analysed(text, files, DEFAULT_CONFIG, path, onRead);
  assert.equal(trimmed(module.sites.map(siteLine).join('\n')), trimmed(expected));
}

function siteLine(site: SpawnSite): string {
  const { at, kind, api, target, verdict, workers, role, resolution } = site;
  return `${at.line} ${kind} ${api} ${target} -> ${verdict}; ${workers.count} ${workers.basis}, ${role}, ${resolution}`;
}

/** The shape of a function's profile: kinds, names, rounds and lines, without seconds. */
export async function checkOutline(
  text: string,
  name: string,
  expected: string,
  files: Files = {},
): Promise<void> {
  const analysis = await analysed(text, files);
  const func = analysis.functions.find((candidate) => candidate.name === name);
  assert.ok(func, `no function ${name}`);
  const profile = analysis.profileOf(func.def);
  assert.ok(profile, `no profile of ${name}`);
  assert.equal(trimmed(outline(profile.body, 0).join('\n')), trimmed(expected));
}

function outline(segments: readonly Segment[], depth: number): string[] {
  const line = (text: string, segment: Segment): string => `${'  '.repeat(depth)}${segment.at.line} ${text}`;
  return segments.flatMap((segment) => {
    switch (segment.kind) {
      case 'hold':
        return segment.preemptible && segment.what === 'Python code'
          ? []
          : [line(`hold ${segment.what}`, segment)];
      case 'native':
      case 'io':
      case 'wait':
      case 'unknown':
      case 'spawn':
        return [line(`${segment.kind} ${segment.what}`, segment)];
      case 'guard':
        return [line(`guard ${segment.resource}`, segment), ...outline(segment.body, depth + 1)];
      case 'await':
        return [line('await', segment), ...outline(segment.body, depth + 1)];
      case 'loop': {
        const { trips } = segment;
        const rounds = trips.forever === true ? 'without end' : `${count(trips.count.mid)} ${trips.basis}`;
        return [line(`loop ${rounds}`, segment), ...outline(segment.body, depth + 1)];
      }
      case 'branch':
        return segment.arms.flatMap((arm) => {
          const body = outline(arm.body, depth + 1);
          return body.length === 0
            ? []
            : [line(`branch ${Math.round(arm.weight * 100)} %`, segment), ...body];
        });
      case 'call':
        return [line(`call ${segment.what}`, segment), ...outline(segment.profile.body, depth + 1)];
    }
  });
}
