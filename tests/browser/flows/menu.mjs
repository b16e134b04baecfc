import { strict as assert } from "node:assert";
import { assertMenuWellMade, says } from "../screens.mjs";

export const title = "村册的每一页都打得开，不用左右拖，人人能用；菜单收得起、记得住、按字母能跳";

export async function flow({ page }) {
  await foldAndRemember(page);
  await typeToJump(page);
  await assertMenuWellMade(page, "栗溪村");
}

async function foldAndRemember(page) {
  const plan = page.getByTestId("nav-plan");
  await page.getByTestId("nav-hazard").waitFor();
  await plan.waitFor({ state: "detached" });
  await page.getByTestId("menu-response").press("Enter");
  await plan.waitFor();
  await page.reload();
  await plan.waitFor();
  await page.getByTestId("menu-response").press("Enter");
  await plan.waitFor({ state: "detached" });
  assert.equal(await page.locator("nav a span").filter({ hasText: /^0$/ }).count(), 0);
}

async function typeToJump(page) {
  await page.getByTestId("nav-today").focus();
  await page.keyboard.type("jxcs");
  await page.locator("[data-test=nav-premises]:focus").waitFor();
  await page.keyboard.press("Enter");
  await says(page.getByRole("heading", { level: 1 }), "九小场所");
}
