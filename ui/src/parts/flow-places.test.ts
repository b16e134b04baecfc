import { expect, it } from "vitest";
import { placesOf } from "./flow-places";

const WAY = [
  { code: "found", label: "已发现", asks: [] },
  { code: "confirmed", label: "已确认", asks: ["grade"] },
  { code: "controlled", label: "管控中", asks: ["interim_control"] },
  { code: "rectifying", label: "整改中", asks: ["owner_id"] },
  { code: "reviewing", label: "待复查", asks: ["fix_result"] },
];
const places = (state: string, filled: Record<string, string>) =>
  placesOf(WAY, state, filled).map(({ place }) => place);

it("a general hazard that was never under control shows that step as passed over", () => {
  const filled = { grade: "一般", owner_id: "吴春雷" };
  expect(places("rectifying", filled)).toEqual(["done", "done", "skipped", "now", "ahead"]);
});

it("a major one that was under control shows it as done", () => {
  const filled = { grade: "重大", owner_id: "吴春雷", interim_control: "降水位" };
  expect(places("rectifying", filled)).toEqual(["done", "done", "done", "now", "ahead"]);
});

it("a record beside the way has no line of steps", () => {
  expect(places("rejected", {})).toEqual([]);
});
