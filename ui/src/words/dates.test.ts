import { describe, expect, it } from "vitest";
import { dayInList, dayInWords, momentInWords, nowTyped, readDay } from "./dates";

const TODAY = "2026-07-12";

describe("a typed day", () => {
  it.each([
    ["2026-07-12", "2026-07-12"],
    ["2026年7月3日", "2026-07-03"],
    ["20260703", "2026-07-03"],
    ["26.7.3", "2026-07-03"],
    ["7月3号", "2026-07-03"],
    ["７．３", "2026-07-03"],
    ["昨天", "2026-07-11"],
    ["后天", "2026-07-14"],
  ])("%s is read as %s", (typed, day) => {
    expect(readDay(typed, TODAY)).toBe(day);
  });

  it("without a year is the nearest such day, also across new year", () => {
    expect(readDay("12.30", "2026-01-05"), "six days ago, not in a year").toBe("2025-12-30");
    expect(readDay("1.3", "2026-12-28"), "in six days, not last winter").toBe("2027-01-03");
  });

  it("that does not exist is not bent into another one", () => {
    expect(readDay("2026-02-30", TODAY)).toBeNull();
    expect(readDay("13.1", TODAY)).toBeNull();
    expect(readDay("下周一", TODAY)).toBeNull();
  });
});

describe("a stored day or moment", () => {
  it("is told with its weekday", () => {
    expect(dayInWords("2026-07-12")).toBe("2026年7月12日 星期日");
    expect(dayInWords("不详"), "what is no day stays as it is").toBe("不详");
  });

  it("stands in a list without the year it shares with today", () => {
    expect(dayInList("2026-07-16", TODAY)).toBe("7月16日");
    expect(dayInList("1956-03-12", TODAY), "a birth needs its year").toBe("1956-03-12");
  });

  it("names the year only where it is another one", () => {
    expect(momentInWords("2026-07-12T03:20+08:00", TODAY)).toBe("7月12日 03:20");
    expect(momentInWords("2025-07-12T03:20+08:00", TODAY)).toBe("2025年7月12日 03:20");
  });

  it("of this minute is written as people type it", () => {
    expect(nowTyped(new Date(2026, 6, 3, 4, 5))).toBe("2026-07-03 04:05");
  });
});
