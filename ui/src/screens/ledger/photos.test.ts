import { expect, it } from "vitest";
import { fittingSize, LONGEST_PX } from "./photos";

it("a picture keeps its proportion and its longer side fits", () => {
  expect(fittingSize({ width: 4000, height: 3000 }, LONGEST_PX)).toEqual({
    width: 1600,
    height: 1200,
  });
  expect(fittingSize({ width: 1200, height: 4800 }, LONGEST_PX)).toEqual({
    width: 400,
    height: 1600,
  });
});

it("a small picture is not blown up", () => {
  expect(fittingSize({ width: 640, height: 480 }, LONGEST_PX)).toEqual({ width: 640, height: 480 });
});
