/** Facts about packages that ask and answer on a terminal. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';

// prettier-ignore
export const promptsFacts: readonly FactGroup[] = [
  {
    confidence: 'inferred', medium: 'other',
    rows: [
      ['click.{prompt,confirm,pause,getchar}', 'io', 'over input() and os.read of the terminal', { when: 'waits for the user' }],
      ['click.{edit,launch}', 'io', 'subprocess', { when: 'runs a program', medium: 'process' }],
      ['click.{progressbar,option,argument,group,pass_context,Option,Argument,Choice,Path}', 'python', 'pure Python'],
      ['click.{style,secho,clear}', 'python', 'pure Python; writes to the terminal'],
      ['typer.{prompt,confirm}', 'io', 'over click', { when: 'waits for the user' }],
      ['typer.{echo,secho}', 'io', 'over click.echo'],
      ['typer.{run,Typer,Option,Argument}', 'python', 'pure Python; runs the command'],
      ['rich.prompt.{Prompt,Confirm,IntPrompt,FloatPrompt,PromptBase}.ask', 'io', 'over input()', { when: 'waits for the user' }],
      ['rich.console.Console.input', 'io', 'over input()', { when: 'waits for the user' }],
      ['rich.{print,inspect}', 'python', 'rendering is pure Python'],
      ['rich.console.Console.{log,rule,status,render,print_json}', 'python', 'rendering is pure Python'],
      ['rich.progress.{track,Progress.add_task,Progress.update,Progress.advance,Progress.track,Progress.start,Progress.stop}', 'python', 'rendering is pure Python; a thread refreshes ten times a second'],
      ['rich.live.Live.{update,refresh,start,stop}', 'python', 'rendering is pure Python; a thread refreshes four times a second'],
      ['questionary.Question.{ask,unsafe_ask}', 'io', 'over prompt_toolkit', { when: 'waits for the user' }],
      ['questionary.{text,password,select,checkbox,confirm,path,autocomplete,rawselect}', 'python', 'only makes the question'],
      ['prompt_toolkit.{prompt,PromptSession.prompt,Application.run}', 'io', 'asyncio loop over the terminal', { when: 'waits for the user' }],
      ['{inquirer.prompt,PyInquirer.prompt,simple_term_menu.TerminalMenu.show}', 'io', 'reads the terminal', { when: 'waits for the user' }],
      ['pexpect.spawn.{read,read_nonblocking,readline,interact,expect_list}', 'io', 'select and os.read of a pseudo-terminal', { medium: 'process' }],
      ['pexpect.pxssh.pxssh.{login,prompt,logout}', 'io', 'over pexpect.spawn.expect', { medium: 'process' }],
      ['{tabulate.tabulate,prettytable.PrettyTable.get_string,texttable.Texttable.draw}', 'python', 'pure Python'],
      ['{pyfiglet.figlet_format,art.text2art,termcolor.cprint,humanize.naturalsize}', 'python', 'pure Python'],
    ],
  },
];
