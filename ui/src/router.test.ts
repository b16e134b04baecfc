import { expect, it } from "vitest";
import { address, parseAddress } from "./router";

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
