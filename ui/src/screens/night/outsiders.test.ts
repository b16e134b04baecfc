import { expect, it } from "vitest";
import { readOutsiders } from "./outsiders";

it("a place and a headcount stand in one line", () => {
  expect(readOutsiders("溪边民宿 7")).toEqual({
    place: "溪边民宿",
    people: 7,
    kind: "tourist",
  });
  expect(readOutsiders("3号工棚12人")).toEqual({
    place: "3号工棚",
    people: 12,
    kind: "work_shed",
  });
  expect(readOutsiders("外婆家 2")).toEqual({ place: "外婆家", people: 2 });
});

it("a line without one of them is not taken", () => {
  expect(readOutsiders("溪边民宿")).toBeNull();
  expect(readOutsiders("7")).toBeNull();
  expect(readOutsiders("民宿 0")).toBeNull();
});
