/** Which papers were left out of the pouch; kept on this machine, so that one click makes the same
 * one again. */
const KEY = "yizhan.pouch-without";

/** Names of the papers that were left out last time. */
export function leftOut(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}

/** Remembers what is left out. */
export function leaveOut(names: string[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(names));
  } catch {
    // Without a place to remember it the pouch is still made.
  }
}
