/**
 * Which page of 使用说明 tells of the screen at hand. Names only: the pages themselves are loaded
 * when somebody reads them.
 */
import type { OfficeKind } from "../../bridge/bindings";

/** The first page, where a new office begins. */
export const FIRST_PAGE = "01-first-day";

const OF_SCREEN: Record<string, string> = {
  locked: "14-password",
  import: "03-import",
  inspection: "04-hazard",
  ledger: "04-hazard",
  paper: "05-papers",
  night: "06-night",
  map: "10-map",
  handoff: "11-handoff",
  matters: "11-handoff",
  township: "12-township",
  settings: "13-backup",
  people: "14-password",
};

/** Where a township does something else. */
const OF_TOWN: Record<string, string> = { handoff: "12-township" };

/** More exactly, where a screen shows several things. */
const OF_PART: Record<string, string> = {
  "ledger/village_profile": "02-profile",
  "ledger/duty_shift": "06-night",
  "ledger/warning": "06-night",
  "ledger/callout": "06-night",
  "ledger/evac_entry": "07-transfer",
  "ledger/incident": "08-report",
  "ledger/incident_log": "08-report",
  "ledger/situation_report": "08-report",
  "ledger/drill": "09-exercise",
  "handoff/laptop": "15-computer",
  "handoff/keys": "15-computer",
  "settings/keys": "14-password",
};

/** The name of the page for a screen; the first page where none tells of it. */
export function pageOfScreen(screen: string, part = "", kind?: OfficeKind | null): string {
  const own = kind === "town" ? OF_TOWN[screen] : undefined;
  return OF_PART[`${screen}/${part}`] ?? own ?? OF_SCREEN[screen] ?? FIRST_PAGE;
}

/** Every page that a screen leads to. */
export const ledTo: readonly string[] = [OF_SCREEN, OF_TOWN, OF_PART].flatMap((led) =>
  Object.values(led),
);
