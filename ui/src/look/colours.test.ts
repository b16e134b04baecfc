import { expect, it } from "vitest";

const files = import.meta.glob<string>(["../**/*.vue", "./*.css"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** A colour that is written out: `#fff`, `rgb(…)`, `white`. */
const COLOUR = /(#[0-9a-f]{3,8}\b|\b(rgb|hsl)a?\(|:\s*(white|black|red)\b)/i;

function styleOf(name: string, text: string): string {
  if (name.endsWith(".css")) return text;
  return (text.match(/<style[\s\S]*?<\/style>/g) ?? []).join("\n");
}

it("every colour is a token, so that the night look reaches it", () => {
  const bad = Object.entries(files)
    .filter(([name]) => name !== "./tokens.css")
    .flatMap(([name, text]) =>
      styleOf(name, text)
        .split("\n")
        .filter((line) => COLOUR.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    );
  expect(bad).toEqual([]);
});

it("the night look names again every colour that is not the same in both", () => {
  const text = files["./tokens.css"] ?? "";
  const [day = "", night = ""] = text.split(':root[data-look="dark"]');
  const names = (part: string) =>
    [...part.matchAll(/(--[a-z-]+): (?:#|url)/g)].map(([, name]) => name);
  const same = names(text.slice(text.indexOf("/* The head is dark"), text.indexOf("--target")));
  const isSame = (name: string | undefined) => same.includes(name) && name !== "--head";
  const left = names(day).filter((name) => !names(night).includes(name) && !isSame(name));
  expect(left).toEqual([]);
  expect(names(night).length, "the tokens were found at all").toBeGreaterThan(25);
});
