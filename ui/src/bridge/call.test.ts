import { afterEach, expect, it, vi } from "vitest";
import { call } from "./call";
import { Problem } from "./problem";

function answer(status: number, body: unknown) {
  const fetch = vi.fn(() => Promise.resolve(new Response(JSON.stringify(body), { status })));
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

async function refusal(): Promise<Problem> {
  const error: unknown = await call("lock_file", {}).catch((reason: unknown) => reason);
  if (!(error instanceof Problem)) throw new Error("the call was not refused with a Problem");
  return error;
}

afterEach(() => vi.unstubAllGlobals());

it("in a browser a command goes to the server of this page as JSON", async () => {
  const fetch = answer(200, [{ id: "p1", label: "何桂花", hint: "5组" }]);
  const rows = await call("pick_records", { ledger: "person", text: "何" });
  expect(rows[0]?.label).toBe("何桂花");
  const [address, request] = fetch.mock.calls[0] as unknown as [string, RequestInit];
  expect(address).toBe("/call/pick_records");
  expect(request.body).toBe('{"ledger":"person","text":"何"}');
  expect(request.credentials, "the cookie must not go elsewhere").toBe("same-origin");
});

it("a refusal is thrown with its code, its words and its fields", async () => {
  const fields = [{ field: "due_date", text: "请填期限。" }];
  answer(422, { code: "not_valid", message: "还没有保存。", fields });
  const problem = await refusal();
  expect([problem.code, problem.message, problem.fields]).toEqual([
    "not_valid",
    "还没有保存。",
    fields,
  ]);
});

it("an answer that is no Problem is told in our words, not in its own", async () => {
  answer(500, "stack trace");
  expect((await refusal()).code).toBe("unexpected");
});

it("a server that is gone is told, and that nothing typed is lost", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  const problem = await refusal();
  expect(problem.code).toBe("unreachable");
  expect(problem.message).toContain("填的内容还在");
});
