import { beforeAll, expect, it } from "vitest";
import type { FieldView } from "../../bridge/bindings";
import { declarations } from "../../desk";
import { aField, aLedger } from "../../fixtures";
import { fittingColumns } from "./columns";

function field(name: string, kind: FieldView["kind"]): FieldView {
  return aField({ name, label: "编号", kind });
}

const HAZARD = aLedger({
  name: "hazard",
  label: "隐患",
  fields: [
    { ...field("hz_no", { type: "text" }), automatic: true },
    field("grade", { type: "code", of: "hazard_grade" }),
    field("description", { type: "long_text" }),
    field("location", { type: "text" }),
    field("kind", { type: "code", of: "hazard_kind" }),
    field("owner_id", { type: "ref", of: "person" }),
    field("status", { type: "code", of: "hazard_state" }),
  ],
  columns: ["hz_no", "grade", "description", "location", "kind", "owner_id", "status"],
  flow: { state: "status", way: [] },
});

beforeAll(() => {
  const labels = { hazard_grade: "重大", hazard_kind: "消防", hazard_state: "已发现" };
  const lists = Object.entries(labels).map(([list, label]) => [list, [{ code: list, label }]]);
  declarations.value = { ledgers: [HAZARD], lists: Object.fromEntries(lists) };
});

const names = (space: number) => fittingColumns(HAZARD, space).map((column) => column.field.name);

it("all columns are shown where there is room, and fill it", () => {
  expect(names(1200)).toEqual(HAZARD.columns);
  const width = fittingColumns(HAZARD, 1200).reduce((sum, column) => sum + column.width, 0);
  expect(Math.round(width)).toBe(1200);
});

it("where it is narrow a plain code leaves before a name or a place", () => {
  expect(names(560)).toEqual(["hz_no", "grade", "description", "location", "owner_id", "status"]);
});

it("number, level and state stay in the narrowest place", () => {
  expect(names(120)).toEqual(["hz_no", "grade", "status"]);
});
