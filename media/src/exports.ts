/** Files that can be made of the simulation. The formats are the simulator's, so that the command line writes the same. */
import type { FromWebview } from '../../server/src/core/protocol';
import { simulationHtml } from '../../server/src/core/sim/exportHtml';
import { speedscopeJson } from '../../server/src/core/sim/exportSpeedscope';
import { simulationSvg } from '../../server/src/core/sim/exportSvg';
import { traceEventJson } from '../../server/src/core/sim/exportTraceEvent';
import { threadsCsv } from '../../server/src/core/sim/threadTable';
import type { Derived } from './derived';
import type { ExportFormat } from './ui/component';

const ENDINGS: Readonly<Record<ExportFormat, string>> = {
  trace: 'trace.json',
  speedscope: 'speedscope.json',
  svg: 'svg',
  png: 'png',
  html: 'html',
  csv: 'csv',
};

/** The request to save a file. The chosen mode is exported; the table has every mode shown. */
export function exportMessage(
  format: Exclude<ExportFormat, 'png'>,
  derived: Derived,
): FromWebview | undefined {
  const run = derived.runs[0];
  if (run === undefined) return undefined;
  const { scenario, result } = run;
  const title = `${derived.subject.site.target}: ${run.title}`;
  const options = { title, sentence: derived.subject.sentence };
  const content = ((): string => {
    switch (format) {
      case 'trace':
        return traceEventJson(scenario, result);
      case 'speedscope':
        return speedscopeJson(scenario, result);
      case 'svg':
        return simulationSvg(scenario, result, options);
      case 'html':
        return simulationHtml(scenario, result, {
          ...options,
          ...(derived.runs.length > 1 && { outcomes: derived.runs }),
        });
      case 'csv':
        return threadsCsv(derived.runs);
    }
  })();
  return { type: 'save', fileName: exportName(format, derived), content };
}

/** `gil-crunch-threads.trace.json`: letters, digits and dashes only. */
export function exportName(format: ExportFormat, derived: Derived): string {
  const words = `${derived.subject.site.target} ${derived.knobs.mode}`.replace(/[^A-Za-z0-9]+/g, '-');
  const name = words.replace(/^-+|-+$/g, '').slice(0, 80);
  return `gil-${name}.${ENDINGS[format]}`;
}
