/** Reads a rule's page as a list of tests: its code blocks with what was said before each. */

export interface Block {
  /** What the fence says after the backticks: `python`, `python after swap-pool`, `python file helpers.py`, `toml`. */
  readonly info: string;
  readonly text: string;
  /** Offsets of the text in the page. */
  readonly start: number;
  readonly end: number;
  /** Last paragraph or heading before the block, for the title of a test. */
  readonly title: string;
}

/** One program to analyse, with the settings and files that count for it, and the texts after its fixes. */
export interface Case {
  readonly title: string;
  readonly program: Block;
  /** Text of a `gilscope.toml`, empty without one. */
  readonly settings: string;
  readonly files: Readonly<Record<string, string>>;
  readonly fixes: readonly { readonly id: string; readonly after: Block }[];
}

export function readBlocks(page: string): Block[] {
  const blocks: Block[] = [];
  let title = '';
  for (const match of page.matchAll(
    /^```(\S[^\n]*)\n([\s\S]*?)^```$|^#+ (.*)$|^((?!```)[^\s#].*(?:\n(?!```)[^\s#].*)*)$/gm,
  )) {
    const [whole, info, text, heading, paragraph] = match;
    if (info === undefined || text === undefined) {
      title = (heading ?? paragraph ?? whole).replace(/\s+/g, ' ');
      continue;
    }
    const start = match.index + whole.indexOf('\n') + 1;
    blocks.push({ info, text, start, end: start + text.length, title });
  }
  return blocks;
}

export function readCases(page: string): Case[] {
  const cases: (Case & { fixes: { id: string; after: Block }[] })[] = [];
  let settings = '';
  let files: Record<string, string> = {};
  for (const block of readBlocks(page)) {
    const [language, word, name = ''] = block.info.split(' ');
    if (language === 'toml') settings = block.text;
    else if (word === 'file') files[name] = block.text;
    else if (word === 'after') {
      const before = cases.at(-1);
      if (before === undefined) throw new Error(`"${block.title}": no program before the text after a fix`);
      before.fixes.push({ id: name, after: block });
    } else if (block.info === 'python') {
      cases.push({ title: block.title, program: block, settings, files, fixes: [] });
      settings = '';
      files = {};
    } else throw new Error(`"${block.title}": unknown block \`\`\`${block.info}`);
  }
  return cases;
}
