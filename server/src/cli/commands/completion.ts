/** `gilscope completion`: scripts that complete commands and options in a shell. Made from the commands themselves. */
import { type Command, Argument, type Option } from 'commander';
import { EXIT, type ExitCode, type Io } from '../io';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

export function addCompletion(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('completion')
    .description('print a script that completes commands and options in a shell')
    .addArgument(new Argument('<shell>', 'shell to print it for').choices(SHELLS))
    .action((shell: Shell) => {
      io.stdout.write(scriptFor(shell, program));
      done(EXIT.ok);
    });
}

function scriptFor(shell: Shell, program: Command): string {
  switch (shell) {
    case 'bash':
      return bashScript(program);
    case 'zsh':
      return zshScript(program);
    case 'fish':
      return fishScript(program);
  }
}

function bashScript(program: Command): string {
  const cases = program.commands.map((command) => {
    const options = visibleOptions(command).flatMap((option) => option.long ?? []);
    return `    ${command.name()}) words="${options.join(' ')}" ;;`;
  });
  const values = program.commands.flatMap((command) =>
    visibleOptions(command)
      .filter((option) => option.argChoices !== undefined && option.required)
      .map((option) => `    ${command.name()}:${option.long}) words="${option.argChoices?.join(' ')}" ;;`),
  );
  return `# gilscope completion for bash; source it, or put it into bash-completion's folder.
_gilscope() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${program.commands.map((command) => command.name()).join(' ')} --help --version" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}:$previous" in
${values.join('\n')}
  esac
  if [ -n "$words" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  if [[ "$current" == -* ]]; then
    COMPREPLY=($(compgen -W "$words --help" -- "$current"))
  else
    compopt -o default
    COMPREPLY=()
  fi
}
complete -F _gilscope gilscope
`;
}

function zshScript(program: Command): string {
  const commands = program.commands.map(
    (command) => `    ${zshQuote(`${command.name()}:${command.description()}`)}`,
  );
  const cases = program.commands.map((command) => {
    const specs = visibleOptions(command).map((option) => `        ${zshQuote(zshSpec(option))}`);
    return `      ${command.name()})\n        _arguments \\\n${[...specs, "        '*:file:_files'"].join(' \\\n')}\n        ;;`;
  });
  return `#compdef gilscope
# gilscope completion for zsh; put it into a folder of $fpath as _gilscope.
_gilscope() {
  local -a commands
  commands=(
${commands.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
  else
    shift words
    (( CURRENT-- ))
    case "$words[1]" in
${cases.join('\n')}
    esac
  fi
}
compdef _gilscope gilscope
`;
}

/** Repeatable, with a description, and with its choices where it has them. */
function zshSpec(option: Option): string {
  const description = option.description.replace(/[[\]:]/g, '\\$&');
  const takesValue = option.required || option.optional;
  const choices = option.argChoices === undefined ? '_files' : `(${option.argChoices.join(' ')})`;
  return `*${option.long}[${description}]${takesValue ? `:value:${choices}` : ''}`;
}

function fishScript(program: Command): string {
  const lines = program.commands.flatMap((command) => [
    `complete -c gilscope -n __fish_use_subcommand -f -a ${command.name()} -d ${fishQuote(command.description())}`,
    ...visibleOptions(command).map((option) => {
      const name = (option.long ?? '').replace(/^--/, '');
      const value = option.required ? ' -r' : '';
      const choices =
        option.argChoices === undefined ? '' : ` -f -a ${fishQuote(option.argChoices.join(' '))}`;
      const about = ` -d ${fishQuote(option.description)}`;
      return `complete -c gilscope -n '__fish_seen_subcommand_from ${command.name()}' -l ${name}${value}${choices}${about}`;
    }),
  ]);
  return `# gilscope completion for fish; save it as ~/.config/fish/completions/gilscope.fish.\n${lines.join('\n')}\n`;
}

function visibleOptions(command: Command): readonly Option[] {
  return command.options.filter((option) => !option.hidden && option.long !== undefined);
}

function zshQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function fishQuote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
