/** 平时 and 急时: in the second only what is needed tonight is asked (domain §8.2). */
import { computed } from "vue";
import type { FieldView } from "./bridge/bindings";
import { call } from "./bridge/call";
import { file, refreshToday } from "./desk";

/** Whether the desk is in 急时. */
export const isUrgent = computed(() => file.value?.urgent ?? false);

/** Turns the desk to 急时 or back. */
export async function setMode(urgent: boolean): Promise<void> {
  file.value = await call("set_mode", { urgent });
  // The switch is free for the next press at once; the counts follow.
  void refreshToday();
}

/** Whether a field is asked tonight. */
export function isAskedTonight({ need, tonight }: FieldView): boolean {
  return need === "always" || tonight;
}
