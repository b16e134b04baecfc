import { assertMenuWellMade, assertWellMade, says } from "../screens.mjs";

export const title = "村册的每一页都打得开，不用左右拖，人人能用；Ctrl+K 能到";

export async function flow({ page }) {
  await assertMenuWellMade(page, "栗溪村");
  await page.keyboard.press("Control+k");
  await page.locator(":focus[data-test=jump-input]").waitFor();
  await page.keyboard.type("bncs");
  await says(page.getByTestId("jump-option"), "避难场所");
  await assertWellMade(page, "去哪里");
  await page.keyboard.press("Enter");
  await says(page.getByRole("heading", { level: 1 }), "避难场所");
}
