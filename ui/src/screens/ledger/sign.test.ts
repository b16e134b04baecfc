import { expect, it } from "vitest";
import { freshEntry, toSign } from "./sign";

const NOW = "2026-07-12 03:20";

it("where one person alone may sign, he is chosen already", () => {
  expect(freshEntry([{ id: "a" }], false, NOW).signer).toBe("a");
  expect(freshEntry([{ id: "a" }, { id: "b" }], false, NOW).signer).toBe("");
});

it("by day the PIN is asked, in 急时 the spoken word", () => {
  expect(freshEntry([], false, NOW).way).toBe("pin");
  expect(freshEntry([], true, NOW)).toMatchObject({ way: "oral", at: NOW });
});

it("only what belongs to the chosen way is sent", () => {
  const entry = { ...freshEntry([{ id: "a" }], false, NOW), pin: "2580", how: " 电话里同意 " };
  expect(toSign(entry)).toEqual({ signer: "a", pin: "2580" });
  expect(toSign({ ...entry, way: "oral" })).toEqual({
    signer: "a",
    oral: { how: "电话里同意", at: NOW },
  });
});
