import { expect, it } from "vitest";
import { aField } from "../fixtures";
import { controlOf } from "../screens/ledger/controls";
import DateControl from "../screens/ledger/controls/DateControl.vue";

const screens = Object.entries(
  import.meta.glob<string>("../**/*.vue", { query: "?raw", import: "default", eager: true }),
);

it("no screen asks for a day in another way than by typing it as it is said", () => {
  const picked =
    /type="(date|time|datetime-local|month|week)"|El(Date|Time)(Picker|Select|Panel)|ElCalendar/;
  expect(screens.length).toBeGreaterThan(80);
  expect(screens.filter(([, source]) => picked.test(source)).map(([name]) => name)).toEqual([]);
});

it("every field of a day or a moment is the one that reads the table of dates", () => {
  for (const type of ["date", "time", "month_day"] as const) {
    expect(controlOf(aField({ name: "on", kind: { type } })), type).toBe(DateControl);
  }
});
