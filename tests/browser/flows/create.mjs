import { strict as assert } from "node:assert";
import { join } from "node:path";
import { assertWellMade, says, sitOutWrongPassword } from "../screens.mjs";

export const title = "新建村册，抄下恢复码；锁上以后，密码不对进不去，密码和恢复码都能打开";
export const opens = null;

const PASSWORD = "溪水边种着两棵板栗";

export async function flow({ page, place }) {
  // A build for tests works seconds on each password.
  page.setDefaultTimeout(60_000);
  await page.getByTestId("gate-create").waitFor();
  await assertWellMade(page, "开始");
  await page.getByTestId("gate-create").press("Enter");
  await fillIn(page, ["青石村", "990101102205", join(place, "青石村.yz"), PASSWORD, PASSWORD]);
  await assertWellMade(page, "新建村册");
  await page.keyboard.press("Enter");

  const code = (await page.getByTestId("recovery-code").innerText()).trim();
  assert.ok(code.replace(/[^0-9A-Z]/gi, "").length >= 20, "a recovery code is long enough to be one");
  assert.ok(await page.getByTestId("recovery-done").isDisabled(), "nobody goes on without copying it");
  await assertWellMade(page, "恢复码");
  await page.getByLabel("我已抄下").press("Space");
  await page.getByTestId("recovery-done").press("Enter");
  await page.getByTestId("nav-today").waitFor();
  assert.equal(await page.getByText("未设密码").count(), 0, "a book with a password does not warn");
  await assertWellMade(page, "今日-新册");

  await lock(page);
  await page.keyboard.type("不是这个密码");
  await page.keyboard.press("Enter");
  await says(page.getByTestId("problem"), "密码");
  assert.equal(
    await page.getByTestId("nav-today").isVisible(),
    false,
    "a wrong password shows nothing",
  );
  await assertWellMade(page, "密码不对");
  await sitOutWrongPassword(page);
  // What was typed stands selected, so typing again replaces it.
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByTestId("nav-today").waitFor();

  await lock(page);
  await page.getByTestId("by-code").press("Enter");
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
  await says(page.getByRole("banner"), "青石村");
}

/** Fills the fields one after the other, as the Tab key goes. */
async function fillIn(page, texts) {
  await page.getByTestId("office-name").waitFor();
  for (const [index, text] of texts.entries()) {
    if (index > 0) await page.keyboard.press("Tab");
    await page.keyboard.type(text);
  }
}

async function lock(page) {
  await page.getByTestId("file-menu").press("Enter");
  await page.getByTestId("file-menu-lock").press("Enter");
  await page.getByTestId("unlock-secret").waitFor();
}
