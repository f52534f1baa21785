/**
 * The short form of `npm run bench` that runs with every change: what analysis costs beside parsing the same files, and
 * what the scan saves. Processor time of one process, alternating, so that a busy machine slows both sides alike; the
 * best of several rounds counts, and the bounds are far above what is measured on an idle machine.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CONFIG } from '../../server/src/core/model/config';
import { createGilscope } from '../../server/src/core/service';
import { pythonParser } from '../support/parser';
import { generatedProject } from './corpora';

/** Measured on a busy machine: 1.9 to 3.1 and 0.19 to 0.35. */
const MOST_WITHOUT_SCAN = 8;
const MOST_WITH_SCAN = 1;
const ROUNDS = 5;

function cpuMs(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

describe('speed', function () {
  this.timeout(120_000);

  it('keeps its distance to a parse of the same files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gilscope-short-'));
    try {
      const project = generatedProject(folder, 200, 40);
      const sources = readdirSync(project, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.py'))
        .map((name) => ({
          path: name,
          text: readFileSync(join(project, name), 'utf8'),
          config: DEFAULT_CONFIG,
        }));
      const parser = await pythonParser();
      const host = { read: () => undefined };
      const ratios = Array.from({ length: ROUNDS }, () => {
        // Made anew, because the core remembers what it has seen.
        const [all, scanning] = [true, false].map((parseAll) => createGilscope({ parser, host, parseAll }));
        const parse = cpuMs(() => sources.forEach(({ text }) => parser.parse(text)));
        return {
          all: cpuMs(() => sources.forEach((source) => all?.analyze(source))) / parse,
          scan: cpuMs(() => sources.forEach((source) => scanning?.analyze(source))) / parse,
        };
      });
      const best = (name: 'all' | 'scan'): number => Math.min(...ratios.map((ratio) => ratio[name]));
      assert.ok(
        best('all') <= MOST_WITHOUT_SCAN,
        `parsing and analysing all: ${best('all').toFixed(2)} parses`,
      );
      assert.ok(best('scan') <= MOST_WITH_SCAN, `with the scan: ${best('scan').toFixed(2)} parses`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
