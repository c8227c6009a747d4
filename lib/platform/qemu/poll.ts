import { setTimeout as sleep } from "node:timers/promises";

/**
 * Repeats an attempt until it returns a value or the time limit is reached.
 * @returns the value, or undefined on timeout; the last attempt may end a little later
 */
export async function poll<T>(
  attempt: () => Promise<T | undefined> | T | undefined,
  options: { readonly seconds: number; readonly every: number },
): Promise<T | undefined> {
  const end = performance.now() + options.seconds * 1000;
  for (;;) {
    const value = await attempt();
    if (value !== undefined || performance.now() >= end) return value;
    await sleep(options.every * 1000);
  }
}
