import { describe, expect, it } from "vitest";
import type { FieldView } from "./bridge/bindings";
import { aField } from "./fixtures";
import { changedValues, filledValues, isEmpty, toForm } from "./form-values";

function field(name: string, kind: FieldView["kind"], more: Partial<FieldView> = {}): FieldView {
  return aField({ name, kind, ...more });
}

const FIELDS = [
  field("description", { type: "text" }),
  field("similar_count", { type: "int" }),
  field("has_sign", { type: "bool" }),
  field("help_needed", { type: "codes", of: "help_needed" }),
  field("signs", { type: "lines" }),
  field("hz_no", { type: "text" }, { automatic: true }),
];

const LOADED = toForm(FIELDS, {
  description: "山塘坝脚渗水",
  similar_count: 3,
  help_needed: ["carry", "oxygen"],
  signs: ["水变浑", "有响声"],
  hz_no: "012",
});

describe("a loaded form", () => {
  it("holds numbers as text, because people type them", () => {
    expect(LOADED.similar_count).toBe("3");
    expect(LOADED.has_sign, "an unanswered question is not a no").toBeNull();
  });

  it("that nobody touched has nothing to save", () => {
    expect(changedValues(FIELDS, LOADED, { ...LOADED })).toEqual({});
  });
});

describe("only what changed is saved", () => {
  it("the order of a set is no change, the order of lines is", () => {
    const edited = { ...LOADED, help_needed: ["oxygen", "carry"], signs: ["有响声", "水变浑"] };
    expect(changedValues(FIELDS, LOADED, edited)).toEqual({ signs: ["有响声", "水变浑"] });
  });

  it("a cleared field is saved as null, and a no as a no", () => {
    const edited = { ...LOADED, description: "  ", has_sign: false };
    expect(changedValues(FIELDS, LOADED, edited)).toEqual({ description: null, has_sign: false });
  });

  it("blank lines are not saved", () => {
    const edited = { ...LOADED, signs: ["水变浑", "", "有响声", " "] };
    expect(changedValues(FIELDS, LOADED, edited), "only blank lines were added").toEqual({});
  });

  it("what the program writes itself is never sent", () => {
    expect(changedValues(FIELDS, LOADED, { ...LOADED, hz_no: "013" })).toEqual({});
    expect(filledValues(FIELDS, LOADED)).not.toHaveProperty("hz_no");
  });
});

it("a new record is saved with every filled field", () => {
  expect(filledValues(FIELDS, LOADED)).toEqual({
    description: "山塘坝脚渗水",
    similar_count: "3",
    help_needed: ["carry", "oxygen"],
    signs: ["水变浑", "有响声"],
  });
});

it("a no is not empty", () => {
  expect(isEmpty(false)).toBe(false);
  expect(isEmpty([])).toBe(true);
  expect(isEmpty(undefined)).toBe(true);
});
