/** `gilscope profile`: what one function does to the GIL, where, and how sure that is. */
import type { Command } from 'commander';
import type { FunctionQuery } from '../../core/gilscope';
import { printProfile } from '../../core/profile/print';
import { jsonText } from '../format/json';
import { EXIT, type ExitCode, type Io } from '../io';
import { addAnalysisOptions, formatOption } from '../options';
import { parsePlace, type Place } from '../place';
import { printableLines } from '../printable';
import { type ConfigOptions, Project } from '../project';

const FORMATS = ['text', 'json'] as const;

interface ProfileOptions extends ConfigOptions {
  readonly format: (typeof FORMATS)[number];
}

export function addProfile(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const command = program
    .command('profile')
    .description('print the work profile of a function: what it does to the GIL, where, how sure')
    .argument(
      '<place>',
      'FILE:LINE (any line of the function), FILE::qualified.name, or FILE for the module itself',
    )
    .addOption(formatOption(FORMATS));
  addAnalysisOptions(command).action(async (place: string, options: ProfileOptions) =>
    done(await profile(place, options, io)),
  );
}

async function profile(text: string, options: ProfileOptions, io: Io): Promise<ExitCode> {
  const place = parsePlace(text);
  const project = await Project.open(io, options);
  const file = project.file(place.file);
  const found = file && project.guard(file, () => project.gilscope.profile(file.source, queryOf(place)));
  if (found === undefined) {
    if (file !== undefined && !project.failed)
      project.fail({ path: file.source.path, message: notFound(place) });
    return EXIT.failure;
  }
  switch (options.format) {
    case 'text':
      io.stdout.write(printableLines(`${printProfile(found).trimEnd()}\n`));
      break;
    case 'json':
      io.stdout.write(jsonText(found));
      break;
  }
  return EXIT.ok;
}

function queryOf({ line, name }: Place): FunctionQuery {
  return line === undefined ? { name: name ?? '<module>' } : { line };
}

function notFound({ line, name }: Place): string {
  return line === undefined ? `no function is named ${name ?? '<module>'}` : `line ${line} is in no function`;
}
