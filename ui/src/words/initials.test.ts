import { expect, it } from "vitest";
import { initials, matches } from "./initials";

it("turns names of ledgers and papers into their initials", () => {
  expect(initials("隐患台账")).toBe("yhtz");
  expect(initials("风险点")).toBe("fxd");
  expect(initials("避险明白卡")).toBe("bxmbk");
  expect(initials("应急物资")).toBe("yjwz");
  expect(initials("A4 第3版")).toBe("a4d3b");
});

it("finds a name by its characters or its initials, not by others", () => {
  expect(matches("隐患台账", "台账")).toBe(true);
  expect(matches("隐患台账", "YH")).toBe(true);
  expect(matches("隐患台账", "fxd")).toBe(false);
});
