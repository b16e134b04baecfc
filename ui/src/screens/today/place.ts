/** Where a line of 今日 leads: a screen, one record, or a ledger under a filter. */
import { address } from "../../router";

/** Books that have a screen of their own instead of a list. */
const SCREENS = new Set(["handoff", "matters", "paper", "standing", "settings", "township"]);

/** What a line says of the place behind it. */
export interface Led {
  ledger: string;
  id?: string | null;
  chip?: string | null;
}

/** The address behind a line. */
export function placeOf({ ledger, id, chip }: Led): string {
  if (SCREENS.has(ledger)) return address([ledger]);
  if (ledger === "backups") return address(["settings", ledger]);
  if (id) return address(["ledger", ledger, id]);
  return address(["ledger", ledger], chip ? { chip } : {});
}
