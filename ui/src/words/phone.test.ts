import { expect, it } from "vitest";
import { digitsInFives, phoneInGroups } from "./phone";

it("shows a mobile number in groups that can be read out", () => {
  expect(phoneInGroups("14200000871")).toBe("142 0000 0871");
  expect(phoneInGroups("142-0000 0871")).toBe("142 0000 0871");
});

it("leaves landlines, short numbers and masks as they are", () => {
  expect(phoneInGroups("0990-5550120")).toBe("0990-5550120");
  expect(phoneInGroups("119")).toBe("119");
  expect(phoneInGroups("142****0871"), "a mask is not a number").toBe("142****0871");
});

it("cuts a fingerprint into fives however it is written", () => {
  expect(digitsInFives("12345 67890-11")).toEqual(["12345", "67890", "11"]);
  expect(digitsInFives("")).toEqual([]);
});
