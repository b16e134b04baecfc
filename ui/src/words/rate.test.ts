import { expect, it } from "vitest";
import { percentWord } from "./rate";

it("an empty denominator is no rate at all", () => {
  expect(percentWord({ percent: null })).toBe("—");
  expect(percentWord({ percent: 0 })).toBe("0%");
});
