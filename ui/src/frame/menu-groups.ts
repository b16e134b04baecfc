/**
 * How the menu is laid out: under each of the four functions the ledgers of every day, then the
 * rest in sub-groups. Data by ledger name; a ledger that is named nowhere stands in the last group.
 */
import type { LedgerView } from "../bridge/bindings";

/** One of the four functions of a station. */
export type Menu = Exclude<LedgerView["menu"], "hidden">;

/** A named handful of ledgers. */
export interface SubGroup {
  /** Key of its name in the catalogue of texts. */
  name: SubGroupName;
  ledgers: LedgerView[];
}

/** One function with its ledgers. */
export interface Section {
  menu: Menu;
  /** Always in sight. */
  usual: LedgerView[];
  /** Shown on request. */
  rest: SubGroup[];
}

const MENUS: readonly Menu[] = ["risk", "response", "resource", "culture"];

/** What a village opens most days, in this order. */
const USUAL: readonly string[] = [
  "hazard",
  "risk_point",
  "household",
  "person",
  "warning",
  "evac_entry",
  "duty_shift",
  "situation_report",
  "supply_item",
  "responder",
  "shelter",
  "drill",
  "training",
  "publicity",
];

const SUB_GROUPS = {
  monitoring: ["monitor_point", "monitor_reading"],
  inspections: ["premises", "checklist", "inspection", "inspection_item"],
  grid: ["grid", "duty_assignment", "duty_item", "responsibility_letter"],
  visits: ["visit_log", "tip_off"],
  incidents: ["callout", "incident", "incident_log"],
  plans: ["village_profile", "plan", "plan_section", "post", "response_card"],
  matters: ["consultation", "task", "town_order"],
  aftermath: ["relief", "casualty", "damaged_house", "destruction"],
  teams: ["team", "qualification", "insurance"],
  supplies: ["supply_batch", "supply_movement", "supply_check", "borrow", "donation"],
  outside: ["resource", "agreement"],
  station: ["station", "facility", "route", "fund"],
  learning: ["contest", "annual_plan_item"],
  esteem: ["award", "survey"],
  others: [],
} as const satisfies Record<string, readonly string[]>;

/** Key of a sub-group's name. */
export type SubGroupName = keyof typeof SUB_GROUPS;

/** The ledgers of the menu, function by function; each stands in exactly one place. */
export function menuSections(ledgers: LedgerView[]): Section[] {
  return MENUS.map((menu) => {
    const own = ledgers.filter((ledger) => ledger.menu === menu);
    return { menu, usual: inOrder(own, USUAL), rest: subGroups(own) };
  }).filter(({ usual, rest }) => usual.length + rest.length > 0);
}

function subGroups(ledgers: LedgerView[]): SubGroup[] {
  const names = Object.keys(SUB_GROUPS) as SubGroupName[];
  return names
    .map((name) => ({ name, ledgers: name === "others" ? unnamed(ledgers) : named(ledgers, name) }))
    .filter((group) => group.ledgers.length > 0);
}

function named(ledgers: LedgerView[], group: SubGroupName): LedgerView[] {
  return inOrder(ledgers, SUB_GROUPS[group]);
}

function unnamed(ledgers: LedgerView[]): LedgerView[] {
  const known = new Set<string>([...USUAL, ...Object.values(SUB_GROUPS).flat()]);
  return ledgers.filter(({ name }) => !known.has(name));
}

function inOrder(ledgers: LedgerView[], names: readonly string[]): LedgerView[] {
  return names.flatMap((name) => ledgers.find((ledger) => ledger.name === name) ?? []);
}
