/** The screens that are no ledgers, for the menu and the search box. */
import { computed } from "vue";
import type { HandoffLine } from "../bridge/bindings";
import { isTown, today } from "../desk";
import { isUrgent } from "../mode";
import { t } from "../texts";

/** A screen of the menu. */
export interface ScreenLine {
  /** First word of its address. */
  name: string;
  label: string;
  /** What waits there, in a few signs; empty if nothing does. */
  count: string;
  /** Whether what waits there wants a person. */
  wants: boolean;
}

/** Every screen, in the order of the menu. */
export const screens = computed<ScreenLine[]>(() => {
  const { conflicts = 0, questions = 0, handoff } = today.value ?? {};
  const open = conflicts + questions;
  return [
    ...(isUrgent.value ? [line("night", t.night.title)] : []),
    line("today", t.nav.today),
    ...(isTown.value ? [line("township", t.township.title)] : []),
    line("standing", t.nav.standing),
    line("map", t.map.title),
    line("matters", t.nav.matters, open > 0 ? String(open) : "", true),
    line("paper", t.nav.paper),
    line("handoff", t.nav.handoff(isTown.value), handoff ? owed(handoff) : ""),
    line("settings", t.nav.settings),
    line("guide", t.guide.title),
  ];
});

/** What waits to be sent; what was sent waits for its receipt. */
function owed({ unsent, pending }: HandoffLine): string {
  if (unsent > 0) return t.nav.unsent(unsent);
  return pending > 0 ? t.nav.pending(pending) : "";
}

function line(name: string, label: string, count = "", wants = false): ScreenLine {
  return { name, label, count, wants };
}
