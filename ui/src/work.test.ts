import { expect, it } from "vitest";
import { Problem } from "./bridge/problem";
import { useReading, useWork } from "./work";

function promised<Answer>() {
  let resolve: (answer: Answer) => void = () => undefined;
  const promise = new Promise<Answer>((settle) => (resolve = settle));
  return { promise, resolve };
}

it("a second press while something is written does nothing", async () => {
  const { run, busy } = useWork();
  const first = promised<string>();
  const running = run(() => first.promise);
  expect(await run(() => Promise.resolve("second"))).toBeNull();
  first.resolve("first");
  expect(await running).toBe("first");
  expect(busy.value).toBe(false);
});

it("of two readings the newer one counts, even if the older comes later", async () => {
  const { run, busy } = useReading();
  const [old, young] = [promised<string>(), promised<string>()];
  const [first, second] = [run(() => old.promise), run(() => young.promise)];
  young.resolve("young");
  expect(await second).toBe("young");
  expect(busy.value).toBe(false);
  old.resolve("old");
  expect(await first, "what was chosen before must not replace what is shown").toBeNull();
});

it("a failure is kept in words until the next try", async () => {
  const { run, problem } = useWork();
  await run(() => Promise.reject(new Problem("disk_full", "U盘满了。")));
  expect(problem.value?.code).toBe("disk_full");
  await run(() => Promise.resolve(1));
  expect(problem.value).toBeNull();
});

it("a failure that is no Problem is not shown as it is", async () => {
  const { run, problem } = useWork();
  await run(() => Promise.reject(new TypeError("x is undefined")));
  expect(problem.value?.message).not.toContain("undefined");
});
