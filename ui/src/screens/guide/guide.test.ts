import { expect, it } from "vitest";
import { zh } from "../../texts/zh";
import { parseAddress } from "../../router";
import { findPages, holdsAny } from "./find";
import { FIRST_PAGE, ledTo, pageOfScreen } from "./page-of-screen";
import { pageAt, pages, pictureAt } from "./pages";
import { plainLines, rendered } from "./render";

/** Where names on the screen stand that the catalogue does not hold: ledgers, steps, papers, codes. */
const declared = Object.values(
  import.meta.glob<string>(
    [
      "../../../../src-tauri/crates/ledger/src/kinds/**/*.rs",
      "../../../../src-tauri/crates/app/src/papers/shelf.rs",
      "../../../../assets/lists/codes.toml",
    ],
    { query: "?raw", import: "default", eager: true },
  ),
).join("\n");

it("every button that 使用说明 names stands on the screen by that very name", () => {
  const names = new Set(pages.flatMap(({ text }) => text.match(/「[^」]+」/g) ?? []));
  expect(names.size).toBeGreaterThan(100);
  const said = textsOf(zh);
  const unknown = [...names]
    .map((name) => name.slice(1, -1))
    .filter((name) => !isOnScreen(said, name));
  expect(unknown).toEqual([]);
});

it("a name that stands nowhere on the screen is found out", () => {
  const said = textsOf(zh);
  expect(isOnScreen(said, "建册")).toBe(true);
  expect(isOnScreen(said, "导入 35 行")).toBe(true);
  expect(isOnScreen(said, "复查合格，销号")).toBe(true);
  expect(isOnScreen(said, "建一本册")).toBe(false);
  expect(isOnScreen(said, "新增隐患")).toBe(true);
  expect(isOnScreen(said, "导入几行")).toBe(false);
  expect(isOnScreen(said, "新增毛病")).toBe(false);
});

it("every picture that 使用说明 names is there, and every page shows at least one", () => {
  for (const { name, text } of pages) {
    const pictures = [...text.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
    expect(pictures.length, name).toBeGreaterThan(0);
    for (const [, said, reference] of pictures) {
      expect(said, `${name}: what ${reference} shows`).not.toBe("");
      expect(pictureAt(reference ?? ""), `${name}: ${reference}`).toBeDefined();
    }
  }
});

it("every link of 使用说明 leads to a page", () => {
  for (const { name, text } of pages) {
    for (const [, reference] of text.matchAll(/(?<!!)\[[^\]]*\]\(([^)]+)\)/g)) {
      expect(pageAt(reference ?? ""), `${name}: ${reference}`).toBeDefined();
    }
  }
});

it("every page says what to do when something goes wrong, and has steps with numbers", () => {
  for (const { name, text } of pages) {
    expect(text, name).toMatch(/^## 不对劲时$/m);
    expect(text, name).toMatch(/^1\. /m);
  }
});

it("every page that F1 leads to is there", () => {
  const names = pages.map(({ name }) => name);
  for (const name of [FIRST_PAGE, ...ledTo]) expect(names).toContain(name);
  expect(pageOfScreen("handoff", undefined, "village")).toBe("11-handoff");
  expect(pageOfScreen("handoff", undefined, "town")).toBe("12-township");
  expect(pageOfScreen("ledger", "village_profile")).toBe("02-profile");
});

it("a page is shown with its buttons, its pictures and the way to other pages", () => {
  const text =
    "# 标题\n\n点「建册」，看[填村情](02-profile.md)，按 `N`。\n\n![一屏](pictures/gate.webp)\n";
  const html = rendered({ name: "00-test", title: "标题", text });
  expect(html).toContain("<h2>标题</h2>");
  expect(html).toContain("<b class='named'>建册</b>");
  expect(html).toContain("<kbd>N</kbd>");
  const shown = new DOMParser().parseFromString(html, "text/html");
  const leads = shown.querySelector("a")?.getAttribute("href") ?? "";
  expect(parseAddress(leads)).toMatchObject({ screen: "guide", parts: ["02-profile"] });
  expect(shown.querySelector("img")?.getAttribute("src")).toBe(pictureAt("pictures/gate.webp"));
});

it("a page brings no HTML and no style of its own", () => {
  const text = "# 标题\n\n<img src=x onerror=alert(1)>「<b>」\n";
  const html = rendered({ name: "00-test", title: "标题", text });
  expect(html).not.toContain("<img src=x");
  expect(html).toContain("&lt;b&gt;");
  for (const page of pages) expect(rendered(page)).not.toMatch(/ style=| on[a-z]+=/);
});

it("a page is found by its words, by the initials of its name and by a button, the named one first", () => {
  const first = (words: string): string | undefined => findPages(pages, words)[0]?.page.title;
  expect(first("忘了密码")).toBe("忘了密码");
  expect(first("wlmm")).toBe("忘了密码");
  expect(first("点 回到合并前")).toBe(pageAt("11-handoff.md")?.title);
  expect(findPages(pages, "没有这样的话")).toEqual([]);
  expect(findPages(pages, "")).toHaveLength(pages.length);
  expect(holdsAny("点「建册」。", "点建册")).toBe(true);
});

it("what is looked through is what is read", () => {
  const text =
    "# 标题\n\n1. 点「建册」，看[填村情](02-profile.md)。\n\n   ![一屏](pictures/gate.webp)\n";
  const lines = plainLines({ name: "00-test", title: "标题", text });
  expect(lines).toEqual(["标题", "点「建册」，看填村情。", "一屏"]);
});

/** Every text of the catalogue; one with blanks as the source of its template. */
function textsOf(texts: unknown): RegExp[] {
  if (typeof texts === "string") return [exactly(escaped(texts))];
  if (typeof texts === "function") return templatesOf(String(texts));
  if (typeof texts !== "object" || texts === null) return [];
  return Object.values(texts).flatMap(textsOf);
}

function templatesOf(source: string): RegExp[] {
  const [filled, plain] = [source.match(/`[^`]*`/g) ?? [], source.match(/"[^"]*"/g) ?? []];
  const blanks = filled.map((text) =>
    text
      .slice(1, -1)
      .split(/\$\{[^}]*\}/)
      .map(escaped),
  );
  // A template of blanks alone would fit anything.
  const said = blanks.filter((parts) => parts.some((part) => /\p{Script=Han}/u.test(part)));
  return [
    ...said.map((parts) => exactly(parts.join("(.+)"))),
    ...plain.map((text) => exactly(escaped(text.slice(1, -1)))),
  ];
}

function exactly(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`, "u");
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** As it stands there; a blank of a text is filled with a number, a foreign name or a declared one. */
function isOnScreen(said: RegExp[], name: string): boolean {
  const fills = (part: string): boolean => /^[\w ]+$/.test(part) || declared.includes(`"${part}"`);
  const fits = (text: RegExp): boolean => text.exec(name)?.slice(1).every(fills) ?? false;
  return said.some(fits) || declared.includes(`"${name}"`);
}
