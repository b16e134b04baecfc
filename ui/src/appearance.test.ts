import { afterEach, expect, it, vi } from "vitest";
import { nextTick } from "vue";

afterEach(() => {
  localStorage.clear();
  vi.resetModules();
});

it("大字 and 夜间 are marked on the page, each by itself, and go again", async () => {
  const { isDark, isLarge, turnLook } = await import("./appearance");
  const root = document.documentElement;
  turnLook(isLarge);
  await nextTick();
  expect(root.getAttribute("data-type")).toBe("large");
  expect(root.hasAttribute("data-look")).toBe(false);
  turnLook(isDark);
  turnLook(isLarge);
  await nextTick();
  expect(root.hasAttribute("data-type")).toBe(false);
  expect(root.getAttribute("data-look")).toBe("dark");
});

it("a look is found again at the next start of this machine", async () => {
  const first = await import("./appearance");
  first.turnLook(first.isLarge);
  await nextTick();
  vi.resetModules();
  const second = await import("./appearance");
  expect([second.isLarge.value, second.isDark.value]).toEqual([true, false]);
});
