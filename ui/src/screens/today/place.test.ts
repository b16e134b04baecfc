import { expect, it } from "vitest";
import { placeOf } from "./place";

it("a line leads to its record", () => {
  expect(placeOf({ ledger: "hazard", id: "a1", chip: "open" })).toBe("#/ledger/hazard/a1");
});

it("a line of no single record leads to its ledger, under the filter it names", () => {
  expect(placeOf({ ledger: "duty_shift", id: "" })).toBe("#/ledger/duty_shift");
  expect(placeOf({ ledger: "hazard", id: null, chip: "major" })).toBe("#/ledger/hazard?chip=major");
});

it("what is settled on a screen of its own leads there", () => {
  expect(placeOf({ ledger: "matters", id: null })).toBe("#/matters");
  expect(placeOf({ ledger: "backups", id: null })).toBe("#/settings/backups");
});
