import { assertWellMade, says } from "../screens.mjs";

export const title = "站情：比率有分子分母，六盏灯换一种说法，颜色说得出理由";

export async function flow({ page }) {
  await page.getByTestId("nav-standing").click();
  await says(page.getByTestId("rate"), "隐患整改率");
  await page.getByTestId("status-why").filter({ hasText: /。$/ }).waitFor();
  await assertWellMade(page, "站情");
  const preset = page.getByTestId("preset");
  const lamps = page.locator("section", { hasText: "六个一" }).locator("li strong");
  const first = await lamps.first().textContent();
  await preset.selectOption({ index: 1 });
  await lamps.first().filter({ hasNotText: first }).waitFor();
  await assertWellMade(page, "站情-另一种说法");
  await page.reload();
  await lamps.first().filter({ hasNotText: first }).waitFor();
}
