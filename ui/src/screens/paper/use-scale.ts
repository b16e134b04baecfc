/** How large the pages of a preview are shown. */
import { onMounted, onUnmounted, ref, type ShallowRef } from "vue";
import type { OpenPaper } from "./pdf";

/** What a page is made to fit. */
export type Fit = "width" | "page";

const PADDING_PX = 34;
const STEP = 1.2;
const [LEAST, MOST] = [0.3, 5];

/** The scale in pixels for a point; it follows the window until somebody zooms. */
export function useScale(
  frame: Readonly<ShallowRef<HTMLElement | null>>,
  paper: Readonly<ShallowRef<OpenPaper | null>>,
) {
  const scale = ref(1);
  let wanted: Fit | null = "width";

  function fit(): void {
    const [size] = paper.value?.sizes ?? [];
    if (!size || !frame.value || !wanted) return;
    const across = (frame.value.clientWidth - PADDING_PX) / size.width;
    const down = (frame.value.clientHeight - PADDING_PX) / size.height;
    // A small card is not blown up beyond what is easy to read.
    scale.value = bounded(wanted === "width" ? Math.min(across, 2) : Math.min(across, down));
  }

  function zoomTo(fitting: Fit): void {
    wanted = fitting;
    fit();
  }

  function zoom(step: number): void {
    wanted = null;
    scale.value = bounded(scale.value * STEP ** step);
  }

  const watcher = new ResizeObserver(fit);
  onMounted(() => frame.value && watcher.observe(frame.value));
  onUnmounted(() => watcher.disconnect());

  return { scale, fit, zoom, zoomTo };
}

function bounded(scale: number): number {
  return Math.min(MOST, Math.max(LEAST, scale));
}
