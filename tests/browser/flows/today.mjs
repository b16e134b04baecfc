import { assertAccessible, assertNoSidewaysScroll } from "../accessible.mjs";

export const title = "打开演示村册，看到今日，人人能用";

export async function flow({ page }) {
  await page.getByText("今日").first().waitFor();
  await page.getByText("栗溪村").first().waitFor();
  await page.getByText("演示数据").first().waitFor();
  await assertNoSidewaysScroll(page, "今日");
  await assertAccessible(page, "今日");
}
