import { expect, it } from "vitest";
import type { EvacuationLine } from "../../bridge/bindings";
import { askDraftId, choices, leftAsking, missingOf, shown } from "./entries";

function entry(said: Partial<EvacuationLine>): EvacuationLine {
  const nothing = { id: "", help: "", way: "", status_label: "", alert: "", missing: "" };
  const ways = { alternate: "", same_slope: false, members: [], shelter: "" };
  return {
    ...nothing,
    ...ways,
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

it("whoever is missing is named, and counted where nobody knows the names", () => {
  const member = (name: string, safe: boolean): EvacuationLine["members"][number] => {
    return { id: name, name, help: "", safe };
  };
  const half = entry({
    id: "d",
    people: 3,
    safe: 1,
    members: [member("甲", true), member("乙", false), member("丙", false)],
  });
  const tourists = entry({ id: "e", people: 7, safe: 5, status: "arrived" });
  const away = entry({ id: "f", people: 2, status: "absent" });
  expect(missingOf([half, tourists, away]).map(({ names }) => names)).toEqual(["乙、丙", "2 人"]);
});

it("a question left half answered is asked on at its own row, if that is still there", () => {
  const drafted = [askDraftId("gone", "refuse"), askDraftId("b", "lose_contact")];
  expect(leftAsking(drafted, entries)).toEqual({ id: "b", step: "lose_contact" });
  expect(leftAsking([askDraftId("gone", "refuse")], entries)).toBeNull();
});
