/** What may stand as the name of an option. */
import type { OwnCode } from "../../bridge/bindings";
import { t } from "../../texts";

/** What is wrong with a typed name beside the others of its list; empty if nothing is. */
export function labelTrouble(typed: string, others: OwnCode[]): string {
  const label = typed.trim();
  if (!label) return t.settings.nameTrouble;
  return others.some((other) => other.label === label) ? t.settings.nameTaken(label) : "";
}
