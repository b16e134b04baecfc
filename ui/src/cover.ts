/**
 * The cover over a locked desk. What stands behind it stays as it was, half typed forms too, but
 * nobody sees it and no key reaches it; the core has closed the file meanwhile.
 */
import { onMounted, onUnmounted, shallowRef, watch } from "vue";
import type { FileState } from "./bridge/bindings";
import { actOf } from "./key-table";

/** The locked file under the cover; null while the desk is in sight. */
export const covered = shallowRef<FileState | null>(null);

/** Dialogs and lists that hang beside the page are hidden by this mark of the body. */
const MARK = "covered";

watch(covered, (state) => document.body.classList.toggle(MARK, state !== null));

/** Notices that nobody used the desk for so many minutes; 0 is never. */
export function idleWatch(minutes: () => number, act: () => void, now: () => number = Date.now) {
  let last = now();
  /** Acts if it is time; a machine that slept is asked before its first key counts as use. */
  function look(): boolean {
    const limit = minutes() * 60_000;
    const isOver = limit > 0 && now() - last >= limit;
    if (isOver) {
      last = now();
      act();
    }
    return isOver;
  }
  function touch(): void {
    if (!look()) last = now();
  }
  return { look, touch };
}

const SIGNS_OF_LIFE = ["keydown", "pointerdown", "pointermove", "wheel"] as const;
const EVERY = 10_000;

/** Locks the desk by key, and by itself after minutes without use. */
export function useLock(minutes: () => number, lock: () => void): void {
  const idle = idleWatch(minutes, lock);
  const press = (event: KeyboardEvent): void => {
    if (!actOf("lock", event)) return;
    event.preventDefault();
    lock();
  };
  let timer = 0;
  onMounted(() => {
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, idle.touch, { passive: true });
    addEventListener("keydown", press);
    timer = window.setInterval(idle.look, EVERY);
  });
  onUnmounted(() => {
    for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, idle.touch);
    removeEventListener("keydown", press);
    clearInterval(timer);
  });
}
