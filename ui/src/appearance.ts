/**
 * 大字 and 夜间: how the screen looks to whoever sits before it. Kept on this machine and never in
 * the file, for it says something about the eyes and the room, not about the village.
 */
import { type Ref, ref, watch } from "vue";

const KEY = "yizhan.appearance";

/** Whether everything is a fifth larger. */
export const isLarge = ref(kept().includes("large"));

/** Whether the screen is dark. */
export const isDark = ref(kept().includes("dark"));

watch([isLarge, isDark], apply, { immediate: true });

/** Turns a look on, or off again. */
export function turnLook(look: Ref<boolean>): void {
  look.value = !look.value;
}

function apply(): void {
  const root = document.documentElement;
  mark(root, "data-type", isLarge.value ? "large" : "");
  mark(root, "data-look", isDark.value ? "dark" : "");
  try {
    const words = [isLarge.value && "large", isDark.value && "dark"].filter(Boolean);
    localStorage.setItem(KEY, words.join(" "));
  } catch {
    // Without a place to remember it the look still changes.
  }
}

function mark(root: HTMLElement, name: string, value: string): void {
  if (value) root.setAttribute(name, value);
  else root.removeAttribute(name);
}

function kept(): string[] {
  try {
    return (localStorage.getItem(KEY) ?? "").split(" ");
  } catch {
    return [];
  }
}
