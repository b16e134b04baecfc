import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { effectScope, nextTick, type EffectScope } from "vue";
import type { FieldView, RecordView } from "../../bridge/bindings";
import { Problem } from "../../bridge/problem";
import { draftOf } from "../../drafts";
import { aField, aLedger, aRecord } from "../../fixtures";
import { useRecord } from "./use-record";

const call = vi.hoisted(() => vi.fn());
vi.mock("../../bridge/call", () => ({ call, inWindow: false, askShell: vi.fn() }));

function field(name: string, label: string): FieldView {
  return aField({ name, label });
}

const HAZARD = aLedger({
  name: "hazard",
  label: "隐患",
  fields: [field("description", "隐患描述"), field("location", "地点")],
  columns: ["description"],
});

function record(form: string, values: Record<string, unknown>, id = "h1"): RecordView {
  return aRecord({ id, values, form });
}

/** What the core answers, command by command; anything unexpected fails the test. */
function answers(table: Record<string, unknown>): void {
  call.mockImplementation((name: string) => {
    if (name === "today") return Promise.resolve(null);
    const answer = table[name];
    if (answer === undefined) throw new Error(`unexpected command ${name}`);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
}

let scope: EffectScope;
const saved = vi.fn();

async function open(id = "h1") {
  const form = scope.run(() => useRecord(() => ({ ledger: HAZARD, id, preset: {} }), saved));
  if (!form) throw new Error("no form");
  await vi.waitFor(() => expect(form.record.value).not.toBeNull());
  return form;
}

const sent = (name: string) => call.mock.calls.find(([command]) => command === name)?.[1];
const LOADED = record("f1", { description: "坝脚渗水", location: "西冲塘" });

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  call.mockReset();
  saved.mockReset();
  scope = effectScope();
});
afterEach(() => scope.stop());

describe("saving", () => {
  it("sends only what changed, with the form that was shown", async () => {
    answers({
      read_record: LOADED,
      save_record: record("f2", { description: "坝脚渗水", location: "大塘" }),
    });
    const form = await open();
    form.edited.value.location = "大塘";
    expect(await form.save()).toBe(true);
    expect(sent("save_record")).toEqual({
      ledger: "hazard",
      id: "h1",
      values: { location: "大塘" },
      form: "f1",
    });
    expect(form.dirty.value).toBe(false);
  });

  it("a new record sends everything that was filled", async () => {
    const blank = record("", { description: null, location: "西冲塘" }, "");
    answers({ blank_record: blank, save_record: LOADED });
    const form = await open("");
    form.edited.value.description = "坝脚渗水";
    await form.save();
    expect(sent("save_record")).toEqual({
      ledger: "hazard",
      values: { description: "坝脚渗水", location: "西冲塘" },
    });
    expect(saved).toHaveBeenCalledOnce();
  });
});

describe("a form that others changed meanwhile", () => {
  it("keeps what was typed, says what moved, and saves on the new form", async () => {
    answers({ read_record: LOADED, save_record: new Problem("stale_form", "已被他人改动。") });
    const form = await open();
    form.edited.value.location = "大塘";
    answers({
      read_record: record("f2", { description: "坝脚渗水变浑", location: "西冲塘" }),
      save_record: new Problem("stale_form", "已被他人改动。"),
    });
    expect(await form.save()).toBe(false);
    expect(form.edited.value.location, "what was typed stays").toBe("大塘");
    expect(form.stale.value).toEqual([
      { label: "隐患描述", before: "坝脚渗水", now: "坝脚渗水变浑", mine: null },
    ]);
    answers({ save_record: record("f3", { description: "坝脚渗水变浑", location: "大塘" }) });
    call.mockClear();
    expect(await form.save()).toBe(true);
    expect(sent("save_record"), "the other's change is not overwritten").toEqual({
      ledger: "hazard",
      id: "h1",
      values: { location: "大塘" },
      form: "f2",
    });
  });
});

describe("a draft", () => {
  it("is kept while typing and offered after a crash, not applied by itself", async () => {
    answers({ read_record: LOADED });
    const before = await open();
    before.edited.value.location = "大塘";
    await nextTick();
    scope.stop();
    scope = effectScope();
    const form = await open();
    expect(form.edited.value.location).toBe("西冲塘");
    await vi.waitFor(() => expect(form.draft.value).not.toBeNull());
    form.resumeDraft();
    expect(form.edited.value.location).toBe("大塘");
  });

  it("waits until somebody answers it, however often the form is opened", async () => {
    answers({ read_record: LOADED });
    const before = await open();
    before.edited.value.location = "大塘";
    await nextTick();
    for (let times = 0; times < 3; times += 1) {
      scope.stop();
      scope = effectScope();
      const form = await open();
      await nextTick();
      expect(form.draft.value?.values).toEqual({ location: "大塘" });
    }
  });

  it("is gone once saved", async () => {
    answers({ read_record: LOADED, save_record: record("f2", { location: "大塘" }) });
    const form = await open();
    form.edited.value.location = "大塘";
    await nextTick();
    const key = { file: "", ledger: "hazard", id: "h1" };
    expect((await draftOf(key))?.values).toEqual({ location: "大塘" });
    await form.save();
    expect(await draftOf(key)).toBeNull();
  });

  it("of a record that moved on shows both values before it is saved", async () => {
    answers({ read_record: LOADED });
    const before = await open();
    before.edited.value.location = "大塘";
    await nextTick();
    scope.stop();
    scope = effectScope();
    answers({ read_record: record("f2", { description: "坝脚渗水", location: "村口" }) });
    const form = await open();
    await vi.waitFor(() => expect(form.draft.value).not.toBeNull());
    form.resumeDraft();
    expect(form.stale.value).toEqual([
      { label: "地点", before: "村口", now: "村口", mine: "大塘" },
    ]);
  });
});

it("a step saves first what was typed elsewhere in the form", async () => {
  answers({
    read_record: LOADED,
    save_record: record("f2", { location: "大塘" }),
    advance_record: record("f3", { location: "大塘" }),
  });
  const form = await open();
  form.edited.value.location = "大塘";
  expect(await form.advance("confirm", { kind: "flood" })).toBe(true);
  expect(sent("advance_record"), "the step carries the form of the saved record").toEqual({
    ledger: "hazard",
    id: "h1",
    step: "confirm",
    values: { kind: "flood" },
    form: "f2",
  });
});
