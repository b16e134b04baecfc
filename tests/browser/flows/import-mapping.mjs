import { strict as assert } from "node:assert";
import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { assertWellMade, call, choose, download, says } from "../screens.mjs";

export const title = "表头认不出就自己选一栏，下次还记得；没收的行存成一份表，改好再导";

const HEAD = "场所名称,经营类型,店主,联系方式,平时几个人,灭火器有效期";
const ROWS = [
  "桥头小卖部,小商店,何大海,14200000611,2,2027-03-01",
  "岭上农家乐,小餐饮,孙小妹,14200000612,6,13月5日",
];

export async function flow({ page, place }) {
  const sheet = join(place, "场所.csv");
  await writeFile(sheet, `${[HEAD, ...ROWS].join("\n")}\n`);
  await page.goto(new URL("#/import/premises", page.url()).href);
  await choose(page, "import-choose", sheet);
  const outcome = page.getByTestId("import-outcome");
  await says(outcome, "共 2 行");
  await mapByHand(page);
  await says(outcome, "没收 1");
  await says(page.getByTestId("import-rejected"), "13月5日");
  await assertWellMade(page, "导入-对栏");

  const rejected = await saveRejected(page, place);
  await page.getByTestId("import-run").press("Enter");
  await says(outcome, "新增 1 条");
  await takeBackAndAgain(page, outcome);
  await choose(page, "import-choose", rejected);
  await says(outcome, "共 1 行");
  await says(page.getByTestId("import-rejected"), "13月5日");
  await mendAndTakeIn(page, place);
  await remembered(page, sheet);
}

/** A head that no synonym knows is given its field by keyboard; the plan follows. */
async function mapByHand(page) {
  const column = page.getByTestId("column-E");
  await column.selectOption({ label: "人数" });
  await says(page.locator("[data-test=import-columns] select").nth(4), "人数");
  await page.waitForLoadState("networkidle");
}

/** Taken back, the sheet stands again where it did before; then it is taken in after all. */
async function takeBackAndAgain(page, outcome) {
  await page.getByTestId("toast").getByRole("button").press("Enter");
  await page.locator("[data-test=import-run]:enabled").waitFor();
  await page.waitForLoadState("networkidle");
  await says(outcome, "没收 1");
  await page.getByTestId("import-run").click();
  await says(outcome, "新增 1 条");
}

/** The rows that were not taken in, as a workbook that can be read in again. */
async function saveRejected(page, place) {
  const { name, path } = await download(page, () =>
    page.getByTestId("import-save-rejected").press("Enter"),
  );
  assert.ok(name.endsWith(".xlsx"), `the rejected rows are a workbook, not ${name}`);
  const workbook = join(place, name);
  await copyFile(path, workbook);
  return workbook;
}

/** Mended outside, the same rows come in again and nothing comes in twice. */
async function mendAndTakeIn(page, place) {
  const mended = join(place, "场所-改好.csv");
  const rows = ROWS.map((row) => row.replace("13月5日", "2027-05-13"));
  await writeFile(mended, `${[HEAD, ...rows].join("\n")}\n`);
  await page.reload();
  await choose(page, "import-choose", mended);
  const outcome = page.getByTestId("import-outcome");
  await says(outcome, "新增 1");
  await page.getByTestId("import-run").press("Enter");
  await says(outcome, "新增 1 条");
  const { total, rows: kept } = await call(page, "list_records", {
    ledger: "premises",
    text: "桥头小卖部",
  });
  assert.equal(total, 1, "what was in the books is not there twice");
  const shop = await call(page, "read_record", {
    ledger: "premises",
    id: kept[0].id,
  });
  assert.equal(shop.values.headcount, 2, "the column chosen by hand was read");
}

async function remembered(page, sheet) {
  await page.reload();
  await choose(page, "import-choose", sheet);
  await says(page.getByTestId("import-columns"), "按上次的对应");
}
