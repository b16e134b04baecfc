import { expect, it } from "vitest";
import { lineFor } from "./type-to-jump";

const LINES = [
  { name: "today", label: "今日" },
  { name: "hazard", label: "隐患" },
  { name: "plan", label: "预案" },
  { name: "premises", label: "九小场所" },
];

it("letters lead to the line whose initials they begin, the first one of several", () => {
  expect(lineFor(LINES, "y")?.name).toBe("hazard");
  expect(lineFor(LINES, "ya")?.name).toBe("plan");
  expect(lineFor(LINES, "JX")?.name).toBe("premises");
  expect(lineFor(LINES, "九")?.name).toBe("premises");
});

it("letters in the middle of a name lead nowhere", () => {
  expect(lineFor(LINES, "cs")).toBeUndefined();
});
