import { describe, expect, it } from "vitest";
import type { KeyRing } from "../../bridge/bindings";
import { byCodeOnly, maySet, ownerName } from "./keys";

function ring(said: Partial<KeyRing>): KeyRing {
  const nothing = { unprotected: false, passwords: [], without: [], has_code: true };
  return { ...nothing, may_manage: false, user_id: null, ...said };
}

const shared = { number: 1, user_id: null, name: "", in_use: true, is_own: true };

describe("the list of passwords", () => {
  it("calls a password by its holder, a shared one shared", () => {
    expect(ownerName(shared)).toBe("共用密码");
    expect(ownerName({ ...shared, user_id: "u", name: "李秀英" })).toBe("李秀英");
    expect(ownerName({ ...shared, user_id: "u" })).toBe("名单里没有的人");
  });

  it("asks for the paper code where whoever works now knows no password", () => {
    expect(byCodeOnly(ring({ passwords: [shared] }))).toBe(false);
    expect(byCodeOnly(ring({ passwords: [{ ...shared, is_own: false }] }))).toBe(true);
  });

  it("lets everybody set his own and only a keeper the others'", () => {
    const watch = ring({ passwords: [shared], user_id: "u" });
    expect(maySet(watch, "u")).toBe(true);
    expect(maySet(watch, "other")).toBe(false);
    expect(maySet(watch, null)).toBe(false);
    expect(maySet({ ...watch, may_manage: true }, "other")).toBe(true);
  });
});
