import { strict as assert } from "node:assert";
import { assertWellMade, call, choose, says, sheet } from "../screens.mjs";

export const title = "导入国标码的花名册，没收的行说清哪一行、哪一列、为什么";

export async function flow({ page }) {
  await page.getByTestId("nav-person").click();
  await page.getByTestId("row").first().waitFor();
  const before = await total(page);
  await page.getByTestId("to-import").press("Enter");
  await choose(page, "import-choose", sheet("村民花名册-GB18030.csv"));
  const outcome = page.getByTestId("import-outcome");
  await says(outcome, "共 265 行");
  await says(outcome, "没收 2");

  const rejected = page.getByTestId("import-rejected").locator("tbody tr");
  const rows = await rejected.evaluateAll((lines) =>
    lines.map(({ cells }) => [...cells].map(({ innerText }) => innerText.trim())),
  );
  assert.equal(rows.length, 2);
  for (const cells of rows) {
    const [row, column, reason] = cells.slice(-3);
    assert.match(row, /^第 \d+ 行$/);
    assert.notEqual(column, "", "the column is named");
    assert.match(reason, /\p{Script=Han}{4,}/u, "the reason is a sentence");
  }
  await assertWellMade(page, "导入花名册-先看");

  await page.getByTestId("import-run").press("Enter");
  await outcome.getByRole("status").waitFor();
  const [, added] = /新增 (\d+) 条/.exec(await outcome.getByRole("status").innerText());
  assert.equal(await total(page), before + Number(added), "who was added stands in the books");
  assert.equal(await rejected.count(), 2, "what was not taken stays in sight");
  await assertWellMade(page, "导入花名册-导好了");
}

async function total(page) {
  return (await call(page, "list_records", { ledger: "person", limit: 1 })).total;
}
