import { describe, expect, it } from "vitest";
import table from "../../../tests/fixtures/dates.json?raw";
import { dayInList, dayInWords, momentInWords, nowTyped, readDay, readMoment } from "./dates";

/** The cases that the core is held to as well. */
const cases = JSON.parse(table) as {
  today: string;
  now: string;
  days: [typed: string, day: string | null][];
  moments: [typed: string, moment: string | null][];
};
const TODAY = cases.today;

describe("what is typed", () => {
  it.each(cases.days)("as a day, %s, is read as %s", (typed, day) => {
    expect(readDay(typed, cases.today)).toBe(day);
  });

  it.each(cases.moments)("as a moment, %s, is read as %s", (typed, moment) => {
    expect(readMoment(typed, cases.now)).toBe(moment);
  });

  it("without a year is the nearest such day, also across new year", () => {
    expect(readDay("12.30", "2026-01-05"), "six days ago, not in a year").toBe("2025-12-30");
    expect(readDay("1.3", "2026-12-28"), "in six days, not last winter").toBe("2027-01-03");
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

  it("reads the same however the core wrote the moment", () => {
    for (const moment of ["2026-07-12 03:20", "2026-07-12T03:20", "2026年7月12日 03:20"]) {
      expect(momentInWords(moment, TODAY)).toBe("7月12日 03:20");
    }
    expect(momentInWords("上周五", TODAY)).toBe("上周五");
  });

  it("of this minute is written as people type it", () => {
    expect(nowTyped(new Date(2026, 6, 3, 4, 5))).toBe("2026-07-03 04:05");
  });
});
