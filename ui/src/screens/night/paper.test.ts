import { expect, it } from "vitest";
import { callsOf, readClock, transferOf } from "./paper";

it("a clock time is read as hands write it, and 约 is kept beside it", () => {
  expect(readClock("235")).toEqual({ time: "2:35", about: false });
  expect(readClock("0235")).toEqual({ time: "02:35", about: false });
  expect(readClock("约2：35")).toEqual({ time: "2:35", about: true });
  expect(readClock("2点半前后")).toEqual({ time: "2点半", about: true });
  expect(readClock(" ")).toBeNull();
});

it("earlier tries were in vain, and the last one is the one that was answered", () => {
  const values = { first: "215", second: "约220", answered: "221" };
  expect(callsOf(values, { made: 0, answer: "knocked" })).toEqual([
    { result: "no_answer", called_at: "2:15", about: false },
    { result: "knocked", called_at: "2:20", about: true, answered_at: "2:21" },
  ]);
});

it("an answer without a try is a try of the same minute", () => {
  expect(callsOf({ answered: "221" }, { made: 1, answer: "confirmed" })).toEqual([
    { result: "confirmed", called_at: "2:21", about: false, answered_at: "2:21" },
  ]);
});

it("tries that are written already are not written again", () => {
  const calls = callsOf({ first: "215", second: "220" }, { made: 1, answer: "knocked" });
  expect(calls.map(({ called_at }) => called_at)).toEqual(["2:20"]);
});

it("a row of the transfer tells only what was written on it", () => {
  expect(transferOf({ notified_at: "210", arrived_at: "约250", arrived_people: "3" })).toEqual({
    notified_at: "2:10",
    arrived_at: "2:50",
    about: true,
    arrived_people: "3",
  });
  expect(transferOf({ left_at: "", absent_names: " " })).toEqual({});
});
