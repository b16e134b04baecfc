/** Keys that work on a whole screen. */
import { onMounted, onUnmounted } from "vue";
import { covered } from "./cover";

/** A dialog or drawer that is shown; closed ones stay in the page, hidden. */
const OPEN_DIALOG = '.el-overlay:not([style*="display: none"])';

/** What a key does; answers false to let the browser have it. */
export type KeyAct = (event: KeyboardEvent) => boolean | void;

/** The name of a key as it is written on buttons: `N`, `Ctrl+Enter`, `ArrowUp`. */
export function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const control = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  return control + (event.altKey ? "Alt+" : "") + key;
}

/** Whether a plain letter or arrow belongs to what has the focus, not to the screen. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Runs the act of a key, unless it belongs to a field, a dialog or a word being composed. */
export function press(acts: Record<string, KeyAct>, event: KeyboardEvent): void {
  const name = keyName(event);
  const act = acts[name];
  // An input method confirms its word with Enter and drops it with Esc.
  if (!act || covered.value || event.isComposing || event.defaultPrevented) return;
  const plain = !name.startsWith("Ctrl+") && name !== "Escape";
  if (plain && isTyping(event.target)) return;
  if (document.querySelector(OPEN_DIALOG)) return;
  if (act(event) !== false) event.preventDefault();
}

/** Lets the keys work while the component is shown. */
export function useKeys(acts: Record<string, KeyAct>): void {
  const listen = (event: KeyboardEvent): void => press(acts, event);
  onMounted(() => addEventListener("keydown", listen));
  onUnmounted(() => removeEventListener("keydown", listen));
}
