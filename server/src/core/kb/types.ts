/** Light types: just enough of what library calls return to resolve the next attribute. Types only. */

/**
 * What an expression is. Library classes are named as in the fact table (`socket.socket`, `io.TextIOWrapper`), so
 * that `of` plus a method name is a name to look up. A missing element, key or value type means "not known".
 */
export type ValueType =
  /** `args` are type arguments: `queue.Queue[str]`. */
  | { readonly kind: 'instance'; readonly of: string; readonly args?: readonly (ValueType | undefined)[] }
  /** The class object itself, as `type(x)` or a class attribute gives it. */
  | { readonly kind: 'class'; readonly of: string }
  | { readonly kind: 'module'; readonly of: string }
  | { readonly kind: 'str' | 'bytes' | 'int' | 'float' | 'bool' | 'none' }
  | { readonly kind: 'list' | 'set' | 'iterator'; readonly of?: ValueType }
  | { readonly kind: 'dict'; readonly key?: ValueType; readonly value?: ValueType }
  | { readonly kind: 'tuple'; readonly items: readonly (ValueType | undefined)[] }
  /** What `await` gives is `of`. */
  | { readonly kind: 'awaitable'; readonly of?: ValueType }
  /**
   * `open` and its like: the mode literal decides. Without `b` it is `text`; with `b` it is `write` where the mode
   * has `w`, `a` or `x`, otherwise `read`. Where the mode is not a literal, assume `text`.
   */
  | {
      readonly kind: 'by-mode';
      readonly text: ValueType;
      readonly read: ValueType;
      readonly write: ValueType;
    }
  /** Depends on the receiver: itself, an element of it, a key, a value, or a `(key, value)` pair. */
  | { readonly kind: 'of-receiver'; readonly part: 'self' | 'element' | 'key' | 'value' }
  /** Type argument of the receiver: what a `Future[str]` gives is its first. */
  | { readonly kind: 'parameter'; readonly index: number }
  /** Depends on a positional argument: itself, an element of it, or what calling it returns. */
  | { readonly kind: 'of-argument'; readonly index: number; readonly part: 'self' | 'element' | 'result' };
