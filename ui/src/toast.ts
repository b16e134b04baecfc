/** One short line that says what was done; it is read out and goes away by itself. */
import { shallowRef } from "vue";

/** The line shown now; empty if none. */
export const toast = shallowRef("");

const SHOWN_MS = 4000;
let leaving: ReturnType<typeof setTimeout> | undefined;

/** Shows the line for a while. */
export function say(text: string): void {
  clearTimeout(leaving);
  toast.value = text;
  leaving = setTimeout(() => (toast.value = ""), SHOWN_MS);
}
