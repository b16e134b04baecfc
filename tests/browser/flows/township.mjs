import { assertMenuWellMade, says } from "../screens.mjs";

export const title = "镇册的每一页都打得开，写明是哪个村的";
export const opens = "竹坪镇.yz";

export async function flow({ page }) {
  await assertMenuWellMade(page, "竹坪镇");
  await page.getByTestId("nav-hazard").click();
  await says(page.getByTestId("row"), "栗溪村");
  await says(page.getByTestId("record"), "这里只看不改");
}
