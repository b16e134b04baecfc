/** Backups made while one works: soon after a book was opened, and again every hour if due. */
import { onMounted, onUnmounted } from "vue";
import { call } from "./bridge/call";

/** The first screen comes before the first backup. */
const FIRST_AFTER_MS = 5_000;
const AGAIN_EVERY_MS = 3_600_000;

/** Keeps backups for as long as a book is open. What goes wrong is named by 今日. */
export function useBackups(): void {
  let first: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setInterval> | undefined;
  const keep = (): void => void call("keep_backup", {}).catch(() => null);

  onMounted(() => {
    first = setTimeout(keep, FIRST_AFTER_MS);
    again = setInterval(keep, AGAIN_EVERY_MS);
  });
  onUnmounted(() => {
    clearTimeout(first);
    clearInterval(again);
  });
}
