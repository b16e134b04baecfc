import { strict as assert } from "node:assert";
import { assertWellMade, call, says, takeFirst } from "../screens.mjs";

export const title = "用键盘记一条隐患，从确认办到销号，经过都看得到";

const WHAT = "村口桥栏杆松动，小孩常在上面坐";

export async function flow({ page }) {
  await page.getByTestId("nav-hazard").click();
  await page.getByTestId("row").first().waitFor();
  await assertWellMade(page, "隐患");
  await note(page);
  await walk(page);
  await readHistory(page);
}

async function note(page) {
  await page.keyboard.press("n");
  await page.locator(":focus[data-test=field-description]").waitFor();
  await page.keyboard.type(WHAT);
  await page.getByTestId("field-location").fill("村口石桥");
  await assertWellMade(page, "隐患-新增");
  await page.keyboard.press("Control+Enter");
  await says(page.getByTestId("toast"), "已保存");
  await says(page.getByTestId("record").getByRole("heading"), WHAT);
  await says(page.getByTestId("row"), WHAT);
}

async function walk(page) {
  const record = page.getByTestId("record");
  await step(page, "confirm", async (form) => {
    await form.getByTestId("field-kind").selectOption({ index: 1 });
    await form.getByTestId("field-grade").selectOption({ label: "一般" });
    assert.notEqual(await takeFirst(form, "owner_id"), "", "somebody answers for it");
    await form.getByTestId("field-requirement").fill("重新焊牢栏杆，两头立警示牌");
    await form.getByTestId("field-due_date").fill("2027-01-15");
  });
  await says(record.locator("[aria-current=step]"), "已确认");

  await page.getByTestId("step-start_fix").press("Enter");
  await says(record.getByTestId("step-run"), "开始整改");
  await page.keyboard.press("Control+Enter");
  await says(record.locator("[aria-current=step]"), "整改中");

  await page.getByTestId("step-submit_fix").press("Enter");
  await page.keyboard.press("Control+Enter");
  await record.locator(".step [aria-invalid=true]").first().waitFor();
  await assertWellMade(page, "隐患-没填全");
  await record.getByTestId("field-fix_result").fill("已焊牢，立了两块牌");
  await takeFirst(record.locator(".step"), "fixed_by");
  await page.keyboard.press("Control+Enter");
  await says(record.locator("[aria-current=step]"), "待复查");

  await step(page, "close", async (form) => {
    await takeFirst(form, "reviewed_by");
    await form.getByRole("button", { name: /复查时间.*现在/ }).press("Enter");
    await form.getByTestId("field-review_note").fill("用力推过，不晃");
  });
  await says(record.locator("[aria-current=step]"), "已销号");
  await says(record.locator(".flow .skipped"), "管控中");
  await assertWellMade(page, "隐患-已销号");
}

/** Opens a step, fills in what it asks for and sends it off by keyboard. */
async function step(page, name, fill) {
  await page.getByTestId(`step-${name}`).press("Enter");
  const form = page.getByTestId("record").locator(".step");
  await form.waitFor();
  await fill(form);
  await assertWellMade(page, `隐患-${name}`);
  await page.keyboard.press("Control+Enter");
  await form.waitFor({ state: "hidden" });
}

async function readHistory(page) {
  await page.getByTestId("record-history").press("Enter");
  const acts = page.getByTestId("history").locator("li strong");
  await acts.first().waitFor();
  const told = await acts.allInnerTexts();
  assert.equal(told.length, 5, `the note and its four steps are told, not ${told}`);
  await says(page.getByTestId("history"), "用力推过，不晃");
  await assertWellMade(page, "隐患-经过");
  const { rows } = await call(page, "list_records", { ledger: "hazard", chip: "closed", text: "栏杆" });
  assert.ok(
    rows.some(({ cells }) => cells.description === WHAT),
    "the books say that it is closed",
  );
}
