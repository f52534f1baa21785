/** Holds the simulator against the timelines of timelines.md. */
import { deepEqual } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { simulate } from '../../server/src/core/sim/engine';
import { timelineText } from '../../server/src/core/sim/text';
import { scenarioFrom } from './notation';

const FILE = new URL('timelines.md', import.meta.url);
const CASE = /^## (.+)\n+```scenario\n([\s\S]*?)```\n+```timeline\n([\s\S]*?)```/gm;

describe('timelines', () => {
  const text = readFileSync(FILE, 'utf8');
  if (process.env['UPDATE'] === '1') writeFileSync(FILE, text.replace(CASE, updated));

  for (const [, title = '', scenario = '', expected = ''] of readFileSync(FILE, 'utf8').matchAll(CASE)) {
    it(title, () => deepEqual(timelineOf(scenario).split('\n'), expected.trimEnd().split('\n')));
  }
});

function timelineOf(scenario: string): string {
  return timelineText(simulate(scenarioFrom(scenario), { spans: true }), 60);
}

function updated(_: string, title: string, scenario: string): string {
  return `## ${title}\n\n\`\`\`scenario\n${scenario}\`\`\`\n\n\`\`\`timeline\n${timelineOf(scenario)}\n\`\`\``;
}
