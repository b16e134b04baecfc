import { expect, it } from "vitest";
import type { DestructionPlan } from "../../bridge/bindings";
import { counted, proposed, told } from "./decisions";

const plan: DestructionPlan = {
  id: "d",
  number: "XH-2026-001",
  incident: "山洪",
  rows: [
    {
      ledger: "evac_entry",
      label: "转移安置",
      id: "a",
      title: "桥头",
      said: "",
      photos: 0,
      keep: "",
    },
    { ledger: "relief", label: "救助", id: "b", title: "米", said: "", photos: 1, keep: "relief" },
  ],
  reasons: [{ code: "relief", label: "救助补偿还要用" }],
  signed: false,
  confirmed: false,
};

it("what is proposed to be kept stays with its reason, the rest goes", () => {
  const decisions = proposed(plan);
  expect(counted(decisions)).toEqual({ gone: 1, kept: 1 });
  expect(told(plan, decisions)).toEqual({
    id: "d",
    destroy: [{ ledger: "evac_entry", id: "a" }],
    keep: [{ ledger: "relief", id: "b", reason: "relief" }],
  });
});

it("a person decides row by row", () => {
  const decisions = { ...proposed(plan), b: "" };
  expect(told(plan, decisions).keep).toEqual([]);
  expect(counted(decisions).gone).toBe(2);
});
