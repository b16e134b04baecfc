/** The title of the window: which village, and whether it is night, an exercise or locked. */
import { computed, watchEffect } from "vue";
import { covered } from "./cover";
import { file } from "./desk";
import { isUrgent } from "./mode";
import { t } from "./texts";

/** 驿站 · 栗溪村 · 急时; nothing of the village before its file is chosen. */
export const title = computed(() => {
  const state = file.value;
  const isLocked = covered.value !== null || state?.stage === "locked";
  const mode = isUrgent.value ? t.mode.urgent : t.mode.calm;
  return t.frame.titled([
    t.gate.name,
    state?.name ?? "",
    state?.stage === "open" || isLocked ? (isLocked ? t.frame.locked : mode) : "",
    state?.demo ? t.frame.demo : "",
  ]);
});

/** Keeps the title of the page, which the window takes over. */
export function useTitle(): void {
  watchEffect(() => {
    document.title = title.value;
  });
}
