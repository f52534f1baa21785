/** `gilscope profile`: what one function does to the GIL, where, and how sure that is. */
import type { Command } from 'commander';
import type { Gilscope, Source } from '../../core/gilscope';
import type { WorkProfile } from '../../core/model/profile';
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
      'FILE:LINE (any line of the function), FILE::qualified.name, or FILE for all its functions',
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
  if (file === undefined) return EXIT.failure;
  const found = project.guard(file, () => profilesAt(place, file.source, project.gilscope));
  if (found === undefined) return EXIT.failure;
  const [first] = found;
  if (first === undefined) {
    project.fail({ path: file.source.path, message: notFound(place) });
    return EXIT.failure;
  }
  const isWholeFile = place.line === undefined && place.name === undefined;
  switch (options.format) {
    case 'text':
      io.stdout.write(printableLines(`${found.map((one) => printProfile(one).trimEnd()).join('\n\n')}\n`));
      break;
    case 'json':
      io.stdout.write(jsonText(isWholeFile ? { version: 1, profiles: found } : first));
      break;
  }
  return EXIT.ok;
}

/** The one function that the place names, or all of a file in the order of their lines. */
function profilesAt({ line, name }: Place, source: Source, gilscope: Gilscope): readonly WorkProfile[] {
  if (line !== undefined || name !== undefined) {
    const found = gilscope.profile(source, line === undefined ? { name: name ?? '' } : { line });
    return found === undefined ? [] : [found];
  }
  return source.text.split(/\r\n|\r|\n/).flatMap((text, index) => {
    const found = /\b(def|lambda)\b/.test(text) ? gilscope.profile(source, { line: index + 1 }) : undefined;
    // A line within a function names that function again.
    return found?.at.line === index + 1 ? [found] : [];
  });
}

function notFound({ line, name }: Place): string {
  if (line !== undefined) return `line ${line} is in no function`;
  return name === undefined ? 'holds no function' : `no function is named ${name}`;
}
