/** The sticks that are plugged in, for as long as a screen offers them. */
import { onMounted, onUnmounted, shallowRef, type ShallowRef } from "vue";
import type { Drive } from "./bridge/bindings";
import { call } from "./bridge/call";

/** A stick that is plugged in while one looks at the screen should appear by itself. */
const LOOKED_AT_EVERY_MS = 3000;

/** The drives that can be carried away, looked at again and again, and whenever one comes back. */
export function useDrives(): ShallowRef<Drive[]> {
  const drives = shallowRef<Drive[]>([]);
  let timer: ReturnType<typeof setInterval> | undefined;

  async function look(): Promise<void> {
    if (document.hidden) return;
    drives.value = await call("drives", {}).catch(() => drives.value);
  }

  onMounted(() => {
    void look();
    timer = setInterval(() => void look(), LOOKED_AT_EVERY_MS);
    window.addEventListener("focus", look);
  });
  onUnmounted(() => {
    clearInterval(timer);
    window.removeEventListener("focus", look);
  });
  return drives;
}
