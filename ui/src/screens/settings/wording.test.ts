import { expect, it } from "vitest";
import type { PassageView } from "../../bridge/bindings";
import { inForce, keeps, lengthOf, linesOf, wordingTrouble } from "./wording";

const passage: PassageView = {
  name: "safety_slip/how/lines",
  entry: "怎么走",
  label: "各条",
  shipped: ["走{路线}到村小学。", "山已经滑下来：往两侧跑。"],
  township: null,
  own: null,
  unheeded: null,
  most_lines: 5,
  most_chars: 22,
  places: ["路线"],
  points: [{ id: "slip_sides", says: "往两侧跑。", words: [["两侧", "两边"], ["跑"]] }],
};

it("empty lines are no lines", () => {
  expect(linesOf("  走。\n\n 跑。 ")).toEqual(["走。", "跑。"]);
});

it("a word the program fills counts without its braces, a rare character as one", () => {
  expect(lengthOf("走{路线}𠮷")).toBe(4);
});

it("more lines or characters than there is room for are told with their numbers", () => {
  expect(wordingTrouble(passage, [])).not.toBe("");
  expect(
    wordingTrouble(
      passage,
      Array.from({ length: 6 }, () => "走{路线}"),
    ),
  ).toContain("5");
  expect(wordingTrouble(passage, ["走{路线}", "跑".repeat(23)])).toMatch(/2.*23.*22/);
});

it("a word the program fills must stay", () => {
  expect(wordingTrouble(passage, ["往两侧跑。"])).toContain("路线");
  expect(wordingTrouble(passage, ["走{路线}，往两侧跑。"])).toBe("");
});

it("a safety point is kept in other words and noticed when it goes", () => {
  const [point] = passage.points;
  expect(keeps(point!, ["山滑了就往两边跑！"])).toBe(true);
  expect(keeps(point!, ["往两侧看，", "快跑。"]), "not on one line").toBe(false);
});

it("the office's own lines hold over the township's, and those over the shipped ones", () => {
  expect(inForce(passage)).toEqual(passage.shipped);
  expect(inForce({ ...passage, township: ["镇"] })).toEqual(["镇"]);
  expect(inForce({ ...passage, township: ["镇"], own: ["村"] })).toEqual(["村"]);
});
