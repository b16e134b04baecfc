import { expect, it } from "vitest";
import { keyTable, keysOf, type Place } from "../../key-table";
import { keySections } from "./key-sections";

const names = (screen: string, words = ""): string[] =>
  keySections(screen, words).map(({ name }) => name);

it("every key of the table stands on the sheet once, with what it does", () => {
  const lines = keySections("today", "").flatMap((section) => section.lines);
  const places = Object.keys(keyTable) as Place[];
  const all = places.flatMap((place) => keysOf(place).map(([act]) => `${place}.${act}`));
  expect(lines.map(({ name }) => name).sort()).toEqual(all.sort());
  expect(lines.filter(({ words }) => words === "")).toEqual([]);
});

it("the keys of the screen at hand come first", () => {
  expect(names("night")[0]).toBe("night");
  expect(names("paper")[0]).toBe("paper");
});

it("a key is found by what it does and by its name, however that is typed", () => {
  const found = (words: string) =>
    keySections("today", words).flatMap(({ lines }) => lines.map(({ name }) => name));
  expect(found("撤销")).toContain("desk.undo");
  expect(found("ctrl+z")).toEqual(["desk.undo"]);
  expect(found("Ctrl Z")).toEqual(["desk.undo"]);
  expect(found("f9")).toEqual(["program.dark"]);
  expect(found("没有这样的键")).toEqual([]);
});
