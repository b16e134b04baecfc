import { createApp, defineComponent, h, nextTick, ref, type Ref } from "vue";
import { beforeEach, expect, it, vi } from "vitest";
import { useTypedDraft } from "./typed-draft";

const desk = vi.hoisted(() => ({ unprotected: true }));
const inFile = new Map<string, unknown>();
vi.mock("./desk", () => ({
  file: {
    value: {
      path: "/books/栗溪村.yz",
      get unprotected() {
        return desk.unprotected;
      },
    },
  },
}));
vi.mock("./bridge/call", () => ({
  call: (name: string, { key, values }: { key: string; values: unknown }) => {
    if (name === "keep_draft") inFile.set(key, values);
    if (name === "drop_draft") inFile.delete(key);
    return Promise.resolve({ values: inFile.get(key) ?? null });
  },
}));

/** A form with one line; a second one is the same form after a crash. */
async function opened(): Promise<{ line: Ref<string>; drop: () => void; resumed: () => number }> {
  const line = ref("");
  const resumed = vi.fn();
  let drop = (): void => undefined;
  const form = defineComponent(() => {
    drop = useTypedDraft({ name: "night-log", typed: { line }, resumed }).drop;
    return () => h("p", line.value);
  });
  createApp(form).mount(document.createElement("div"));
  await new Promise((settled) => setTimeout(settled));
  return { line, drop, resumed: () => resumed.mock.calls.length };
}

beforeEach(() => {
  localStorage.clear();
  inFile.clear();
  desk.unprotected = true;
});

it("what was typed stands in the form when it is opened again", async () => {
  const first = await opened();
  first.line.value = "西冲塘水变浑";
  await nextTick();
  const second = await opened();
  expect(second.line.value).toBe("西冲塘水变浑");
  expect(second.resumed(), "what shows the form is told").toBe(1);
});

it("what was sent does not come back", async () => {
  const first = await opened();
  first.line.value = "西冲塘水变浑";
  await nextTick();
  first.line.value = "";
  first.drop();
  await nextTick();
  const second = await opened();
  expect([second.line.value, second.resumed()]).toEqual(["", 0]);
});

it("in a protected book it lies inside the file alone", async () => {
  desk.unprotected = false;
  const first = await opened();
  first.line.value = "老李不肯走";
  await vi.waitFor(() => expect(inFile.size).toBe(1));
  expect(JSON.stringify({ ...localStorage })).not.toContain("老李");
  expect((await opened()).line.value).toBe("老李不肯走");
});
