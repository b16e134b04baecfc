import { expect, it } from "vitest";
import { shortNumber } from "./number";

it("shows a number of this year by its last part", () => {
  expect(shortNumber("HZ-2026-012", "2026-07-12")).toBe("012");
  expect(shortNumber("HZ-2026-012B", "2026-07-12"), "the letter of a second laptop").toBe("012B");
});

it("keeps the year of an older number, and leaves other texts alone", () => {
  expect(shortNumber("RP-2025-003", "2026-07-12")).toBe("2025-003");
  expect(shortNumber("3组8号", "2026-07-12")).toBe("3组8号");
});
