import { afterEach, expect, it, vi } from "vitest";
import { keyName, press } from "./keyboard";

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

afterEach(() => {
  document.body.innerHTML = "";
});

it("names keys as they stand on the buttons", () => {
  expect(keyName(key("n"))).toBe("N");
  expect(keyName(key("Enter", { ctrlKey: true }))).toBe("Ctrl+Enter");
  expect(keyName(key("k", { metaKey: true }))).toBe("Ctrl+K");
});

it("N begins a record, but not while somebody types", () => {
  const begin = vi.fn();
  const input = document.createElement("input");
  document.body.append(input);
  press({ N: begin }, key("n", {}, input));
  expect(begin).not.toHaveBeenCalled();
  press({ N: begin }, key("n"));
  expect(begin).toHaveBeenCalledOnce();
});

it("Ctrl+Enter and Esc work while somebody types", () => {
  const acts = { "Ctrl+Enter": vi.fn(), Escape: vi.fn() };
  const input = document.createElement("textarea");
  document.body.append(input);
  press(acts, key("Enter", { ctrlKey: true }, input));
  press(acts, key("Escape", {}, input));
  expect(acts["Ctrl+Enter"]).toHaveBeenCalledOnce();
  expect(acts.Escape).toHaveBeenCalledOnce();
});

it("a word that is still being composed keeps its Esc", () => {
  const back = vi.fn();
  press({ Escape: back }, key("Escape", { isComposing: true }));
  expect(back).not.toHaveBeenCalled();
});

it("an open dialog keeps its keys, a hidden one does not", () => {
  const back = vi.fn();
  document.body.innerHTML = '<div class="el-overlay"></div>';
  press({ Escape: back }, key("Escape"));
  expect(back).not.toHaveBeenCalled();
  document.body.innerHTML = '<div class="el-overlay" style="display: none"></div>';
  press({ Escape: back }, key("Escape"));
  expect(back, "dialogs stay in the page after they were closed").toHaveBeenCalledOnce();
});

it("a key that did something does nothing else", () => {
  const done = key("n");
  press({ N: () => undefined }, done);
  expect(done.defaultPrevented).toBe(true);
  const passed = key("n");
  press({ N: () => false }, passed);
  expect(passed.defaultPrevented, "the act declined the key").toBe(false);
});
