import { beforeEach, expect, it, vi } from "vitest";
import type { FieldView } from "./bridge/bindings";
import { aField } from "./fixtures";
import { draftOf, draftedIds, dropDraft, keepDraft } from "./drafts";

const call = vi.hoisted(() => vi.fn());
vi.mock("./bridge/call", () => ({ call, inWindow: false, askShell: vi.fn() }));

const KEY = { file: "/books/栗溪村.yz", ledger: "person", id: "p1" };
/** What lies inside the encrypted file. */
const inFile = new Map<string, unknown>();

function field(name: string, privacy: FieldView["privacy"]): FieldView {
  return aField({ name, privacy });
}

const FORM = {
  fields: [field("duty_title", "duty"), field("name", "personal"), field("id_no", "secret")],
  unprotected: false,
};
const TYPED = { form: "f1", values: { duty_title: "3组组长", name: "李××", id_no: "990101" } };
const arrived = () => vi.waitFor(() => expect(inFile.size).toBeGreaterThan(0));

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  inFile.clear();
  call.mockReset();
  call.mockImplementation((name: string, { key, values }: { key: string; values: unknown }) => {
    if (name === "keep_draft") inFile.set(key, values);
    if (name === "drop_draft") inFile.delete(key);
    return Promise.resolve({ values: inFile.get(key) ?? null });
  });
});

it("gives back everything that was typed, also after the program was closed", async () => {
  keepDraft(KEY, TYPED, FORM);
  await arrived();
  sessionStorage.clear();
  expect(await draftOf(KEY)).toEqual(TYPED);
});

it("writes nothing about a villager outside the file of a protected book", async () => {
  keepDraft(KEY, TYPED, FORM);
  await arrived();
  const outside = JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);
  expect(outside).toContain("3组组长");
  expect(outside, "the name is of class personal").not.toContain("李××");
  expect(outside, "the number is of class secret").not.toContain("990101");
});

it("of an unprotected file lies beside the program, because the file itself lies open", async () => {
  keepDraft(KEY, TYPED, { ...FORM, unprotected: true });
  expect(await draftOf(KEY)).toEqual(TYPED);
  expect(call).not.toHaveBeenCalled();
});

it("of a quick typist ends with what was typed last", async () => {
  for (const name of ["李", "李×", "李××"]) {
    keepDraft(KEY, { form: "f1", values: { name } }, FORM);
  }
  await vi.waitFor(() => expect(inFile.get("person/p1")).toEqual({ name: "李××" }));
});

it("is told apart by file, ledger and row", async () => {
  keepDraft(KEY, TYPED, FORM);
  expect(await draftOf({ ...KEY, id: "p2" })).toBeNull();
  expect(await draftOf({ ...KEY, file: "/books/other.yz" })).toBeNull();
  expect(draftedIds(KEY.file, "person")).toEqual(new Set(["p1"]));
  expect(draftedIds(KEY.file, "hazard")).toEqual(new Set());
});

it("is gone once dropped, or once nothing is typed any more", async () => {
  keepDraft(KEY, TYPED, FORM);
  await arrived();
  dropDraft(KEY);
  expect(await draftOf(KEY)).toBeNull();
  await vi.waitFor(() => expect(inFile.size).toBe(0));
  keepDraft(KEY, TYPED, FORM);
  keepDraft(KEY, { form: "f1", values: {} }, FORM);
  expect(await draftOf(KEY), "an untouched form has no draft").toBeNull();
  await vi.waitFor(() => expect(inFile.size).toBe(0));
});

it("that is damaged is dropped, not shown", async () => {
  localStorage.setItem("yizhan.draft:/books/栗溪村.yz:person:p1", "{");
  expect(await draftOf(KEY)).toBeNull();
  expect(localStorage.length).toBe(0);
});

it("that the file cannot take stops nobody from typing", async () => {
  call.mockRejectedValue(new Error("no answer"));
  keepDraft(KEY, TYPED, FORM);
  await vi.waitFor(() => expect(call).toHaveBeenCalled());
  expect((await draftOf(KEY))?.values).toEqual({ duty_title: "3组组长" });
});
