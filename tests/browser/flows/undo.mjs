import { strict as assert } from "node:assert";
import { assertWellMade, call, says } from "../screens.mjs";

export const title = "改错了能撤销：刚做的一按就回，早先的先说是哪一笔";

export async function flow({ page }) {
  await page.getByTestId("nav-hazard").click();
  const row = page.getByTestId("row").first();
  await row.waitFor();
  const id = await row.getAttribute("data-id");
  const before = await place(page, id);
  await change(page, row, "改错了的地方");
  await says(page.getByTestId("toast-act"), "撤销");
  await assertWellMade(page, "撤销-可撤");
  await page.getByTestId("toast-act").press("Enter");
  await says(page.getByTestId("toast"), "已撤销");
  await page.locator(`[data-test=record] [data-test=field-location]`).waitFor();
  await page.waitForFunction(
    (text) => document.querySelector("[data-test=field-location]")?.value === text,
    before,
  );
  assert.equal(await place(page, id), before);

  await change(page, row, "又改错了的地方");
  await page.reload();
  await page.getByTestId("row").first().waitFor();
  await page.getByTestId("row").first().focus();
  await page.keyboard.press("Control+z");
  await says(page.getByTestId("toast"), "上一笔是");
  assert.equal(await place(page, id), "又改错了的地方", "an older act is only named at first");
  await page.keyboard.press("Control+z");
  await says(page.getByTestId("toast"), "已撤销");
  assert.equal(await place(page, id), before);
  await page.getByTestId("record-history").press("Enter");
  await says(page.getByTestId("history"), "撤销");
}

async function change(page, row, text) {
  await row.press("Enter");
  const location = page.getByTestId("field-location");
  await location.fill(text);
  await location.press("Control+Enter");
  await says(page.getByTestId("toast"), "已保存");
}

async function place(page, id) {
  const { values } = await call(page, "read_record", { ledger: "hazard", id });
  return values.location;
}
