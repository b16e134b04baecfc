import { expect, it } from "vitest";
import type { FieldView, LedgerView } from "../../bridge/bindings";
import { aField, aLedger } from "../../fixtures";
import { nextOrder, usualOrder } from "./order";

function field(name: string, kind: FieldView["kind"]): FieldView {
  return aField({ name, kind });
}

function ledger(fields: FieldView[], flow: LedgerView["flow"] = null): LedgerView {
  const columns = fields.map(({ name }) => name);
  return aLedger({ name: "x", fields, columns, flow });
}

it("what has a term is listed by it, the most urgent first", () => {
  const fields = [field("hz_no", { type: "text" }), field("due_date", { type: "date" })];
  const hazard = ledger(fields, { state: "status", way: [] });
  expect(usualOrder(hazard)).toEqual({ sort: "due_date", descending: false });
});

it("movements are listed from the newest on, sections by their number", () => {
  const movement = ledger([field("moved_at", { type: "time" })]);
  expect(usualOrder(movement)).toEqual({ sort: "moved_at", descending: true });
  const section = ledger([
    field("plan_id", { type: "ref", of: "plan" }),
    field("seq", { type: "int" }),
  ]);
  expect(usualOrder(section), "an id has no order").toEqual({ sort: "seq", descending: false });
});

it("a second press on the same head turns the order round", () => {
  const once = nextOrder(null, "birth");
  expect(once).toEqual({ sort: "birth", descending: false });
  expect(nextOrder(once, "birth")).toEqual({ sort: "birth", descending: true });
  expect(nextOrder(once, "name")).toEqual({ sort: "name", descending: false });
});
