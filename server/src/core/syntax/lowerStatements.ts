/** Lowers statement nodes of a syntax table to the AST. Broken parts are stepped over; what is whole inside them counts. */
import { once } from '../base/once';
import type { TextRange } from '../base/text';
import type {
  Assign,
  ClassDef,
  ExceptHandler,
  Expr,
  FunctionDef,
  If,
  MatchCase,
  ModuleAst,
  Stmt,
  WithItem,
} from './ast';
import { lowerArguments, lowerExpression, lowerIterable, lowerParameters } from './lowerExpressions';
import {
  childrenOf,
  fieldOf,
  fieldsOf,
  hasToken,
  isNamed,
  kindOf,
  namedChildrenOf,
  rangeOf,
  textOf,
  type NodeIndex,
} from './nodes';
import { mentions, tablesWith, type LazyBody } from './parts';
import type { SyntaxTable } from './table';

/** Lowers a whole module. Function bodies are lowered when first read. `firstError`: where its text does not parse. */
export function lowerModule(table: SyntaxTable, firstError?: TextRange): ModuleAst {
  const globals = once(() => globalsIn(table));
  return {
    kind: 'Module',
    start: 0,
    end: table.text.length,
    body: lowerChildren(table, 0),
    comments: commentsOf(table).map((range) => ({
      start: range.start,
      end: range.end,
      text: table.text.slice(range.start, range.end),
    })),
    firstError,
    get globalsWritten() {
      return globals();
    },
  };
}

function commentsOf(table: SyntaxTable): readonly TextRange[] {
  return table.parts?.comments ?? collect(table, 'comment').map((node) => rangeOf(table, node));
}

/** Names that some function declares `global`. */
function globalsIn(whole: SyntaxTable): ReadonlySet<string> {
  const names = new Set<string>();
  for (const table of tablesWith(whole, 'global')) {
    for (const node of collect(table, 'global_statement'))
      for (const child of namedChildrenOf(table, node)) names.add(textOf(table, child));
  }
  return names;
}

function collect(table: SyntaxTable, kind: string): NodeIndex[] {
  const found: NodeIndex[] = [];
  const id = table.grammar.kindNames.indexOf(kind);
  for (let node = 0; node < table.size; node++) if (table.type[node] === id) found.push(node);
  return found;
}

function lowerBlock(table: SyntaxTable, node: NodeIndex | undefined): readonly Stmt[] {
  return node === undefined ? [] : lowerChildren(table, node);
}

function lowerChildren(table: SyntaxTable, node: NodeIndex): readonly Stmt[] {
  const statements: Stmt[] = [];
  for (const child of namedChildrenOf(table, node)) {
    if (kindOf(table, child) === 'ERROR') statements.push(...lowerChildren(table, child));
    else {
      const statement = lowerStatement(table, child);
      if (statement !== undefined) statements.push(statement);
    }
  }
  return statements;
}

function lowerStatement(table: SyntaxTable, node: NodeIndex): Stmt | undefined {
  if (table.tooDeep.has(node)) return undefined;
  const range = rangeOf(table, node);
  const expr = (child: NodeIndex | undefined): Expr => lowerExpression(table, child);
  const optional = (child: NodeIndex | undefined): Expr | undefined =>
    child === undefined ? undefined : lowerExpression(table, child);
  const named = (): NodeIndex[] => namedChildrenOf(table, node);
  switch (kindOf(table, node)) {
    case 'expression_statement':
      return lowerExpressionStatement(table, node);
    case 'function_definition':
      return lowerFunction(table, node, [], range);
    case 'class_definition':
      return lowerClass(table, node, [], range);
    case 'decorated_definition': {
      const decorators = named()
        .filter((child) => kindOf(table, child) === 'decorator')
        .map((child) => expr(namedChildrenOf(table, child)[0]));
      const definition = fieldOf(table, node, 'definition');
      if (definition === undefined) return undefined;
      return kindOf(table, definition) === 'class_definition'
        ? lowerClass(table, definition, decorators, range)
        : lowerFunction(table, definition, decorators, range);
    }
    case 'return_statement':
      return { kind: 'Return', ...range, value: optional(named()[0]) };
    case 'raise_statement':
      return { kind: 'Raise', ...range, exc: optional(named()[0]) };
    case 'assert_statement':
      return { kind: 'Assert', ...range, test: expr(named()[0]) };
    case 'delete_statement': {
      const target = expr(named()[0]);
      return { kind: 'Delete', ...range, targets: target.kind === 'Tuple' ? target.elts : [target] };
    }
    case 'pass_statement':
      return { kind: 'Pass', ...range };
    case 'break_statement':
      return { kind: 'Break', ...range };
    case 'continue_statement':
      return { kind: 'Continue', ...range };
    case 'if_statement':
      return lowerIf(table, node);
    case 'for_statement':
      return {
        kind: 'For',
        ...range,
        target: expr(fieldOf(table, node, 'left')),
        iter: lowerIterable(table, node),
        body: lowerBlock(table, fieldOf(table, node, 'body')),
        orelse: lowerElse(table, node),
        isAsync: hasToken(table, node, 'async'),
      };
    case 'while_statement':
      return {
        kind: 'While',
        ...range,
        test: expr(fieldOf(table, node, 'condition')),
        body: lowerBlock(table, fieldOf(table, node, 'body')),
        orelse: lowerElse(table, node),
      };
    case 'with_statement':
      return lowerWith(table, node);
    case 'try_statement':
      return lowerTry(table, node);
    case 'match_statement':
      return lowerMatch(table, node);
    case 'import_statement':
      return {
        kind: 'Import',
        ...range,
        names: fieldsOf(table, node, 'name').map((child) => alias(table, child)),
      };
    case 'import_from_statement':
    case 'future_import_statement':
      return lowerImportFrom(table, node);
    case 'global_statement':
    case 'nonlocal_statement':
      return {
        kind: kindOf(table, node) === 'global_statement' ? 'Global' : 'Nonlocal',
        ...range,
        names: named().map((child) => textOf(table, child)),
      };
    default:
      return undefined;
  }
}

function lowerExpressionStatement(table: SyntaxTable, node: NodeIndex): Stmt {
  const range = rangeOf(table, node);
  const children = namedChildrenOf(table, node);
  const first = children[0];
  if (first !== undefined && children.length === 1) {
    const kind = kindOf(table, first);
    if (kind === 'assignment') return lowerAssignment(table, first, range);
    if (kind === 'augmented_assignment') {
      const operator = fieldOf(table, first, 'operator');
      return {
        kind: 'AugAssign',
        ...range,
        target: lowerExpression(table, fieldOf(table, first, 'left')),
        op: (operator === undefined ? '+=' : textOf(table, operator)).slice(0, -1),
        value: lowerExpression(table, fieldOf(table, first, 'right')),
      };
    }
    return { kind: 'Expr', ...range, value: lowerExpression(table, first) };
  }
  return {
    kind: 'Expr',
    ...range,
    value: { kind: 'Tuple', ...range, elts: children.map((child) => lowerExpression(table, child)) },
  };
}

/** `a = b = value`: tree-sitter nests the second assignment on the right. */
function lowerAssignment(table: SyntaxTable, node: NodeIndex, range: { start: number; end: number }): Assign {
  const targets: Expr[] = [];
  let annotation: Expr | undefined;
  let current: NodeIndex | undefined = node;
  while (current !== undefined && kindOf(table, current) === 'assignment') {
    targets.push(lowerExpression(table, fieldOf(table, current, 'left')));
    const type = fieldOf(table, current, 'type');
    if (type !== undefined) annotation = lowerExpression(table, type);
    current = fieldOf(table, current, 'right');
  }
  return {
    kind: 'Assign',
    ...range,
    targets,
    value: current === undefined ? undefined : lowerExpression(table, current),
    annotation,
  };
}

function lowerFunction(
  table: SyntaxTable,
  node: NodeIndex,
  decorators: readonly Expr[],
  range: { start: number; end: number },
): FunctionDef {
  const name = fieldOf(table, node, 'name');
  const parameters = fieldOf(table, node, 'parameters');
  const returns = fieldOf(table, node, 'return_type');
  const block = fieldOf(table, node, 'body');
  const later = block === undefined ? undefined : table.parts?.bodies.get(table.start[block] ?? 0);
  let body: readonly Stmt[] | undefined;
  let isGenerator: boolean | undefined;
  return {
    kind: 'FunctionDef',
    ...range,
    name: name === undefined ? '' : textOf(table, name),
    nameRange: name === undefined ? range : rangeOf(table, name),
    params: parameters === undefined ? [] : lowerParameters(table, parameters),
    returns: returns === undefined ? undefined : lowerExpression(table, returns),
    decorators,
    isAsync: hasToken(table, node, 'async'),
    bodyRange: block === undefined ? range : rangeOf(table, block),
    get body() {
      if (block !== undefined) table.readBodies.add(block);
      return (body ??= later === undefined ? lowerBlock(table, block) : lowerLazyBody(later));
    },
    get bodyText() {
      if (block === undefined) return '';
      table.readBodies.add(block);
      return textOf(table, block);
    },
    get isGenerator() {
      if (block !== undefined) table.readBodies.add(block);
      return (isGenerator ??=
        later === undefined
          ? block !== undefined && containsYield(table, block)
          : mentions(table, later, 'yield') && lazyBodyYields(later));
    },
  };
}

function lowerLazyBody(body: LazyBody): readonly Stmt[] {
  const { table, block } = body.read();
  return lowerBlock(table, block);
}

function lazyBodyYields(body: LazyBody): boolean {
  const { table, block } = body.read();
  return block !== undefined && containsYield(table, block);
}

/** True where the block yields outside nested functions and classes. */
function containsYield(table: SyntaxTable, block: NodeIndex): boolean {
  const end = table.after[block] ?? 0;
  for (let node = block + 1; node < end;) {
    const kind = kindOf(table, node);
    if (kind === 'yield' && isNamed(table, node)) return true;
    const nested = kind === 'function_definition' || kind === 'class_definition' || kind === 'lambda';
    node = nested && isNamed(table, node) ? (table.after[node] ?? end) : node + 1;
  }
  return false;
}

function lowerClass(
  table: SyntaxTable,
  node: NodeIndex,
  decorators: readonly Expr[],
  range: { start: number; end: number },
): ClassDef {
  const name = fieldOf(table, node, 'name');
  const superclasses = fieldOf(table, node, 'superclasses');
  const { args, keywords } =
    superclasses === undefined ? { args: [], keywords: [] } : lowerArguments(table, superclasses);
  return {
    kind: 'ClassDef',
    ...range,
    name: name === undefined ? '' : textOf(table, name),
    nameRange: name === undefined ? range : rangeOf(table, name),
    bases: args,
    keywords,
    decorators,
    body: lowerBlock(table, fieldOf(table, node, 'body')),
  };
}

/** Arms of one `if` that are looked at; they nest in the AST, and whoever walks it may recurse. */
const ARMS_LIMIT = 300;

/** An `if` and the `elif`s behind it as nested Ifs, built from the last. */
function lowerIf(table: SyntaxTable, node: NodeIndex): If {
  const alternatives = fieldsOf(table, node, 'alternative').slice(0, ARMS_LIMIT);
  let orelse: readonly Stmt[] = [];
  for (const clause of alternatives.reverse()) {
    orelse =
      kindOf(table, clause) === 'elif_clause'
        ? [lowerArm(table, clause, orelse)]
        : lowerBlock(table, fieldOf(table, clause, 'body'));
  }
  return lowerArm(table, node, orelse);
}

function lowerArm(table: SyntaxTable, node: NodeIndex, orelse: readonly Stmt[]): If {
  return {
    kind: 'If',
    ...rangeOf(table, node),
    test: lowerExpression(table, fieldOf(table, node, 'condition')),
    body: lowerBlock(table, fieldOf(table, node, 'consequence')),
    orelse,
  };
}

function lowerElse(table: SyntaxTable, node: NodeIndex): readonly Stmt[] {
  const clause =
    fieldOf(table, node, 'alternative') ??
    namedChildrenOf(table, node).find((child) => kindOf(table, child) === 'else_clause');
  return clause === undefined ? [] : lowerBlock(table, fieldOf(table, clause, 'body'));
}

function lowerWith(table: SyntaxTable, node: NodeIndex): Stmt {
  const items: WithItem[] = [];
  const clause = namedChildrenOf(table, node).find((child) => kindOf(table, child) === 'with_clause');
  for (const item of clause === undefined ? [] : namedChildrenOf(table, clause)) {
    const value = fieldOf(table, item, 'value');
    if (value === undefined) continue;
    if (kindOf(table, value) === 'as_pattern') {
      const target = fieldOf(table, value, 'alias');
      items.push({
        context: lowerExpression(table, namedChildrenOf(table, value)[0]),
        target: target === undefined ? undefined : lowerExpression(table, target),
      });
    } else items.push({ context: lowerExpression(table, value), target: undefined });
  }
  return {
    kind: 'With',
    ...rangeOf(table, node),
    items,
    body: lowerBlock(table, fieldOf(table, node, 'body')),
    isAsync: hasToken(table, node, 'async'),
  };
}

function lowerTry(table: SyntaxTable, node: NodeIndex): Stmt {
  const handlers: ExceptHandler[] = [];
  let finalbody: readonly Stmt[] = [];
  for (const child of namedChildrenOf(table, node)) {
    const kind = kindOf(table, child);
    if (kind === 'except_clause' || kind === 'except_group_clause') handlers.push(lowerHandler(table, child));
    if (kind === 'finally_clause') {
      finalbody = lowerBlock(
        table,
        namedChildrenOf(table, child).find((block) => kindOf(table, block) === 'block'),
      );
    }
  }
  return {
    kind: 'Try',
    ...rangeOf(table, node),
    body: lowerBlock(table, fieldOf(table, node, 'body')),
    handlers,
    orelse: lowerElse(table, node),
    finalbody,
  };
}

function lowerHandler(table: SyntaxTable, node: NodeIndex): ExceptHandler {
  const children = namedChildrenOf(table, node);
  const block = children.find((child) => kindOf(table, child) === 'block');
  const value = fieldOf(table, node, 'value') ?? children.find((child) => child !== block);
  const isAs = value !== undefined && kindOf(table, value) === 'as_pattern';
  const alias = fieldOf(table, node, 'alias') ?? (isAs ? fieldOf(table, value, 'alias') : undefined);
  return {
    ...rangeOf(table, node),
    type: value === undefined ? undefined : lowerExpression(table, value),
    name: alias === undefined ? undefined : textOf(table, alias),
    body: lowerBlock(table, block),
  };
}

function lowerMatch(table: SyntaxTable, node: NodeIndex): Stmt {
  const body = fieldOf(table, node, 'body');
  const cases: MatchCase[] = [];
  for (const clause of body === undefined ? [] : namedChildrenOf(table, body)) {
    if (kindOf(table, clause) !== 'case_clause') continue;
    const patterns = namedChildrenOf(table, clause).filter(
      (child) => kindOf(table, child) === 'case_pattern',
    );
    const guard = fieldOf(table, clause, 'guard');
    const captures = patterns.flatMap((pattern) => patternCaptures(table, pattern));
    const only = patterns.length === 1 && patterns[0] !== undefined ? textOf(table, patterns[0]).trim() : '';
    cases.push({
      ...rangeOf(table, clause),
      captures,
      irrefutable: guard === undefined && /^[A-Za-z_]\w*$/.test(only),
      guard: guard === undefined ? undefined : lowerExpression(table, namedChildrenOf(table, guard)[0]),
      body: lowerBlock(table, fieldOf(table, clause, 'consequence')),
    });
  }
  return {
    kind: 'Match',
    ...rangeOf(table, node),
    subject: lowerExpression(table, fieldOf(table, node, 'subject')),
    cases,
  };
}

/** Names a pattern binds: bare names, splats and `as` targets; dotted names and class names are values. */
function patternCaptures(table: SyntaxTable, pattern: NodeIndex): string[] {
  const names: string[] = [];
  const visit = (node: NodeIndex): void => {
    const kind = kindOf(table, node);
    if (kind === 'dotted_name') {
      const parts = namedChildrenOf(table, node);
      const only = parts[0];
      if (parts.length === 1 && only !== undefined) names.push(textOf(table, only));
      return;
    }
    const children = namedChildrenOf(table, node);
    if (kind === 'class_pattern') children.slice(1).forEach(visit);
    else if (kind === 'keyword_pattern') children.slice(1).forEach(visit);
    else if (kind === 'identifier') names.push(textOf(table, node));
    else children.forEach(visit);
  };
  visit(pattern);
  return names.filter((name) => name !== '_');
}

function alias(table: SyntaxTable, node: NodeIndex): { name: string; asname: string | undefined } {
  if (kindOf(table, node) !== 'aliased_import') return { name: dotted(table, node), asname: undefined };
  const name = fieldOf(table, node, 'name');
  const asname = fieldOf(table, node, 'alias');
  return {
    name: name === undefined ? '' : dotted(table, name),
    asname: asname === undefined ? undefined : textOf(table, asname),
  };
}

/** A dotted name without the blanks and comments that may stand between its parts. */
function dotted(table: SyntaxTable, node: NodeIndex): string {
  return namedChildrenOf(table, node)
    .map((part) => textOf(table, part))
    .join('.');
}

function lowerImportFrom(table: SyntaxTable, node: NodeIndex): Stmt {
  const moduleNode = fieldOf(table, node, 'module_name');
  let level = 0;
  let module = kindOf(table, node) === 'future_import_statement' ? '__future__' : '';
  if (moduleNode !== undefined && kindOf(table, moduleNode) === 'relative_import') {
    for (const child of childrenOf(table, moduleNode)) {
      if (kindOf(table, child) === 'import_prefix') level = textOf(table, child).replace(/[^.]/g, '').length;
      if (kindOf(table, child) === 'dotted_name') module = dotted(table, child);
    }
  } else if (moduleNode !== undefined) module = dotted(table, moduleNode);
  const isStar = namedChildrenOf(table, node).some((child) => kindOf(table, child) === 'wildcard_import');
  return {
    kind: 'ImportFrom',
    ...rangeOf(table, node),
    module,
    level,
    names: isStar
      ? [{ name: '*', asname: undefined }]
      : fieldsOf(table, node, 'name').map((child) => alias(table, child)),
  };
}
