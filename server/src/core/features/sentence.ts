/** The verdict on a site in one sentence with figures: for the view, the hover and the command line. */
import type { SpawnSite } from '../model/site';
import { seconds } from '../profile/print';

export function verdictSentence(site: SpawnSite): string {
  const { target, verdict, prediction, perTask, workers } = site;
  const name = `\`${target}\``;
  const many = workers.count > 1 ? `${workers.count} ${workersNoun(site)}` : `one ${singular(site)}`;
  switch (verdict) {
    case 'cpu': {
      const holds =
        site.profile?.endless === true
          ? `${name} holds the GIL for as long as it runs`
          : `${name} holds the GIL for about ${seconds(perTask.held.mid)} a call`;
      if (prediction === undefined || site.profile?.endless === true) return `${holds}.`;
      if (site.role === 'background') return `${holds}; it takes turns with the thread that started it.`;
      if (site.kind === 'process-pool' || site.kind === 'process' || site.kind === 'interpreter-pool') {
        return `${holds}; ${many} with a GIL each take about ${seconds(prediction.processes)}, one after another ${seconds(prediction.sequential)}.`;
      }
      return `${holds}; ${many} take about ${seconds(prediction.threads)}, one after another ${seconds(prediction.sequential)}, processes ${seconds(prediction.processes)}.`;
    }
    case 'native':
      return `${name} computes in C with the GIL released for about ${seconds(perTask.native.mid)} a call: threads run it in parallel.`;
    case 'io':
      return `${name} mostly waits for input and output with the GIL released: that is what threads are for.`;
    case 'wait':
      return `${name} mostly waits with the GIL released: it hardly disturbs other threads.`;
    case 'mixed':
      return `${name} computes under the GIL for about ${seconds(perTask.held.mid)} and waits for about ${seconds(perTask.io.mid + perTask.wait.mid)} a call: threads overlap the waiting, not the computing.`;
    case 'trivial':
      return `${name} does too little to matter (about ${seconds(perTask.held.mid)} a call).`;
    case 'unknown':
      return `What ${name} does to the GIL cannot be told from the code.`;
  }
}

function workersNoun({ kind }: SpawnSite): string {
  switch (kind) {
    case 'thread':
    case 'thread-pool':
    case 'event-loop':
      return 'threads';
    case 'process':
    case 'process-pool':
      return 'processes';
    case 'interpreter-pool':
      return 'interpreters';
  }
}

function singular(site: SpawnSite): string {
  const noun = workersNoun(site);
  return noun === 'processes' ? 'process' : noun.slice(0, -1);
}
