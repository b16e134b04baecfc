import { strict as assert } from "node:assert";
import { assertWellMade, call, choose, says, sheet } from "../screens.mjs";

export const title = "导入隐患台账，先看后导；再导一次一条也不多";

const WORKBOOK = sheet("隐患台账.xlsx");

export async function flow({ page }) {
  const before = await total(page);
  await page.getByTestId("nav-hazard").click();
  await page.getByTestId("to-import").press("Enter");
  const outcome = page.getByTestId("import-outcome");
  await assertWellMade(page, "导入");

  await choose(page, "import-choose", WORKBOOK);
  await says(outcome, "共 35 行");
  await says(outcome, "新增 35");
  await says(outcome, "没收 0");
  assert.equal(await total(page), before, "looking changes nothing");
  await assertWellMade(page, "导入-先看");

  await page.getByTestId("import-run").press("Enter");
  await says(outcome, "新增 35 条");
  await assertWellMade(page, "导入-导好了");
  await outcome.getByRole("link", { name: "去看台账" }).press("Enter");
  await says(page.getByRole("status"), `共 ${before + 35} 条`);

  await page.getByTestId("to-import").press("Enter");
  await choose(page, "import-choose", WORKBOOK);
  await says(outcome, "新增 0");
  await says(outcome, "没有可以导入的新内容");
  assert.ok(await page.getByTestId("import-run").isDisabled(), "there is nothing to take in");
  assert.equal(await total(page), before + 35);
}

async function total(page) {
  return (await call(page, "list_records", { ledger: "hazard", limit: 1 })).total;
}
