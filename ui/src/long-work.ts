/** Work that takes a while: how far it is, and a way to stop it, on whatever screen it was begun. */
import { onScopeDispose, shallowRef, watch, type ShallowRef } from "vue";
import type { WorkState } from "./bridge/bindings";
import { call } from "./bridge/call";
import { underWay } from "./bridge/under-way";

/** What is over sooner is not worth a look. */
const SHOWN_AFTER_MS = 400;
const LOOKED_AT_EVERY_MS = 300;

/** Long work as it is shown. */
export interface LongWork {
  /** How far it is; null while nothing takes long. */
  state: ShallowRef<WorkState | null>;
  /** Whether it was asked to stop and has not done so yet. */
  stopping: ShallowRef<boolean>;
  /** Asks it to stop. */
  stop: () => Promise<void>;
}

/** Looks at the work under way until none is. */
export function useLongWork(): LongWork {
  const state = shallowRef<WorkState | null>(null);
  const stopping = shallowRef(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function look(): Promise<void> {
    const found = await call("work_state", {}).catch(() => null);
    if (underWay.value === 0) return;
    state.value = found;
    timer = setTimeout(look, LOOKED_AT_EVERY_MS);
  }

  function end(): void {
    clearTimeout(timer);
    timer = undefined;
    state.value = null;
    stopping.value = false;
  }

  watch(underWay, (count, before) => {
    if (count === 0) end();
    else if (before === 0) timer = setTimeout(look, SHOWN_AFTER_MS);
  });
  onScopeDispose(end);

  async function stop(): Promise<void> {
    stopping.value = true;
    // A stop that does not arrive leaves the work to its end, which the screen then tells.
    await call("stop_work", {}).catch(() => null);
  }
  return { state, stopping, stop };
}
