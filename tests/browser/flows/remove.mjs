import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { assertWellMade, call, download, says } from "../screens.mjs";

export const title = "身份证号点了才显示；删掉的一条找得回来；台账导出成表格";

export async function flow({ page }) {
  await page.getByTestId("nav-person").click();
  await page.getByTestId("row").first().waitFor();
  const record = page.getByTestId("record");
  await says(record.getByTestId("field-id_no"), "****");
  await record.getByTestId("reveal-id_no").press("Enter");
  const revealed = record.locator("input[data-test=field-id_no]");
  await revealed.waitFor();
  assert.match(await revealed.inputValue(), /^99\d{15}[\dX]$/);

  const { total } = await call(page, "list_records", { ledger: "person", limit: 1 });
  const name = (await record.getByRole("heading", { level: 2 }).innerText()).split("\n")[0].trim();
  await page.getByTestId("record-more").press("Enter");
  await page.getByTestId("record-more-remove").press("Enter");
  await says(page.getByRole("status"), `共 ${total - 1} 条`);
  await page.getByTestId("ledger-more").press("Enter");
  await page.getByTestId("ledger-more-gone").press("Enter");
  await says(page.getByTestId("row"), name);
  await assertWellMade(page, "人员-已删除");
  await page.getByTestId("record-restore").press("Enter");
  await page.getByTestId("record-restore").waitFor({ state: "hidden" });
  const after = await call(page, "list_records", { ledger: "person", limit: 1 });
  assert.equal(after.total, total, "what was removed is back");

  await page.getByTestId("nav-supply_item").click();
  await says(page.getByRole("heading", { level: 1 }), "物资品目");
  const saved = await download(page, () => page.getByTestId("export").press("Enter"));
  assert.match(saved.name, /^物资品目.*\.xlsx$/);
  const bytes = await readFile(saved.path);
  assert.equal(bytes.subarray(0, 2).toString("latin1"), "PK", "a workbook is a zip");
}
