import { strict as assert } from "node:assert";
import { assertReadableInEveryLook, assertWellMade, call, eachOfMenu, turnCalm } from "../screens.mjs";

export const title = "大字、夜间：每一页都看得清、不用左右拖，灰度也分得出；记在这台电脑上";

export async function flow({ page }) {
  await page.getByTestId("nav-today").waitFor();
  await switchedByMenuAndKept(page);
  await eachOfMenu(page, (name) => assertReadableInEveryLook(page, `看得清-${name}`));
  await formsAndSheets(page);
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

/** What hangs over a screen or is only there on request. */
async function formsAndSheets(page) {
  for (const address of [
    "#/ledger/hazard/new",
    "#/ledger/person/new",
    "#/ledger/situation_report/new",
    "#/import/person",
    "#/people",
    "#/handoff/cards",
    "#/inspection",
  ]) {
    await page.evaluate((hash) => (location.hash = hash), address);
    await page.locator("main h1").waitFor();
    await page.waitForLoadState("networkidle");
    await assertReadableInEveryLook(page, `看得清-${address.replace(/[^a-z]+/g, "-")}`);
  }
}

async function night(page) {
  await call(page, "set_mode", { urgent: true });
  await page.reload();
  await page.evaluate(() => (location.hash = "#/night"));
  await page.getByTestId("night-calls").waitFor();
  await assertWellMade(page, "看得清-急时台");
  await assertReadableInEveryLook(page, "看得清-急时台");
  await turnCalm(page);
}
