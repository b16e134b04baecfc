import { beforeEach, expect, it } from "vitest";
import { leaveOut, leftOut } from "./pouch-memory";

beforeEach(() => localStorage.clear());

it("what was left out of the pouch is left out again", () => {
  expect(leftOut()).toEqual([]);
  leaveOut(["wallet_cards"]);
  expect(leftOut()).toEqual(["wallet_cards"]);
});

it("a spoilt memory leaves nothing out", () => {
  localStorage.setItem("yizhan.pouch-without", "{");
  expect(leftOut()).toEqual([]);
  localStorage.setItem("yizhan.pouch-without", '[1,"a"]');
  expect(leftOut()).toEqual(["a"]);
});
