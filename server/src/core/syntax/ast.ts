/**
 * Python's abstract syntax, as plain data with the names of CPython's `ast` module. Offsets are UTF-16 units into the
 * text of one file version. What the analysis never looks at (decorated type aliases, print statements) is left out.
 */
import type { TextRange } from '../base/text';

export interface Name extends TextRange {
  readonly kind: 'Name';
  readonly id: string;
}
export interface Constant extends TextRange {
  readonly kind: 'Constant';
  readonly type: 'int' | 'float' | 'complex' | 'str' | 'bytes' | 'bool' | 'none' | 'ellipsis';
  /** Undefined where the value is not worth keeping: huge integers, long strings (see `length`). */
  readonly value: number | string | boolean | undefined;
  /** Characters or bytes of a string. */
  readonly length: number;
}
export interface JoinedStr extends TextRange {
  readonly kind: 'JoinedStr';
  readonly values: readonly Expr[];
  /** Characters of the literal parts. */
  readonly literalLength: number;
  /** How many of the values have a format specification such as `:.2f`. */
  readonly specs: number;
}
export interface Attribute extends TextRange {
  readonly kind: 'Attribute';
  readonly value: Expr;
  readonly attr: string;
  readonly attrRange: TextRange;
}
export interface Subscript extends TextRange {
  readonly kind: 'Subscript';
  readonly value: Expr;
  /** More than one index is a Tuple. */
  readonly slice: Expr;
}
export interface Slice extends TextRange {
  readonly kind: 'Slice';
  readonly lower: Expr | undefined;
  readonly upper: Expr | undefined;
  readonly step: Expr | undefined;
}
export interface Call extends TextRange {
  readonly kind: 'Call';
  readonly func: Expr;
  readonly args: readonly Expr[];
  readonly keywords: readonly Keyword[];
}
export interface Keyword extends TextRange {
  /** Undefined for `**mapping`. */
  readonly arg: string | undefined;
  readonly value: Expr;
}
export interface BinOp extends TextRange {
  readonly kind: 'BinOp';
  readonly left: Expr;
  readonly op: string;
  readonly right: Expr;
}
export interface UnaryOp extends TextRange {
  readonly kind: 'UnaryOp';
  readonly op: '-' | '+' | '~' | 'not';
  readonly operand: Expr;
}
export interface BoolOp extends TextRange {
  readonly kind: 'BoolOp';
  readonly op: 'and' | 'or';
  readonly left: Expr;
  readonly right: Expr;
}
export interface Compare extends TextRange {
  readonly kind: 'Compare';
  readonly left: Expr;
  readonly ops: readonly string[];
  readonly comparators: readonly Expr[];
}
export interface IfExp extends TextRange {
  readonly kind: 'IfExp';
  readonly test: Expr;
  readonly body: Expr;
  readonly orelse: Expr;
}
export interface Lambda extends TextRange {
  readonly kind: 'Lambda';
  readonly params: Parameters;
  readonly body: Expr;
}
export interface Collection extends TextRange {
  readonly kind: 'List' | 'Tuple' | 'Set';
  readonly elts: readonly Expr[];
}
export interface Dict extends TextRange {
  readonly kind: 'Dict';
  /** An undefined key is `**mapping`. */
  readonly items: readonly { readonly key: Expr | undefined; readonly value: Expr }[];
}
export interface Comprehension extends TextRange {
  readonly kind: 'ListComp' | 'SetComp' | 'DictComp' | 'GeneratorExp';
  readonly elt: Expr;
  /** The value of a DictComp. */
  readonly value: Expr | undefined;
  readonly generators: readonly ComprehensionFor[];
}
export interface ComprehensionFor extends TextRange {
  readonly target: Expr;
  readonly iter: Expr;
  readonly ifs: readonly Expr[];
  readonly isAsync: boolean;
}
export interface NamedExpr extends TextRange {
  readonly kind: 'NamedExpr';
  readonly target: string;
  readonly value: Expr;
}
export interface Await extends TextRange {
  readonly kind: 'Await';
  readonly value: Expr;
}
export interface Yield extends TextRange {
  readonly kind: 'Yield' | 'YieldFrom';
  readonly value: Expr | undefined;
}
export interface Starred extends TextRange {
  readonly kind: 'Starred';
  readonly value: Expr;
}
/** Text that did not parse, or syntax we have no name for. Evaluates to unknown. */
export interface Unparsed extends TextRange {
  readonly kind: 'Unparsed';
}

export type Expr =
  | Name
  | Constant
  | JoinedStr
  | Attribute
  | Subscript
  | Slice
  | Call
  | BinOp
  | UnaryOp
  | BoolOp
  | Compare
  | IfExp
  | Lambda
  | Collection
  | Dict
  | Comprehension
  | NamedExpr
  | Await
  | Yield
  | Starred
  | Unparsed;

export interface Parameter extends TextRange {
  readonly name: string;
  readonly form: 'positional-only' | 'positional' | 'var-positional' | 'keyword-only' | 'var-keyword';
  readonly annotation: Expr | undefined;
  readonly default: Expr | undefined;
}
export type Parameters = readonly Parameter[];

export interface FunctionDef extends TextRange {
  readonly kind: 'FunctionDef';
  readonly name: string;
  readonly nameRange: TextRange;
  readonly params: Parameters;
  readonly returns: Expr | undefined;
  readonly decorators: readonly Expr[];
  readonly isAsync: boolean;
  /** Lowered when first read: most functions of a large file are never reached. */
  readonly body: readonly Stmt[];
  /** True where the body itself (not a nested function) yields. Lazy like `body`. */
  readonly isGenerator: boolean;
  readonly bodyRange: TextRange;
  /** Quicker than `body`, which is parsed when it is first read. */
  readonly bodyText: string;
}
export interface ClassDef extends TextRange {
  readonly kind: 'ClassDef';
  readonly name: string;
  readonly nameRange: TextRange;
  readonly bases: readonly Expr[];
  readonly keywords: readonly Keyword[];
  readonly decorators: readonly Expr[];
  readonly body: readonly Stmt[];
}
export interface Assign extends TextRange {
  readonly kind: 'Assign';
  readonly targets: readonly Expr[];
  /** Undefined for a bare annotation `x: int`. */
  readonly value: Expr | undefined;
  readonly annotation: Expr | undefined;
}
export interface AugAssign extends TextRange {
  readonly kind: 'AugAssign';
  readonly target: Expr;
  /** Without the `=`: `+`, `<<`. */
  readonly op: string;
  readonly value: Expr;
}
export interface ExprStmt extends TextRange {
  readonly kind: 'Expr';
  readonly value: Expr;
}
export interface Return extends TextRange {
  readonly kind: 'Return';
  readonly value: Expr | undefined;
}
export interface Raise extends TextRange {
  readonly kind: 'Raise';
  readonly exc: Expr | undefined;
}
export interface Assert extends TextRange {
  readonly kind: 'Assert';
  readonly test: Expr;
}
export interface Delete extends TextRange {
  readonly kind: 'Delete';
  readonly targets: readonly Expr[];
}
export interface Simple extends TextRange {
  readonly kind: 'Pass' | 'Break' | 'Continue';
}
export interface If extends TextRange {
  readonly kind: 'If';
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}
export interface For extends TextRange {
  readonly kind: 'For';
  readonly target: Expr;
  readonly iter: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
  readonly isAsync: boolean;
}
export interface While extends TextRange {
  readonly kind: 'While';
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}
export interface WithItem {
  readonly context: Expr;
  readonly target: Expr | undefined;
}
export interface With extends TextRange {
  readonly kind: 'With';
  readonly items: readonly WithItem[];
  readonly body: readonly Stmt[];
  readonly isAsync: boolean;
}
export interface ExceptHandler extends TextRange {
  readonly type: Expr | undefined;
  readonly name: string | undefined;
  readonly body: readonly Stmt[];
}
export interface Try extends TextRange {
  readonly kind: 'Try';
  readonly body: readonly Stmt[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Stmt[];
  readonly finalbody: readonly Stmt[];
}
export interface MatchCase extends TextRange {
  /** Names the pattern binds. */
  readonly captures: readonly string[];
  /** True for `case _:` and a bare name without guard. */
  readonly irrefutable: boolean;
  readonly guard: Expr | undefined;
  readonly body: readonly Stmt[];
}
export interface Match extends TextRange {
  readonly kind: 'Match';
  readonly subject: Expr;
  readonly cases: readonly MatchCase[];
}
export interface Import extends TextRange {
  readonly kind: 'Import';
  readonly names: readonly { readonly name: string; readonly asname: string | undefined }[];
}
export interface ImportFrom extends TextRange {
  readonly kind: 'ImportFrom';
  /** Without the dots; empty for `from . import x`. */
  readonly module: string;
  /** Number of leading dots. */
  readonly level: number;
  /** `*` alone for a star import. */
  readonly names: readonly { readonly name: string; readonly asname: string | undefined }[];
}
export interface ScopeDeclaration extends TextRange {
  readonly kind: 'Global' | 'Nonlocal';
  readonly names: readonly string[];
}

export type Stmt =
  | FunctionDef
  | ClassDef
  | Assign
  | AugAssign
  | ExprStmt
  | Return
  | Raise
  | Assert
  | Delete
  | Simple
  | If
  | For
  | While
  | With
  | Try
  | Match
  | Import
  | ImportFrom
  | ScopeDeclaration;

export interface Comment extends TextRange {
  /** With the `#`. */
  readonly text: string;
}

export interface ModuleAst extends TextRange {
  readonly kind: 'Module';
  readonly body: readonly Stmt[];
  readonly comments: readonly Comment[];
  /** First text that did not parse, undefined in a well-formed file. */
  readonly firstError: TextRange | undefined;
  /** Names some function declares `global`: their module-level constant may change. */
  readonly globalsWritten: ReadonlySet<string>;
}
