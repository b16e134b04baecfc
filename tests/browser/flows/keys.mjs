import { strict as assert } from "node:assert";
import { assertWellMade, call, says, sitOutWrongPassword } from "../screens.mjs";

export const title =
  "给册子设密码，各人一个；Ctrl+L 锁上，填了一半的还在；取消一个人的密码，换一张恢复码";

const SHARED = "溪水边种着两棵板栗";
const OF_LI = "李家门前有口老水井";
const HALF_TYPED = "屋后山坡掉土块，还没填";

export async function flow({ page }) {
  // A build for tests works seconds on each password.
  page.setDefaultTimeout(120_000);
  await call(page, "save_user", { name: "李秀英", role: "officer" });
  await call(page, "save_user", { name: "王小兵", role: "watch" });
  await page.evaluate(() => (location.hash = "#/settings/keys"));
  await page.reload();

  await page.getByTestId("keys-protect").press("Enter");
  await fill(page, [SHARED, SHARED]);
  await assertWellMade(page, "密码-给册子设密码");
  await page.keyboard.press("Enter");
  const code = await drawnCode(page, "密码-第一张恢复码");
  await page.getByTestId("key-row").first().waitFor();
  await page.getByText("未设密码").waitFor({ state: "detached" });

  await page.getByRole("button", { name: "设自己的密码" }).press("Enter");
  await fill(page, [SHARED, OF_LI, OF_LI]);
  await assertWellMade(page, "密码-设自己的密码");
  await page.keyboard.press("Enter");
  await page.getByTestId("key-row").nth(1).waitFor();
  await assertWellMade(page, "密码与恢复码");

  await lockInTheMiddle(page);
  await takeOutShared(page);
  await newCode(page, code);
}

/** A form is half typed when the desk is locked by key; it is still there after. */
async function lockInTheMiddle(page) {
  await page.evaluate(() => (location.hash = "#/ledger/hazard/new"));
  const field = page.getByTestId("field-description");
  await field.fill(HALF_TYPED);
  await page.keyboard.press("Control+l");
  await page.getByTestId("cover").waitFor();
  assert.equal(
    await page.getByTestId("nav-today").isVisible(),
    false,
    "nothing is seen behind",
  );
  await page.getByTestId("unlock-number-2").click();
  await page.getByTestId("unlock-secret").fill("不是这个密码");
  await assertWellMade(page, "锁上了");
  await page.keyboard.press("Enter");
  await says(page.getByTestId("problem"), "密码不对");
  await assertWellMade(page, "锁上了-密码不对");
  await sitOutWrongPassword(page);
  await page.getByTestId("unlock-secret").fill(OF_LI);
  await page.getByTestId("unlock").click();
  await page.getByTestId("cover").waitFor({ state: "detached" });
  assert.equal(
    await field.inputValue(),
    HALF_TYPED,
    "what was half typed is still there",
  );
  await field.fill("");
}

async function takeOutShared(page) {
  await page.evaluate(() => (location.hash = "#/settings/keys"));
  await page.getByTestId("key-take-out").first().press("Enter");
  await fill(page, [OF_LI]);
  await assertWellMade(page, "密码-取消");
  await page.keyboard.press("Enter");
  await page.getByTestId("take-out-form").waitFor({ state: "detached" });
  assert.equal(await page.getByTestId("key-row").count(), 1);
}

/** A typo in the former code is told by its group; then a new code is drawn. */
async function newCode(page, code) {
  await page.getByTestId("keys-code").press("Enter");
  const groups = code.split("-");
  groups[2] = groups[2].slice(0, 4) + (groups[2].endsWith("7") ? "8" : "7");
  await fill(page, [groups.join("-")]);
  await page.keyboard.press("Enter");
  await says(page.getByTestId("problem"), "第3组");
  await page.getByTestId("confirm").fill(code);
  await assertWellMade(page, "密码-换恢复码");
  await page.keyboard.press("Enter");
  const next = await drawnCode(page, "密码-新恢复码");
  assert.notEqual(next, code);
}

/** Fills the fields one after the other, as the Tab key goes; the first one has the focus. */
async function fill(page, texts) {
  await page.waitForTimeout(300);
  for (const [index, text] of texts.entries()) {
    if (index > 0) await page.keyboard.press("Tab");
    await page.keyboard.type(text);
  }
}

/** The code on the screen, its picture, and the word that it is on paper. */
async function drawnCode(page, where) {
  const code = (await page.getByTestId("recovery-code").innerText()).replace(
    /[^0-9A-Z-]/g,
    "",
  );
  assert.match(code, /^([0-9A-Z]{5}-){4}[0-9A-Z]{5}$/);
  await assertWellMade(page, where);
  await page.getByTestId("code-copied").press("Space");
  await page.getByTestId("code-done").press("Enter");
  await page.getByTestId("recovery-code").waitFor({ state: "detached" });
  return code;
}
