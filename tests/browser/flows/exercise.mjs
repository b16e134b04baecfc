import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { assertWellMade, call, says } from "../screens.mjs";

export const title =
  "演练：拷贝上照真的练，每一屏都写着演练，结束登记一条，真册子一字不动";

export async function flow({ page, office }) {
  await page.getByTestId("nav-hazard").waitFor();
  const before = await call(page, "count_chips", { ledger: "warning" });
  await page.getByTestId("mode-exercise").click();
  await page.getByTestId("exercise-beginning").waitFor();
  await assertWellMade(page, "演练-开始");
  await page.getByTestId("exercise-begin").press("Enter");
  await page.getByTestId("night").waitFor();
  await says(page.getByTestId("exercise-band"), "演练中");
  const real = await readFile(office);
  await play(page);
  await assertWellMade(page, "演练-急时台");
  await page.goto(`${new URL(page.url()).origin}/#/paper/contact_list`);
  await says(page.getByTestId("exercise-band"), "演练中");
  await page.waitForLoadState("networkidle");
  await assertWellMade(page, "演练-文书");
  assert.ok(
    real.equals(await readFile(office)),
    "the real file was written to",
  );
  await end(page);
  assert.deepEqual(
    await call(page, "count_chips", { ledger: "warning" }),
    before,
  );
}

async function play(page) {
  const take = page.getByTestId("night-take");
  await take.or(page.getByTestId("night-lift")).first().waitFor();
  if (await take.isVisible()) {
    await take.press("Enter");
    await page.getByTestId("night-lift").waitFor();
  }
  const calls = await call(page, "night_desk", {});
  await page.getByTestId("night-calls").locator("ul").focus();
  await page.keyboard.press("1");
  await says(
    page.getByTestId("night-answered"),
    `${calls.calls.answered + 1} / `,
  );
}

async function end(page) {
  await page.keyboard.press("Control+e");
  await page.getByTestId("exercise-ending").waitFor();
  await assertWellMade(page, "演练-结束");
  await page.getByTestId("exercise-record").press("Enter");
  await page.getByTestId("exercise-band").waitFor({ state: "detached" });
  await says(page.locator("main"), "演练");
  const { rows } = await call(page, "list_records", { ledger: "drill" });
  assert.ok(rows.length > 0);
  await assertWellMade(page, "演练-记录");
}
