/** One short line that says what was done; it is read out and goes away by itself. */
import { shallowRef } from "vue";

/** What may be done about it, straight from the line. */
export interface ToastAct {
  label: string;
  key: string;
  run: () => void;
}

/** A line, and what may be done about it. */
export interface Toast {
  text: string;
  act: ToastAct | null;
}

/** The line shown now; null if none. */
export const toast = shallowRef<Toast | null>(null);

const SHOWN_MS = 4000;
/** Whoever wants to take something back needs a moment to see that he can. */
const SHOWN_WITH_ACT_MS = 10_000;
let leaving: ReturnType<typeof setTimeout> | undefined;

/** Shows the line for a while. */
export function say(text: string, act: ToastAct | null = null): void {
  clearTimeout(leaving);
  toast.value = { text, act };
  leaving = setTimeout(hush, act ? SHOWN_WITH_ACT_MS : SHOWN_MS);
}

/** Takes the line away. */
export function hush(): void {
  clearTimeout(leaving);
  toast.value = null;
}
