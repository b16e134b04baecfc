import { strict as assert } from "node:assert";
import { assertWellMade, call, says, takeFirst } from "../screens.mjs";

export const title =
  "几个人轮着用：加人、设PIN、换人；销号由村书记签字，口头同意的事后确认；不该他做的说清找谁";

const PIN = "2580";

export async function flow({ page }) {
  await page.getByTestId("nav-hazard").waitFor();
  await page.getByTestId("worker").waitFor({ state: "detached" });
  await enterPeople(page);
  await sign(page);
  await confirm(page);
  await changeWorker(page);
}

/** The first name is entered and keeps the desk; then the secretary and his PIN. */
async function enterPeople(page) {
  await page.getByTestId("file-menu").press("Enter");
  await page.getByTestId("file-menu-people").press("Enter");
  await says(page.getByRole("heading", { level: 1 }), "谁在用");
  await assertWellMade(page, "谁在用-还没有人");
  await add(page, "李秀", "应急管理员");
  await says(page.getByTestId("worker"), "李秀 · 应急管理员");
  await add(page, "王书", "村书记");
  await add(page, "赵班", "值班员");
  await seat(page, "王书");
  const secretary = page.getByTestId("person-row").filter({ hasText: "王书" });
  await secretary.getByTestId("person-pin").press("Enter");
  await page.locator(":focus[data-test=pin-new]").waitFor();
  await page.keyboard.type(PIN);
  await page.getByTestId("pin-again").fill("2581");
  await page.keyboard.press("Enter");
  await says(page.getByRole("alert"), "两遍不一样");
  await assertWellMade(page, "谁在用-设PIN");
  await page.getByTestId("pin-again").fill(PIN);
  await page.keyboard.press("Enter");
  await says(secretary, "已设");
}

async function seat(page, name) {
  await page.getByTestId("worker").press("Enter");
  await page.getByTestId("who-list").getByRole("button", { name }).press("Enter");
  await says(page.getByTestId("worker"), name);
  await page.getByTestId("who-list").waitFor({ state: "hidden" });
}

async function add(page, name, role) {
  await page.getByTestId("person-add").press("Enter");
  await page.locator(":focus[data-test=person-name]").waitFor();
  await page.keyboard.type(name);
  await page.getByTestId("person-role").selectOption({ label: role });
  await page.getByTestId("person-name").press("Enter");
  await says(page.getByTestId("person-row"), name);
}

/** A general hazard is closed with the word of the secretary, given over the phone. */
async function sign(page) {
  await seat(page, "李秀");
  await page.getByTestId("nav-hazard").click();
  await page.getByTestId("chip-reviewing").click();
  await page.getByTestId("row").filter({ hasText: "一般" }).first().press("Enter");
  await page.getByTestId("step-close").press("Enter");
  const form = page.getByTestId("record").locator(".step");
  await form.waitFor();
  await takeFirst(form, "reviewed_by");
  await form.getByRole("button", { name: /复查时间.*现在/ }).press("Enter");
  await form.getByTestId("sign-signer").waitFor();
  await assertWellMade(page, "签字-输PIN");
  await page.keyboard.press("Control+Enter");
  await says(form.getByRole("alert"), "PIN");
  await form.getByTestId("sign-by-oral").click();
  await form.getByTestId("sign-how").fill("电话里同意，旁边有李秀");
  await assertWellMade(page, "签字-口头同意");
  await page.keyboard.press("Control+Enter");
  await form.waitFor({ state: "hidden" });
  await says(page.getByTestId("signed"), "王书");
  await says(page.getByTestId("signed"), "待确认");
}

async function confirm(page) {
  await assertWellMade(page, "签字-待确认");
  await page.getByTestId("sign-confirm").press("Enter");
  await page.getByTestId("sign-pin").fill(PIN);
  await page.keyboard.press("Enter");
  await page.getByTestId("signed").getByText("待确认").waitFor({ state: "detached" });
}

/** Where several work, whoever looks at an identity number says why, and the log keeps it. */
async function revealWithReason(page, record) {
  await record.getByTestId("reveal-id_no").press("Enter");
  await assertWellMade(page, "为什么要看");
  await record
    .getByTestId("reveal-reason")
    .getByRole("button", { name: "转移救人" })
    .press("Enter");
  await says(record.getByTestId("field-id_no"), /^\d{17}[\dX]$/);
}

/** Whoever is on watch may not write in the register of people, and is told so before he types. */
async function changeWorker(page) {
  await page.getByTestId("worker").press("Enter");
  await page.getByTestId("who-list").waitFor();
  await assertWellMade(page, "换人");
  await page.getByTestId("who-list").getByRole("button", { name: "赵班" }).press("Enter");
  await says(page.getByTestId("worker"), "赵班 · 值班员");
  await page.getByTestId("nav-person").click();
  await says(page.getByTestId("not-yours"), "请换能改的人来做");
  await assertWellMade(page, "值班员看人员");
  const record = page.getByTestId("record");
  await record.locator(".form input").first().waitFor({ state: "detached" });
  await revealWithReason(page, record);

  await page.getByTestId("worker").press("Enter");
  await page.getByTestId("who-list").getByRole("button", { name: "王书" }).press("Enter");
  await page.getByTestId("who-pin").fill("0000");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByTestId("problem").waitFor();
  await page.keyboard.press("Escape");
  const { current, users } = await call(page, "users", {});
  assert.equal(users.find(({ id }) => id === current).name, "赵班", "a wrong PIN seats nobody");
  await seat(page, "李秀");
  const { lines } = await call(page, "access_log", {});
  assert.match(lines[0].what, /转移救人/);
  assert.equal(
    lines[0].who.includes("赵班"),
    true,
    `the log names who looked, not ${lines[0].who}`,
  );
}
