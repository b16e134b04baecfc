import { describe, expect, it } from "vitest";
import type { MarkView } from "../../bridge/bindings";
import { found, middleOf, moved, nearest, onPlane, placeAt } from "./places";

const PLANE = { width: 1600, height: 800 };

describe("a place on the map", () => {
  it("is the same after it went to the plane and back", () => {
    const place = { across: 2500, down: 7500 };
    const [lat, lng] = onPlane(place, PLANE);
    expect([lat, lng]).toEqual([-600, 400]);
    expect(placeAt({ lat, lng }, PLANE)).toEqual(place);
  });

  it("stays on the picture wherever it is dropped", () => {
    expect(placeAt({ lat: 90, lng: 1e6 }, PLANE)).toEqual({ across: 10_000, down: 0 });
  });

  it("moves by a step, by a larger one with Shift, and never over the edge", () => {
    expect(moved({ across: 100, down: 100 }, "right", false)).toEqual({ across: 150, down: 100 });
    expect(moved({ across: 100, down: 100 }, "up", true)).toEqual({ across: 100, down: 0 });
  });
});

describe("a shape", () => {
  it("has its mark at the middle one of its places", () => {
    const places = [1, 2, 3].map((part) => ({ across: part, down: part }));
    expect(middleOf(places)).toEqual({ across: 2, down: 2 });
  });
});

describe("the list beside the map", () => {
  it("finds a record by its name and by what is said of it", () => {
    const marks = [
      { name: "村小学", say: "可容纳200人" },
      { name: "沟西漫水桥", say: "河道" },
    ] as MarkView[];
    expect(found(marks, "小学").map(({ name }) => name)).toEqual(["村小学"]);
    expect(found(marks, "河").map(({ name }) => name)).toEqual(["沟西漫水桥"]);
    expect(found(marks, " ")).toHaveLength(2);
  });

  it("jumps to the one of that name before one that only leads there", () => {
    const marks = [
      { name: "后山路", say: "到村小学" },
      { name: "村小学", say: "可容纳200人" },
    ] as MarkView[];
    expect(nearest(marks, "村小学")?.name).toBe("村小学");
    expect(nearest(marks, "没有这里")).toBeUndefined();
  });
});
