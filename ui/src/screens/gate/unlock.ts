/** Which of several passwords was used last on this machine; a number, never a name. */
const KEY = "yizhan.number:";

/** The number that was used last for this file, if it is still there; else the first. */
export function lastNumber(path: string, numbers: number[]): number | null {
  let kept = 0;
  try {
    kept = Number(localStorage.getItem(KEY + path));
  } catch {
    // Without a place to remember it the first one stands chosen.
  }
  return numbers.includes(kept) ? kept : (numbers[0] ?? null);
}

/** Remembers a number that opened the file. */
export function keepNumber(path: string, number: number): void {
  try {
    localStorage.setItem(KEY + path, String(number));
  } catch {
    // It is asked again next time.
  }
}
