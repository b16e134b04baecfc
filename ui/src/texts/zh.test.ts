import { expect, it } from "vitest";

const files = import.meta.glob<string>(["./zh.ts", "./zh/*.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const source = Object.values(files)
  .join("\n")
  .replace(/^import .*$/gm, "");

it("no Chinese character stands beside a half-width mark", () => {
  const beside = /[\p{Script=Han}”》）】][,:;()!?]|[,:;()!?][\p{Script=Han}“《（【]/u;
  const bad = source.split("\n").filter((line) => beside.test(line) && !line.startsWith("/**"));
  expect(bad).toEqual([]);
});

it("no text was left in English", () => {
  const texts = source.match(/"[^"]*"/g) ?? [];
  const words = texts.filter((text) => /[A-Za-z]{4,}/.test(text) && !/\p{Script=Han}/u.test(text));
  const allowed = /^"(full|duty|statistics)"$/;
  expect(words.filter((text) => !allowed.test(text))).toEqual([]);
});
