import { strict as assert } from "node:assert";
import { assertWellMade, call, says, takeFirst } from "../screens.mjs";

export const title = "用键盘过一遍检查清单，一项一个键，不合格的成了隐患";

const ITEMS = ["灭火器有压力", "后门能打开", "没有住人"];

export async function flow({ page }) {
  await call(page, "save_record", {
    ledger: "checklist",
    values: { name: "〇试用清单", kind: "own", items: ITEMS },
  });
  await call(page, "save_record", {
    ledger: "premises",
    values: { name: "桥头小卖部", address: "1组村口" },
  });
  await page.goto(new URL("#/ledger/premises", page.url()).href);
  await page.getByTestId("row").filter({ hasText: "桥头小卖部" }).click();
  await says(page.getByTestId("record"), "桥头小卖部");
  await page.getByTestId("to-inspection").press("Enter");
  await aim(page);
  await goThrough(page);
  await save(page);
}

async function aim(page) {
  const main = page.locator("main");
  await main.getByTestId("field-checklist_id").fill("试用清单");
  await takeFirst(main, "checklist_id");
  const shop = await main.getByTestId("field-premises_id").inputValue();
  assert.equal(shop, "桥头小卖部", "the place is the one that was looked at");
  await page.getByTestId("inspection-item").nth(2).waitFor();
  await assertWellMade(page, "检查-开始");
}

async function goThrough(page) {
  const items = page.getByTestId("inspection-item");
  await items.first().focus();
  await page.keyboard.press("1");
  await page.keyboard.press("2");
  await page.locator(":focus[data-test=inspection-hazard]").waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("3");
  await says(page.getByRole("status"), "查了 3 / 3 项");
  await page.keyboard.press("Control+Enter");
  await says(page.getByRole("alert"), "各写一句话");
  await assertWellMade(page, "检查-没写一句话");
  await items.nth(1).getByTestId("inspection-hazard").fill("后门被纸箱堵死");
  await page.keyboard.press("Control+Enter");
}

async function save(page) {
  const done = page.getByTestId("inspection-done");
  await says(done, "1 项不合格，已记成隐患");
  await assertWellMade(page, "检查-记下了");
  await done.getByRole("link", { name: "看第 1 条隐患" }).press("Enter");
  await says(page.getByTestId("record"), "后门被纸箱堵死");
  const { rows } = await call(page, "list_records", {
    ledger: "hazard",
    text: "后门被纸箱堵死",
  });
  const hazard = await call(page, "read_record", {
    ledger: "hazard",
    id: rows[0].id,
  });
  assert.equal(hazard.values.location, "桥头小卖部 1组村口", "the place was not typed again");
  assert.equal(hazard.shown.src, "巡查");
}
