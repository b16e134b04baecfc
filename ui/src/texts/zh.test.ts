import { expect, it } from "vitest";
import source from "./zh.ts?raw";

it("no Chinese character stands beside a half-width mark", () => {
  const beside = /[\p{Script=Han}”》）】][,:;()!?]|[,:;()!?][\p{Script=Han}“《（【]/u;
  const bad = source.split("\n").filter((line) => beside.test(line) && !line.startsWith("/**"));
  expect(bad).toEqual([]);
});

it("no text was left in English", () => {
  const texts = source.match(/"[^"]*"/g) ?? [];
  const words = texts.filter((text) => /[A-Za-z]{4,}/.test(text) && !/\p{Script=Han}/u.test(text));
  expect(words.filter((text) => !/^"(full|duty|statistics)"$/.test(text))).toEqual([]);
});
