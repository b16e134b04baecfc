import { expect, it } from "vitest";
import { roomWord } from "./room";

it("room is told as sticks are sold, and never more than there is", () => {
  expect(roomWord(15_640_000_000)).toBe("15.6 GB");
  expect(roomWord(999_999_999)).toBe("999 MB");
  expect(roomWord(0)).toBe("0 MB");
});
