/** Assertions for programmer errors. Nothing a user can write may reach one of these. */

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`internal error: ${message}`);
}

/** Ends an exhaustive switch: the compiler refuses a forgotten case, the message names one from outside. */
export function unreachable(value: never): never {
  throw new Error(`internal error: unexpected ${JSON.stringify(value)}`);
}
