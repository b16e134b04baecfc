import { expect, it } from "vitest";
import { beginsInspections, inspectionOf } from "./begun-with";

it("an inspection is begun from the row that is looked at", () => {
  expect(inspectionOf("premises", "a1")).toBe("#/inspection?premises_id=a1");
  expect(inspectionOf("checklist", "b2")).toBe("#/inspection?checklist_id=b2");
});

it("without a row it is begun from nothing", () => {
  expect(inspectionOf("premises", undefined)).toBe("#/inspection");
  expect(inspectionOf("premises", "new")).toBe("#/inspection");
  expect(inspectionOf("inspection", "c3")).toBe("#/inspection");
});

it("other ledgers begin none", () => {
  expect(beginsInspections("risk_point")).toBe(true);
  expect(beginsInspections("person")).toBe(false);
});
