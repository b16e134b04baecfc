import { describe, expect, it, vi } from "vitest";
import { idleWatch } from "./cover";

function desk(minutes: number) {
  let at = 0;
  const lock = vi.fn();
  const idle = idleWatch(
    () => minutes,
    lock,
    () => at,
  );
  const wait = (seconds: number) => (at += seconds * 1000);
  return { idle, lock, wait };
}

describe("a desk that nobody uses", () => {
  it("locks itself after its minutes, and once", () => {
    const { idle, lock, wait } = desk(15);
    wait(15 * 60 - 1);
    expect(idle.look()).toBe(false);
    wait(1);
    expect(idle.look()).toBe(true);
    wait(10);
    expect(idle.look()).toBe(false);
    expect(lock).toHaveBeenCalledTimes(1);
  });

  it("begins to count anew with every sign of life", () => {
    const { idle, lock, wait } = desk(1);
    for (let count = 0; count < 10; count += 1) {
      wait(50);
      idle.touch();
    }
    expect(lock).not.toHaveBeenCalled();
  });

  it("is locked before the first key after a long sleep counts as use", () => {
    const { idle, lock, wait } = desk(15);
    wait(8 * 3600);
    idle.touch();
    expect(lock).toHaveBeenCalledTimes(1);
  });

  it("never locks itself where the minutes are 0", () => {
    const { idle, lock, wait } = desk(0);
    wait(24 * 3600);
    idle.look();
    expect(lock).not.toHaveBeenCalled();
  });
});
