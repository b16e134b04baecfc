import { strict as assert } from "node:assert";
import { assertWellMade, call, says } from "../screens.mjs";

export const title = "设置：改一个期限再改回出厂，添一个选项，看谁看过什么";

export async function flow({ page }) {
  await page.getByTestId("nav-settings").click();
  await thresholds(page);
  await lists(page);
  await access(page);
}

async function thresholds(page) {
  await page.getByTestId("settings-thresholds").click();
  const row = page.getByTestId("threshold-supply_notice_days");
  const value = row.getByTestId("threshold-value");
  await value.fill("很多");
  await page.keyboard.press("Enter");
  await says(row.getByRole("alert"), "的整数");
  await value.fill("45");
  await page.keyboard.press("Enter");
  await row.getByTestId("threshold-back").waitFor();
  await assertWellMade(page, "设置-期限");
  assert.equal((await threshold(page)).value, 45);
  await row.getByTestId("threshold-back").press("Enter");
  await row.getByTestId("threshold-back").waitFor({ state: "hidden" });
  const { value: now, shipped, own } = await threshold(page);
  assert.deepEqual([now, own], [shipped, false], "back to what was shipped");
}

async function threshold(page) {
  const all = await call(page, "thresholds", {});
  return all.find(({ name }) => name === "supply_notice_days");
}

async function lists(page) {
  await page.getByTestId("settings-lists").click();
  const chosen = page.getByTestId("code-list");
  await chosen.selectOption("hazard_kind");
  const items = page.getByTestId("code-item");
  await items.first().waitFor();
  await page.getByTestId("code-new").fill("排涝站");
  await page.keyboard.press("Enter");
  await says(items, "排涝站");
  await items.filter({ hasText: "排涝站" }).getByTestId("code-rename").press("Enter");
  await page.locator(":focus[data-test=code-label]").waitFor();
  await page.getByTestId("code-label").fill("排涝泵站");
  await page.keyboard.press("Enter");
  await says(items, "排涝泵站");
  await assertWellMade(page, "设置-选项");
  const { lists: known } = await call(page, "declarations", {});
  assert.ok(
    known.hazard_kind.some(({ label }) => label === "排涝泵站"),
    "every form offers it at once",
  );
}

async function access(page) {
  const { rows } = await call(page, "list_records", {
    ledger: "person",
    limit: 1,
  });
  await call(page, "read_record", {
    ledger: "person",
    id: rows[0].id,
    reveal: true,
    reason: "核对身份",
  });
  await page.getByTestId("settings-access").click();
  await says(page.getByTestId("access-line"), "核对身份");
  await assertWellMade(page, "设置-查看记录");
}
