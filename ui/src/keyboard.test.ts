import { afterEach, expect, it, vi } from "vitest";
import { keyName, keysOf, keyTable, type Place } from "./key-table";
import { keysWithin, press } from "./keyboard";

function key(name: string, more: KeyboardEventInit = {}, on: HTMLElement = document.body) {
  const event = new KeyboardEvent("keydown", {
    key: name,
    cancelable: true,
    bubbles: true,
    ...more,
  });
  on.dispatchEvent(event);
  Object.defineProperty(event, "target", { value: on });
  return event;
}

/** The acts of a list, each watched. */
const list = () => ({ fresh: vi.fn(), next: vi.fn(), previous: vi.fn(), open: vi.fn() });
const record = () => ({ save: vi.fn(), back: vi.fn() });

afterEach(() => {
  document.body.innerHTML = "";
});

it("names keys as they stand in the table", () => {
  expect(keyName(key("n"))).toBe("N");
  expect(keyName(key("Enter", { ctrlKey: true }))).toBe("Ctrl+Enter");
  expect(keyName(key("k", { metaKey: true }))).toBe("Ctrl+K");
});

it("N begins a record, but not while somebody types", () => {
  const acts = list();
  const input = document.createElement("input");
  document.body.append(input);
  press("list", acts, key("n", {}, input));
  expect(acts.fresh).not.toHaveBeenCalled();
  press("list", acts, key("n"));
  expect(acts.fresh).toHaveBeenCalledOnce();
});

it("Ctrl+Enter, Esc and F1 work while somebody types", () => {
  const acts = record();
  const program = { sheet: vi.fn(), large: vi.fn(), dark: vi.fn() };
  const input = document.createElement("textarea");
  document.body.append(input);
  press("record", acts, key("Enter", { ctrlKey: true }, input));
  press("record", acts, key("Escape", {}, input));
  press("program", program, key("F1", {}, input));
  expect(acts.save).toHaveBeenCalledOnce();
  expect(acts.back).toHaveBeenCalledOnce();
  expect(program.sheet).toHaveBeenCalledOnce();
});

it("a word that is still being composed keeps its Esc", () => {
  const acts = record();
  press("record", acts, key("Escape", { isComposing: true }));
  expect(acts.back).not.toHaveBeenCalled();
});

it("an open dialog keeps its keys, a hidden one does not", () => {
  const acts = record();
  document.body.innerHTML = '<div class="el-overlay"></div>';
  press("record", acts, key("Escape"));
  expect(acts.back).not.toHaveBeenCalled();
  document.body.innerHTML = '<div class="el-overlay" style="display: none"></div>';
  press("record", acts, key("Escape"));
  expect(acts.back, "dialogs stay in the page after they were closed").toHaveBeenCalledOnce();
});

it("over a dialog F1 opens no help of the browser's own", () => {
  const program = { sheet: vi.fn(), large: vi.fn(), dark: vi.fn() };
  document.body.innerHTML = '<div class="el-overlay"></div>';
  const pressed = key("F1");
  press("program", program, pressed);
  expect(program.sheet).not.toHaveBeenCalled();
  expect(pressed.defaultPrevented).toBe(true);
});

it("a key that did something does nothing else", () => {
  const done = key("n");
  press("list", list(), done);
  expect(done.defaultPrevented).toBe(true);
  const passed = key("n");
  press("list", { ...list(), fresh: () => false }, passed);
  expect(passed.defaultPrevented, "the act declined the key").toBe(false);
});

it("a key within a part of the screen goes no further", () => {
  const onWindow = vi.fn();
  const box = document.createElement("div");
  document.body.append(box);
  const cancel = vi.fn();
  box.addEventListener("keydown", keysWithin("form", { cancel }));
  addEventListener("keydown", onWindow);
  key("Escape", {}, box);
  key("x", {}, box);
  removeEventListener("keydown", onWindow);
  expect(cancel).toHaveBeenCalledOnce();
  expect(onWindow, "only the key that means nothing here").toHaveBeenCalledOnce();
});

it("no key means two things at one place, nor at a place and everywhere", () => {
  const everywhere: Place[] = ["program", "desk", "mode", "lock"];
  const names = (place: Place): string[] => keysOf(place).flatMap(([, keys]) => keys);
  const common = everywhere.flatMap(names);
  expect(new Set(common).size).toBe(common.length);
  for (const place of Object.keys(keyTable) as Place[]) {
    const own = names(place);
    expect(new Set(own).size, place).toBe(own.length);
    if (everywhere.includes(place)) continue;
    expect(
      own.filter((name) => common.includes(name)),
      place,
    ).toEqual([]);
  }
});
