import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { assertWellMade, download, says } from "../screens.mjs";

export const title = "预览岗位应急处置卡，翻页，存成 PDF，换公开版";

export async function flow({ page }) {
  await page.getByTestId("nav-paper").click();
  await page.getByTestId("paper-response_cards").waitFor();
  await assertWellMade(page, "文书");
  await page.getByTestId("paper-response_cards").press("Enter");
  await says(page.getByTestId("page-count"), /第 1 \/ 2 页/);
  assert.equal(await page.getByTestId("page").count(), 2);
  const shown = await inkOf(page);
  assert.ok(shown.dark > 1000, "the page is drawn, not blank");
  await assertWellMade(page, "处置卡");

  await page.getByRole("region", { name: "预览" }).press("End");
  await says(page.getByTestId("page-count"), /第 2 \/ 2 页/);

  const saved = await download(page, () => page.keyboard.press("Control+s"));
  assert.match(saved.name, /处置卡.*\.pdf$/);
  const bytes = await readFile(saved.path);
  assert.equal(bytes.subarray(0, 5).toString("latin1"), "%PDF-");

  await page.getByRole("switch", { name: "公开版" }).press("Space");
  await page.waitForURL(/public=1/);
  await says(page.getByTestId("page-count"), /第 1 \/ \d+ 页/);
  const masked = await inkOf(page);
  assert.notEqual(masked.sum, shown.sum, "the public edition shows less");
  await assertWellMade(page, "处置卡-公开版");
  const open = await download(page, () => page.keyboard.press("Control+s"));
  assert.notDeepEqual(await readFile(open.path), bytes, "what is saved is what is shown");
}

/** How many dark pixels the first page has once it is drawn, and a sum over all of them. */
async function inkOf(page) {
  await page.locator("canvas[data-test=page][data-drawn]").first().waitFor();
  return page.getByTestId("page").first().evaluate((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let [dark, sum] = [0, 0];
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] < 128) dark += 1;
      sum = (sum * 31 + data[at]) % 1_000_000_007;
    }
    return { dark, sum };
  });
}
