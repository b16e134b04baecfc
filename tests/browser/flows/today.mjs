import { assertWellMade, call, says } from "../screens.mjs";

export const title = "打开演示村册，看到今日，人人能用；每一行一按就到它的记录";

export async function flow({ page }) {
  await page.getByText("今日").first().waitFor();
  await page.getByText("栗溪村").first().waitFor();
  await page.getByText("演示数据").first().waitFor();
  await assertWellMade(page, "今日");
  await everyLineLeadsSomewhere(page);
  await gapsUnfold(page);
}

/** Each due line opens the record, or the ledger, that it speaks of. */
async function everyLineLeadsSomewhere(page) {
  const { due } = await call(page, "today", {});
  const lines = page.getByTestId("due");
  await lines.first().waitFor();
  for (const [index, { ledger, what }] of due.slice(0, 8).entries()) {
    const link = lines.nth(index).getByRole("link");
    await says(link, what);
    await link.press("Enter");
    await page.waitForURL((address) => address.hash.startsWith(`#/ledger/${ledger}`));
    await page.locator("main h1").waitFor();
    await page.goBack();
    await lines.first().waitFor();
  }
}

async function gapsUnfold(page) {
  const { gaps } = await call(page, "today", {});
  if (gaps.length === 0) return;
  await page.getByTestId("gaps-fold").press("Enter");
  const line = page.getByTestId("gap").first();
  await says(line, gaps[0].title);
  await assertWellMade(page, "今日-欠项");
  await line.getByRole("link").press("Enter");
  await page.waitForURL((address) => address.hash.includes(gaps[0].id));
}
