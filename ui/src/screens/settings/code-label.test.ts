import { expect, it } from "vitest";
import { labelTrouble } from "./code-label";

const others = [{ code: "pond", label: "山塘", own: false }];

it("two options of one list never bear the same name", () => {
  expect(labelTrouble(" 山塘 ", others)).toContain("山塘");
  expect(labelTrouble("水库", others)).toBe("");
});

it("an option without a name is no option", () => {
  expect(labelTrouble("  ", others)).not.toBe("");
});
