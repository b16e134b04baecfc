import { expect, it } from "vitest";
import type { LedgerView } from "../bridge/bindings";
import { aLedger } from "../fixtures";
import { menuSections, type Menu } from "./menu-groups";

function ledger(name: string, menu: LedgerView["menu"]): LedgerView {
  return aLedger({ name, menu });
}

const shown = (ledgers: LedgerView[]): string[] =>
  menuSections(ledgers).flatMap(({ usual, rest }) =>
    [...usual, ...rest.flatMap((group) => group.ledgers)].map(({ name }) => name),
  );

it("every ledger of the menu stands in it exactly once, also one that nobody has named yet", () => {
  const menus: Menu[] = ["risk", "response", "resource", "culture"];
  const names = ["hazard", "monitor_point", "drill", "route", "unheard_of"];
  for (const menu of menus) {
    expect(shown(names.map((name) => ledger(name, menu))).sort()).toEqual([...names].sort());
  }
});

it("what the program keeps for itself is left out", () => {
  expect(shown([ledger("desk_user", "hidden"), ledger("hazard", "risk")])).toEqual(["hazard"]);
});

it("under each function the usual ledgers come first, the rest in named groups", () => {
  const [risk] = menuSections(
    ["monitor_reading", "person", "unheard_of", "hazard"].map((name) => ledger(name, "risk")),
  );
  expect(risk?.usual.map(({ name }) => name)).toEqual(["hazard", "person"]);
  expect(risk?.rest.map(({ name }) => name)).toEqual(["monitoring", "others"]);
});
