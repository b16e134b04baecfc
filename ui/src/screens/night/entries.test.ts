import { expect, it } from "vitest";
import type { EvacuationLine } from "../../bridge/bindings";
import { choices, shown } from "./entries";

function entry(said: Partial<EvacuationLine>): EvacuationLine {
  const nothing = { id: "", help: "", way: "", status_label: "", alert: "", missing: "" };
  return {
    ...nothing,
    group: "",
    who: "",
    people: 1,
    safe: 0,
    escort: "",
    status: "pending",
    steps: [],
    ...said,
  };
}

const entries = [
  entry({ id: "a", group: "3组", escort: "马立新" }),
  entry({ id: "b", group: "5组", escort: "马立新", status: "arrived" }),
  entry({ id: "c", group: "5组", status: "arrived", missing: "缺1人" }),
];
const ids = (choice: string): string[] => shown(entries, choice).map(({ id }) => id);

it("the list is looked at by group and by escort", () => {
  expect(ids("group:5组")).toEqual(["b", "c"]);
  expect(ids("escort:马立新")).toEqual(["a", "b"]);
  expect(choices(entries).map(({ value }) => value)).toEqual([
    "all",
    "not-there",
    "group:3组",
    "group:5组",
    "escort:马立新",
  ]);
});

it("whoever arrived without one of them is not there yet", () => {
  expect(ids("not-there")).toEqual(["a", "c"]);
});
