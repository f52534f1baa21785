/** `gilscope sites`: every place that starts concurrent work, flagged or not. */
import type { Command } from 'commander';
import type { ModuleReport } from '../../core/gilscope';
import { jsonText, problemJson, siteJson } from '../format/json';
import { type ListedSite, sitesText } from '../format/sitesText';
import { openInput } from '../input';
import { EXIT, type ExitCode, type Io } from '../io';
import {
  addAnalysisOptions,
  addColorOption,
  addFileOptions,
  type ColorChoice,
  formatOption,
  wantsColor,
} from '../options';
import { type ConfigOptions, Project } from '../project';

const FORMATS = ['text', 'json'] as const;

interface SitesOptions extends ConfigOptions {
  readonly format: (typeof FORMATS)[number];
  readonly stdinFilename?: string;
  readonly eventLoops?: boolean;
  readonly color: ColorChoice;
}

export function addSites(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const command = program
    .command('sites')
    .description('list every place that starts concurrent work, with what its target does')
    .argument('[paths...]', 'files and folders, or - for standard input (default: this folder)')
    .addOption(formatOption(FORMATS))
    .option('--event-loops', 'list also what shares the thread of an event loop: tasks, gather, asyncio.run');
  addColorOption(addFileOptions(addAnalysisOptions(command)));
  command.action(async (paths: readonly string[], options: SitesOptions) =>
    done(await sites(paths, options, io)),
  );
}

async function sites(paths: readonly string[], options: SitesOptions, io: Io): Promise<ExitCode> {
  const project = await Project.open(io, options, { eventLoops: options.eventLoops === true });
  const { files } = await openInput(project, paths, options.stdinFilename);
  const listed: ListedSite[] = [];
  for (const file of files) {
    const report = project.guard(file, () => project.gilscope.analyze(file.source));
    report?.problems.forEach((problem) => project.warn(problem));
    if (report !== undefined) listed.push(...listSites(report));
  }
  switch (options.format) {
    case 'text':
      io.stdout.write(sitesText(listed, wantsColor(options.color, io)));
      break;
    case 'json':
      io.stdout.write(
        jsonText({
          version: 1,
          sites: listed.map(({ site, flagged }) => siteJson(site, flagged)),
          errors: project.errors.map(problemJson),
        }),
      );
      break;
  }
  return project.failed ? EXIT.failure : EXIT.ok;
}

function listSites({ sites, findings }: ModuleReport): ListedSite[] {
  return sites.map((site) => ({
    site,
    flagged: [
      ...new Set(findings.filter((finding) => finding.site === site.key).map((finding) => finding.code)),
    ],
  }));
}
