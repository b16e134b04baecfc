import { expect, it } from "vitest";
import { aLedger } from "../fixtures";
import { allTargets, fittingTargets, grouped } from "./targets";

const TARGETS = allTargets({
  screens: [{ name: "today", label: "今日" }],
  ledgers: [
    aLedger({ name: "hazard", label: "隐患" }),
    aLedger({ name: "desk_user", label: "使用人", menu: "hidden" }),
  ],
  papers: [
    {
      name: "hazard_register",
      title: "隐患清单",
      group: "sheets",
      needs: null,
      purpose: "",
      can_be_blank: false,
      only_public: false,
    },
  ],
  commands: [{ name: "backup", label: "备份" }],
});
const labels = (words: string): string[] =>
  fittingTargets(TARGETS, words).map(({ label }) => label);

it("places and commands are found by their name or the beginning of its initials", () => {
  expect(labels("隐患")).toEqual(["隐患", "隐患清单", "新增隐患"]);
  expect(labels("yh")).toEqual(["隐患", "隐患清单"]);
  expect(labels("BF")).toEqual(["备份"]);
  expect(labels("何桂花")).toEqual([]);
});

it("what the program keeps for itself is not offered", () => {
  expect(labels("使用人")).toEqual([]);
});

it("lines of the same kind stand under one heading", () => {
  const groups = grouped(fittingTargets(TARGETS, "隐患"));
  expect(groups.map(({ name, targets }) => [name, targets.length])).toEqual([
    ["台账", 1],
    ["文书", 1],
    ["可以做的", 1],
  ]);
});
