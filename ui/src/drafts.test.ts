import { beforeEach, expect, it } from "vitest";
import type { FieldView } from "./bridge/bindings";
import { draftOf, draftedIds, dropDraft, forgetSession, keepDraft } from "./drafts";

const KEY = { file: "/books/栗溪村.yz", ledger: "person", id: "p1" };

function field(name: string, privacy: FieldView["privacy"]): FieldView {
  const plain = { need: "optional", unit: "", hint: "", automatic: false } as const;
  return { name, label: name, kind: { type: "text" }, privacy, ...plain };
}

const FORM = {
  fields: [field("duty_title", "duty"), field("name", "personal"), field("id_no", "secret")],
  unprotected: false,
};
const TYPED = { form: "f1", values: { duty_title: "3组组长", name: "李××", id_no: "990101" } };

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

it("gives back everything that was typed", () => {
  keepDraft(KEY, TYPED, FORM);
  expect(draftOf(KEY)).toEqual(TYPED);
});

it("writes nothing about a villager to the disk of a protected file", () => {
  keepDraft(KEY, TYPED, FORM);
  const onDisk = JSON.stringify({ ...localStorage });
  expect(onDisk).toContain("3组组长");
  expect(onDisk, "the name is of class personal").not.toContain("李××");
  expect(onDisk, "the number is of class secret").not.toContain("990101");
});

it("of an unprotected file lasts whole, because the file itself lies open", () => {
  keepDraft(KEY, TYPED, { ...FORM, unprotected: true });
  sessionStorage.clear();
  expect(draftOf(KEY)).toEqual(TYPED);
});

it("locking forgets what concerns a villager and keeps the rest", () => {
  keepDraft(KEY, TYPED, FORM);
  forgetSession();
  expect(draftOf(KEY)?.values).toEqual({ duty_title: "3组组长" });
});

it("is told apart by file, ledger and row", () => {
  keepDraft(KEY, TYPED, FORM);
  expect(draftOf({ ...KEY, id: "p2" })).toBeNull();
  expect(draftOf({ ...KEY, file: "/books/other.yz" })).toBeNull();
  expect(draftedIds(KEY.file, "person")).toEqual(new Set(["p1"]));
  expect(draftedIds(KEY.file, "hazard")).toEqual(new Set());
});

it("is gone once dropped, or once nothing is typed any more", () => {
  keepDraft(KEY, TYPED, FORM);
  dropDraft(KEY);
  expect(draftOf(KEY)).toBeNull();
  keepDraft(KEY, TYPED, FORM);
  keepDraft(KEY, { form: "f1", values: {} }, FORM);
  expect(draftOf(KEY), "an untouched form has no draft").toBeNull();
});

it("that is damaged is dropped, not shown", () => {
  localStorage.setItem("yizhan.draft:/books/栗溪村.yz:person:p1", "{");
  expect(draftOf(KEY)).toBeNull();
  expect(localStorage.length).toBe(0);
});
