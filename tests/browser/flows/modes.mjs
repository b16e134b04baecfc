import { strict as assert } from "node:assert";
import { assertReadableInEveryLook, assertWellMade, call, eachAddress, turnCalm } from "../screens.mjs";

export const title = "大字、夜间、急时：每一页都看得清、不用左右拖，灰度也分得出；记在这台电脑上";

export async function flow({ page }) {
  await page.getByTestId("nav-today").waitFor();
  await switchedByMenuAndKept(page);
  await eachAddress(page, async (name) => {
    await assertWellMade(page, `看得清-${name}`);
    await assertReadableInEveryLook(page, `看得清-${name}`);
  });
  await night(page);
}

/** From the menu, through a new start, and off again by its key. */
async function switchedByMenuAndKept(page) {
  const looks = () =>
    page.evaluate(() => [document.documentElement.dataset.type, document.documentElement.dataset.look]);
  await page.getByTestId("file-menu").press("Enter");
  await page.getByTestId("file-menu-large").press("Enter");
  await page.keyboard.press("F9");
  assert.deepEqual(await looks(), ["large", "dark"]);
  await page.reload();
  await page.getByTestId("nav-today").waitFor();
  assert.deepEqual(await looks(), ["large", "dark"]);
  await page.keyboard.press("F8");
  await page.keyboard.press("F9");
  assert.deepEqual(await looks(), [undefined, undefined]);
}

/** Everything once more under the red frame, whose head and marks have colours of their own. */
async function night(page) {
  await call(page, "set_mode", { urgent: true });
  await page.reload();
  await page.locator(".urgent-desk").waitFor();
  await eachAddress(page, async (name) => {
    await assertWellMade(page, `看得清-急时-${name}`);
    if (name.startsWith("night")) await assertReadableInEveryLook(page, `看得清-急时-${name}`);
  });
  await turnCalm(page);
}
