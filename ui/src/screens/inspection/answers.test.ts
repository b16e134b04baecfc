import { expect, it } from "vitest";
import { begun, isTold, open, restPassed, sent } from "./answers";

it("nothing passes by itself", () => {
  const answers = begun(["灭火器", "通道"]);
  expect(open(answers)).toBe(2);
  expect(answers.map(({ result }) => result)).toEqual(["", ""]);
});

it("a defect without a sentence is not told", () => {
  const [first, second] = begun(["灭火器", "通道"]);
  const answers = [
    { ...first!, result: "fail" as const },
    { ...second!, result: "pass" as const },
  ];
  expect(isTold(answers)).toBe(false);
  expect(isTold([{ ...answers[0]!, hazard: "压力不足" }, answers[1]!])).toBe(true);
});

it("what is left may pass in one go, what was found stays", () => {
  const [first, second] = begun(["灭火器", "通道"]);
  const answers = restPassed([{ ...first!, result: "fail", hazard: "压力不足" }, second!]);
  expect(sent(answers)).toEqual([
    { item: "灭火器", result: "fail", hazard: "压力不足" },
    { item: "通道", result: "pass" },
  ]);
});

it("a sentence typed before the line passed after all is not sent", () => {
  const [first] = begun(["灭火器"]);
  expect(sent([{ ...first!, result: "pass", hazard: "压力不足" }])).toEqual([
    { item: "灭火器", result: "pass" },
  ]);
});
