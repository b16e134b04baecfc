import { expect, it } from "vitest";
import { begun, isTold, open, putAway, restPassed, sent, takenUp } from "./answers";

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

it("is put away once a line was looked at, and taken up where it was begun", () => {
  const answers = begun(["灭火器", "通道"]);
  const values = { checklist_id: "c1", premises_id: "p1" };
  expect(putAway({ values, answers })).toBe("");
  answers[0] = { ...answers[0]!, result: "pass" };
  const text = putAway({ values, answers });
  expect(takenUp(text, {})).toEqual({ values, answers });
  expect(takenUp(text, { premises_id: "p1" })).toEqual({ values, answers });
  expect(takenUp(text, { premises_id: "p2" }), "another place is another inspection").toBeNull();
  expect(takenUp("", {})).toBeNull();
});
