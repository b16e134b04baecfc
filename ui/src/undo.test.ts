import { beforeEach, expect, it, vi } from "vitest";
import { Problem } from "./bridge/problem";
import { hush, toast } from "./toast";
import { sayDone, takenBack, undoByKey } from "./undo";

const call = vi.hoisted(() => vi.fn());
vi.mock("./bridge/call", () => ({ call, inWindow: false, askShell: vi.fn() }));

const LAST = { id: "a1", label: "保存", at: "03:20", what: "隐患 012" };

/** What the core answers, command by command. */
function answers(table: Record<string, unknown>): void {
  call.mockImplementation((name: string) => {
    const answer = table[name] ?? null;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
}
const asked = (name: string) => call.mock.calls.filter(([command]) => command === name);

beforeEach(() => {
  call.mockReset();
  hush();
  takenBack.value = 0;
});

it("what was just done is taken back with one press", async () => {
  answers({ last_act: LAST, undo_act: { undone: 1, what: "隐患 012" } });
  sayDone("已保存");
  await undoByKey();
  await vi.waitFor(() => expect(takenBack.value).toBe(1));
  expect(asked("undo_act")[0]?.[1]).toEqual({ id: "a1" });
  expect(toast.value?.text).toContain("隐患 012");
});

it("an older act is named first, and goes only with a second press", async () => {
  answers({ last_act: LAST, undo_act: { undone: 1, what: "隐患 012" } });
  await undoByKey();
  expect(asked("undo_act")).toEqual([]);
  expect(toast.value?.text).toContain("隐患 012");
  await undoByKey();
  await vi.waitFor(() => expect(takenBack.value).toBe(1));
});

it("why something cannot be taken back is said in the words of the core", async () => {
  answers({ last_act: LAST, undo_act: new Problem("undo_overtaken", "后来又改过，不能撤销。") });
  sayDone("已保存");
  await undoByKey();
  await vi.waitFor(() => expect(toast.value?.text).toBe("后来又改过，不能撤销。"));
  expect(takenBack.value).toBe(0);
});

it("where there is nothing to take back, that is said", async () => {
  answers({});
  await undoByKey();
  expect(toast.value?.text).toBe("没有可以撤销的。");
});
