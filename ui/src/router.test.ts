import { beforeEach, expect, it } from "vitest";
import { address, go, parseAddress, replaceRoute, route } from "./router";

/** As a window does it: the address stands at once, the screens hear of it later. */
function arrive(parts: string[]): void {
  go(parts);
  dispatchEvent(new Event("hashchange"));
}

beforeEach(() => arrive(["ledger", "hazard"]));

it("an empty address is the screen of today", () => {
  expect(parseAddress("")).toEqual({ screen: "today", parts: [], query: {} });
});

it("an address comes back as it was made", () => {
  const made = address(["ledger", "hazard", "a/b"], { chip: "超期", text: "3组 西冲塘" });
  expect(parseAddress(made)).toEqual({
    screen: "ledger",
    parts: ["hazard", "a/b"],
    query: { chip: "超期", text: "3组 西冲塘" },
  });
});

it("a list shows its first row in the address", () => {
  replaceRoute(["ledger", "hazard", "1"]);
  expect(location.hash).toBe("#/ledger/hazard/1");
  expect(route.value.parts).toEqual(["hazard", "1"]);
  replaceRoute(["ledger", "hazard", "2"]);
  expect(location.hash).toBe("#/ledger/hazard/2");
});

it("a list that was slow does not call back whoever has left it for another screen", () => {
  go(["settings", "keys"]);
  replaceRoute(["ledger", "hazard", "1"]);
  expect(location.hash).toBe("#/settings/keys");
  dispatchEvent(new Event("hashchange"));
  expect(route.value.screen).toBe("settings");
});
