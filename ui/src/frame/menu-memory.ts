/** Which functions of the menu are unfolded; kept on this machine, so that it looks as it was left. */
import { ref } from "vue";
import type { Menu } from "./menu-groups";

const KEY = "yizhan.menu";

/** The functions whose every ledger is in sight. */
export const unfolded = ref<Menu[]>(read());

/** Unfolds a function, or folds it again. */
export function turn(menu: Menu): void {
  const without = unfolded.value.filter((other) => other !== menu);
  unfolded.value = without.length < unfolded.value.length ? without : [...unfolded.value, menu];
  try {
    localStorage.setItem(KEY, JSON.stringify(unfolded.value));
  } catch {
    // Without a place to remember it the menu still works.
  }
}

function read(): Menu[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}
