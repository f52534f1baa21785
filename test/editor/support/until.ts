/** Waits for conditions with a deadline: the tests never sleep for a guessed time. */

const POLL_MS = 50;

/**
 * Asks until the answer is neither undefined nor false.
 *
 * @param what names the condition in the error when the deadline (milliseconds) passes without it
 */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  deadlineMs = 30_000,
): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`Not within ${deadlineMs / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Waits until the answer is the expected one, compared as JSON; the error shows the last answer. */
export async function waitForEqual<T>(what: string, expected: T, ask: () => Promise<T>): Promise<void> {
  const wanted = JSON.stringify(expected);
  let seen = '';
  try {
    await until(what, async () => (seen = JSON.stringify(await ask())) === wanted);
  } catch (error) {
    throw new Error(`Expected ${what} ${wanted}, saw ${seen}`, { cause: error });
  }
}
