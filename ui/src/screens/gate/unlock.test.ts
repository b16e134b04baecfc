import { beforeEach, describe, expect, it } from "vitest";
import { keepNumber, lastNumber } from "./unlock";

describe("which password is asked for", () => {
  beforeEach(() => localStorage.clear());

  it("is the first one on a machine that knows nothing yet", () => {
    expect(lastNumber("/村.yz", [1, 2, 3])).toBe(1);
    expect(lastNumber("/村.yz", [])).toBeNull();
  });

  it("is the one that opened this file last", () => {
    keepNumber("/村.yz", 3);
    expect(lastNumber("/村.yz", [1, 2, 3])).toBe(3);
    expect(lastNumber("/镇.yz", [1, 2, 3])).toBe(1);
  });

  it("is the first one again once that one was taken out", () => {
    keepNumber("/村.yz", 3);
    expect(lastNumber("/村.yz", [1, 2])).toBe(1);
  });
});
