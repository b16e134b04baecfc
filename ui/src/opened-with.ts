/**
 * What the window was asked to show from outside: a double click on a village file or on a
 * package, at the start or while the window is open. Nothing happens to a package before somebody
 * has seen its plan.
 */
import { computed, onMounted, onUnmounted, ref, watch } from "vue";
import type { FileState } from "./bridge/bindings";
import { askShell, call, inWindow } from "./bridge/call";
import { covered } from "./cover";
import { enter, file } from "./desk";
import { go } from "./router";

/** The shell tells by this event that it was asked for something else. */
const ASKED_AGAIN = "yizhan-opened-with";
const LAST = "yizhan.last-file";

/** Whether a path is that of a package. */
export function isPackage(path: string): boolean {
  return path.toLowerCase().endsWith(".yzb");
}

/** The package that waits to be read in; null if none. */
const waiting = ref<string | null>(null);

/** Whether a package waits until a file is open. */
export const packageWaits = computed(() => waiting.value !== null);

/** The package that was double-clicked, once; null if none. */
export function takePackage(): string | null {
  const path = waiting.value;
  waiting.value = null;
  return path;
}

/** Begins with the file at hand, the one the window was started with, or the one of last time. */
export async function begin(): Promise<void> {
  const state = await call("file_state", {});
  if (state.stage === "open" || !inWindow) return enter(state);
  const named = await askShell("desk_opened_with", {});
  // The shell opens the named file ahead of the page: if it refused, it is asked again, and says why.
  if (state.stage === "locked" && state.path !== named) return enter(state);
  const isFile = typeof named === "string" && !isPackage(named);
  if (typeof named === "string" && isPackage(named)) waiting.value = named;
  try {
    const chosen = isFile ? await call("choose_file", { path: named }) : await fileOfLastTime();
    await enter(chosen ?? state);
  } catch (problem) {
    // The gate stays usable; what was refused is said there.
    await enter({ ...state, stage: "none", path: null });
    throw problem;
  }
}

/** A file that is gone, or on a stick that is not in, is not asked for: the gate shows instead. */
async function fileOfLastTime(): Promise<FileState | null> {
  const path = kept();
  return path ? call("choose_file", { path }).catch(() => null) : null;
}

/** Opens a village file, or leads a package to where packages are read. */
export async function show(path: string): Promise<void> {
  if (isPackage(path)) {
    waiting.value = path;
    if (file.value?.stage === "open" && !covered.value) go(["handoff", "import"]);
    return;
  }
  // Locked or open, it is the one in sight already.
  if (file.value?.path === path && file.value.stage !== "none") return;
  await enter(await call("choose_file", { path }));
}

/** Heeds later starts of the program, and leads a waiting package on once a file is open. */
export function useOpenedWith(run: (act: () => Promise<void>) => unknown): void {
  const listen = (): void => {
    run(async () => {
      const path = await askShell("desk_opened_with", {});
      if (typeof path === "string") await show(path);
    });
  };
  onMounted(() => addEventListener(ASKED_AGAIN, listen));
  onUnmounted(() => removeEventListener(ASKED_AGAIN, listen));
  watch([file, covered], () => {
    if (file.value?.stage !== "open" || covered.value) return;
    // The next start opens the real books, whatever was practised last.
    if (!file.value.exercise) keep(file.value.path ?? "");
    if (waiting.value) go(["handoff", "import"]);
  });
}

function keep(path: string): void {
  try {
    localStorage.setItem(LAST, path);
  } catch {
    // Without a place to remember it the next start asks.
  }
}

function kept(): string | null {
  try {
    return localStorage.getItem(LAST);
  } catch {
    return null;
  }
}
