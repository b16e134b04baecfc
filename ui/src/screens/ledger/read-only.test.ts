import { beforeEach, expect, it } from "vitest";
import type { FieldView } from "../../bridge/bindings";
import { file } from "../../desk";
import { aField, aLedger, aRecord } from "../../fixtures";
import { nobody, users } from "../../people";
import { correctionOf, isReadOnly } from "./read-only";

function ref(name: string): FieldView {
  return aField({ name, kind: { type: "ref", of: "incident" } });
}

const LOG = aLedger({
  name: "incident_log",
  append_only: true,
  fields: [ref("incident_id"), ref("corrects"), aField({ name: "text" })],
});
const LINE = aRecord({
  id: "l1",
  values: { incident_id: "i1", corrects: null, text: "广播第三遍播完" },
});

beforeEach(() => {
  file.value = { name: "栗溪村" } as typeof file.value;
  users.value = nobody();
});

it("a row of the log stands as it was written; a new one may be written", () => {
  expect(isReadOnly(LOG, LINE)).toBe(true);
  expect(isReadOnly(LOG, { ...LINE, id: "" })).toBe(false);
});

it("a correction names the row it corrects, and belongs to the same incident", () => {
  expect(correctionOf(LOG, LINE)).toEqual({ incident_id: "i1", corrects: "l1" });
});

it("a ledger that knows no corrections offers none", () => {
  expect(correctionOf({ ...LOG, fields: [] }, LINE)).toBeNull();
});

it("another office's record is only looked at", () => {
  expect(isReadOnly({ ...LOG, append_only: false }, { ...LINE, area: "石桥村" })).toBe(true);
});

it("whoever may not write in a ledger sees it without being able to type", () => {
  const viewer = { id: "u", name: "甲", role: "viewer", in_use: true } as never;
  users.value = { ...nobody(), users: [viewer] };
  expect(isReadOnly({ ...LOG, append_only: false }, LINE)).toBe(true);
});
