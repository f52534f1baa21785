/**
 * The kinds of work that bytecode is made of, as the cost model prices them. Each is measured by `test/truth/calibrate.py`
 * on a real CPython; `measured/` has the results and docs/cost-model.md says which syntax is made of which operations.
 *
 * Each operation covers only itself: operands, targets, tests and arguments are operations of their own.
 */

/** Every operation, grouped as docs/cost-model.md explains them. */
export const OPERATIONS = [
  // Names and constants. "global" covers builtins; "module" names are those used at module or class level, where CPython
  // looks them up in a dictionary each time.
  'constant',
  'load-local',
  'load-closure',
  'load-global',
  'load-module-name',
  'store-local',
  'store-closure',
  'store-global',
  'store-module-name',
  'delete-name',

  // Attributes of objects without descriptors written in Python (a property is a call).
  'load-attribute',
  'store-attribute',
  'delete-attribute',

  // Arithmetic. The operand kind is in the name; `binop-other` is for operands of unknown type.
  'binop-int',
  'binop-int-divide', // `//` and `%`
  'binop-float',
  'binop-divide', // `/` on int or float
  'binop-power', // small exponents
  'binop-complex',
  'binop-other',
  'binop-bigint', // beyond 64 bits, plus one of the three below
  'bigint-add-digit', // per 30-bit digit of the longer operand
  'bigint-multiply-digit-pair', // per product of both operands' digits
  'bigint-divide-digit-pair', // per product of the digits of quotient and divisor
  'unary',
  'not',
  'boolop', // per `and` / `or`

  // Operators on strings and containers. The `-element`, `-character` operations are per unit of size of the result.
  'string-concat',
  'string-concat-character',
  'string-format', // `%` with a string on the left, plus one `fstring-part` per value
  'list-concat',
  'list-concat-element',
  'list-repeat',
  'list-repeat-element',
  'set-operation', // `|`, `&`, `-`, `^` of sets, `|` of dicts
  'set-operation-element', // per element of both operands

  // Comparisons, one per comparison operator of a chain.
  'compare-number',
  'compare-string',
  'compare-identity',
  'compare-other',
  'compare-sequence-element', // per element looked at in `==` or `<` of lists and tuples
  'contains-hash', // `in` a set or dict
  'contains-list', // `in` a list or tuple, plus one element operation per element looked at
  'contains-list-element',
  'contains-string',
  'contains-string-character',

  // Subscripts with an index or key. "list" covers tuple; "other" bytes, bytearray, array, deque, defaultdict.
  'subscript-list',
  'subscript-string',
  'subscript-dict',
  'subscript-other',
  'store-subscript-list',
  'store-subscript-dict',
  'store-subscript-other',
  'delete-subscript',
  'slice',
  'slice-element', // per element copied
  'store-slice',

  // Calls. The call itself with the callee's entry and return; arguments and bodies come on top.
  'call-python-function',
  'call-python-method', // with the look-up of the method and `self`
  'call-class', // creates an instance and enters a Python `__init__`
  'call-class-plain', // creates an instance of a class without `__init__`
  'call-operator-method', // a Python `__add__`, `__getitem__`, `__next__`, property … entered through its syntax
  'call-back', // a Python function called by C code: `map`, `sort(key=)`
  'call-c-function', // a function in C that does next to nothing
  'call-c-method', // with the look-up of the method
  'super-lookup', // `super().name`
  'argument', // per positional argument
  'keyword-argument',
  'star-arguments', // `*values` or `**mapping` in a call, or a parameter that collects the rest
  'star-arguments-element',

  // Loops. An iteration takes the next item and jumps back; storing it in the target comes on top.
  'for-setup',
  'for-iteration-range',
  'for-iteration-list', // list and tuple
  'for-iteration-dict-items',
  'for-iteration-enumerate',
  'for-iteration-zip', // of two lists
  'for-iteration-iterator', // any other iterator in C: set, dict, str, itertools
  'async-for-iteration',
  'while-iteration', // the jump back; the test comes on top
  'branch', // the jump of `if`, `elif`, `assert`, a conditional expression or a comprehension's `if`

  // Comprehensions and generators. Each round is also an iteration of its `for`.
  'comprehension-setup',
  'comprehension-list-element',
  'comprehension-set-element',
  'comprehension-dict-element',
  'generator-creation',
  'yield', // gives one value and is resumed; also each element of a generator expression
  'await', // of a coroutine that does not suspend; the call that makes it comes on top

  // Displays and unpacking. Elements of lists and tuples, and targets, cost their own load and store only.
  'list-build',
  'tuple-build',
  'set-build',
  'set-element',
  'dict-build',
  'dict-item',
  'fstring',
  'fstring-part', // per formatted value
  'fstring-spec', // instead of `fstring-part` for a value with a format specification such as `:.2f`
  'unpack',
  'unpack-star', // `first, *rest = …`, plus one `slice-element` per element of the rest

  // Statements.
  'with', // with a context manager in C; Python `__enter__` and `__exit__` are operator methods
  'async-with', // with the two coroutines it awaits, but not their bodies
  'try-enter',
  'raise-and-catch',
  'import-in-function', // of a module that is already loaded
  'import-from-in-function', // per imported name
  'function-creation', // `def` and `lambda` as they are reached
  'class-creation',
  'match-value', // per pattern of that kind looked at
  'match-sequence',
  'match-mapping',
  'match-class',
] as const;

/** One kind of work with a price. */
export type Operation = (typeof OPERATIONS)[number];
