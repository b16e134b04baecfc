import { strict as assert } from "node:assert";
import { assertReadableInEveryLook, assertWellMade, says, turnCalm } from "../screens.mjs";

export const title = "F1看这一页怎么用和全部按键，找得到；窗口名说村名和平急；日期怎么顺手怎么打";

export async function flow({ page }) {
  await page.getByTestId("nav-today").waitFor();
  await helpByKey(page);
  await helpByMouse(page);
  await datesAsTyped(page);
  await titles(page);
}

async function helpByKey(page) {
  await page.keyboard.press("F1");
  const sheet = page.getByRole("dialog", { name: "今日怎么用" });
  await sheet.waitFor();
  await assertWellMade(page, "帮助");
  const keys = page.getByTestId("help-key");
  assert.ok((await keys.count()) > 30, "every key of the program stands on the sheet");
  await page.getByTestId("help-find").fill("撤销");
  await says(keys, "撤销上一笔");
  await page.getByTestId("help-find").fill("没有这样的键");
  await page.getByTestId("help-nothing").waitFor();
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
}

/** From the button of the head, on another screen; in every look. */
async function helpByMouse(page) {
  await page.getByTestId("nav-hazard").click();
  await page.locator("main h1").waitFor();
  await page.keyboard.press("F8");
  await page.keyboard.press("F9");
  await page.getByTestId("help-button").click();
  await page.getByRole("dialog", { name: "隐患怎么用" }).waitFor();
  await says(page.locator("[data-test=help] h4").first(), "这一页");
  await assertWellMade(page, "帮助-大字夜间");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.keyboard.press("F8");
  await page.keyboard.press("F9");
  await assertReadableInEveryLook(page, "帮助-关了");
}

/** What the field says below is what the file then holds. */
async function datesAsTyped(page) {
  await page.evaluate(() => (location.hash = "#/ledger/training/new"));
  const field = page.getByTestId("field-held_on");
  await field.waitFor();
  const said = page.locator(".field", { has: field }).locator(".below").first();
  for (const typed of ["大后天", "下周五", "12月3日", "26-7-12", "20260712"]) {
    await field.fill(typed);
    await says(said, /^20\d\d年\d+月\d+日 星期/);
  }
  await says(said, "2026年7月12日 星期日");
  await field.fill("没有这一天");
  await said.filter({ hasText: "星期" }).waitFor({ state: "detached" });
}

async function titles(page) {
  await page.getByTestId("nav-today").click();
  await page.getByTestId("due-panel").waitFor();
  assert.equal(await page.title(), "驿站 · 栗溪村 · 平时 · 演示数据");
  await page.keyboard.press("Control+e");
  await page.locator(".night-desk").waitFor();
  await page.waitForLoadState("networkidle");
  assert.equal(await page.title(), "驿站 · 栗溪村 · 急时 · 演示数据");
  await turnCalm(page);
  assert.equal(await page.title(), "驿站 · 栗溪村 · 平时 · 演示数据");
}
