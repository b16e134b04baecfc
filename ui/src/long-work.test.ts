import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { effectScope, nextTick } from "vue";

const asked = vi.hoisted(() => vi.fn());
vi.mock("./bridge/call", () => ({ call: asked }));

import { counting, underWay } from "./bridge/under-way";
import { useLongWork } from "./long-work";

const scope = effectScope();
const work = scope.run(useLongWork)!;

function begin() {
  let finish = (): void => undefined;
  const running = counting("export_package", () => new Promise<void>((done) => (finish = done)));
  return { running, finish: () => finish() };
}

beforeEach(() => {
  vi.useFakeTimers();
  asked.mockReset();
  asked.mockResolvedValue({ label: "正在打包", done: 3, total: 9 });
});
afterEach(() => vi.useRealTimers());

it("work that is over at once is never looked at", async () => {
  const { running, finish } = begin();
  await vi.advanceTimersByTimeAsync(300);
  finish();
  await running;
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked).not.toHaveBeenCalled();
});

it("long work is shown until it ends", async () => {
  const { running, finish } = begin();
  await nextTick();
  await vi.advanceTimersByTimeAsync(400);
  expect(work.state.value).toEqual({ label: "正在打包", done: 3, total: 9 });
  finish();
  await running;
  await nextTick();
  expect(work.state.value).toBeNull();
});

it("a stop is asked for once and shown until the work has ended", async () => {
  const { running, finish } = begin();
  await nextTick();
  await vi.advanceTimersByTimeAsync(400);
  await work.stop();
  expect(asked).toHaveBeenCalledWith("stop_work", {});
  expect(work.stopping.value).toBe(true);
  finish();
  await running;
  await nextTick();
  expect(work.stopping.value).toBe(false);
});

it("looking at the work is not work", async () => {
  await counting("work_state", async () => {
    expect(underWay.value).toBe(0);
  });
});
