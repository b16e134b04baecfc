import { expect, it } from "vitest";
import { actOf } from "../../../key-table";
import { figureInWords, figureState } from "./figure";

it("nobody asked, none, being found out and a number are four different things", () => {
  expect(figureState(null)).toBe("unasked");
  expect(figureState(" ")).toBe("unasked");
  expect(figureState("0")).toBe("none");
  expect(figureState("0.00")).toBe("none");
  expect(figureState("checking")).toBe("checking");
  expect(figureState("0.5")).toBe("number");
});

it("an empty figure never reads as none", () => {
  expect(figureInWords(null, "人")).toBe("未填");
  expect(figureInWords("0", "人")).toBe("无");
  expect(figureInWords("checking", "人")).toBe("正在核实");
  expect(figureInWords("96", "人")).toBe("96人");
});

it("a question mark of either width says that it is being found out", () => {
  const means = (key: string) => actOf("figure", new KeyboardEvent("keydown", { key }));
  expect([means("?"), means("？"), means("3")]).toEqual(["checking", "checking", undefined]);
});
