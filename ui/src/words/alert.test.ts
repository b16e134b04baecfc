import { expect, it } from "vitest";
import { isNear } from "./alert";

it("days that are left are calm, what is over or short is not", () => {
  expect(["今天", "后天", "25天"].every(isNear)).toBe(true);
  expect(["超1天", "已过期", "低于最低", ""].some(isNear)).toBe(false);
});
