/** What may come of a call, in the order of the keys 1 to 5. */
import type { Tone } from "../../words/level";

/** Codes of the list `callout_result`. */
export const RESULTS = ["confirmed", "unconfirmed", "no_answer", "powered_off", "knocked"] as const;

/** One of them. */
export type CallResult = (typeof RESULTS)[number];

/** How pressing it is that somebody has not answered. */
export function toneOfCall(state: string): Tone {
  if (state === "door" || state === "overdue") return "red";
  return state === "answered" ? "green" : "orange";
}
