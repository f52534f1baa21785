/** Work put off until its result is first needed, and not done twice. */

/** Makes the value at the first call and keeps it. */
export function lazily<T extends object>(make: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= make());
}

/** Names whose answers are kept at a time; a program has a few thousand. */
const KEPT_ANSWERS = 20_000;

/** The same answers, each looked up once. */
export function remembered<T>(answer: (name: string) => T): (name: string) => T {
  const answers = new Map<string, { readonly answer: T }>();
  return (name) => {
    const known = answers.get(name);
    if (known !== undefined) return known.answer;
    const found = { answer: answer(name) };
    if (answers.size >= KEPT_ANSWERS) answers.clear();
    answers.set(name, found);
    return found.answer;
  };
}
