/** Keys that work on a whole screen, or within one part of it, by the table of keys. */
import { onMounted, onUnmounted } from "vue";
import { covered } from "./cover";
import { type ActOf, actOf, keyName, type Place } from "./key-table";

/** A dialog or drawer that is shown; closed ones stay in the page, hidden. */
const OPEN_DIALOG = '.el-overlay:not([style*="display: none"])';

/** What a key does; answers false to let the browser have it. */
export type KeyAct = (event: KeyboardEvent) => boolean | void;

/** One act for each key of a place: a key of the table that does nothing does not compile. */
export type KeyActs<At extends Place> = Record<ActOf<At>, KeyAct>;

/** Whether a plain letter or arrow belongs to what has the focus, not to the screen. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Runs the act of a key, unless it belongs to a field, a dialog or a word being composed. */
export function press<At extends Place>(place: At, acts: KeyActs<At>, event: KeyboardEvent): void {
  const act = actOf(place, event);
  // An input method confirms its word with Enter and drops it with Esc.
  if (!act || covered.value || event.isComposing || event.defaultPrevented) return;
  if (isPlain(keyName(event)) && isTyping(event.target)) return;
  if (document.querySelector(OPEN_DIALOG)) {
    // A browser would open its own help, or another page of its own.
    if (isFunctionKey(keyName(event))) event.preventDefault();
    return;
  }
  if (acts[act](event) !== false) event.preventDefault();
}

/** Lets the keys of a place work while the component is shown. */
export function useKeys<At extends Place>(place: At, acts: KeyActs<At>): void {
  const listen = (event: KeyboardEvent): void => press(place, acts, event);
  onMounted(() => addEventListener("keydown", listen));
  onUnmounted(() => removeEventListener("keydown", listen));
}

/** The keys of a part of a screen, for its own `keydown`: they go no further. */
export function keysWithin<At extends Place>(place: At, acts: KeyActs<At>): KeyAct {
  return (event) => {
    const act = actOf(place, event);
    if (!act || event.isComposing || acts[act](event) === false) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function isPlain(name: string): boolean {
  return !name.startsWith("Ctrl+") && name !== "Escape" && !isFunctionKey(name);
}

function isFunctionKey(name: string): boolean {
  return /^F\d+$/.test(name);
}
