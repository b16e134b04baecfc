import { strict as assert } from "node:assert";
import { handAt } from "../hand.mjs";
import { assertWellMade, call, says, turnCalm } from "../screens.mjs";

export const title = "白天六下以内记下一条隐患，急时一句话就记下";

const MOST_INPUTS = 6;
const BY_DAY = "村口桥栏杆松动，小孩常在上面坐";
const BY_NIGHT = "沟口落石，路堵了一半";

export async function flow({ page }) {
  await page.getByTestId("nav-hazard").click();
  await page.getByTestId("row").first().waitFor();
  await byDay(page);
  await byNight(page);
}

async function byDay(page) {
  const hand = handAt(page);
  await hand.strike("n");
  await page.locator(":focus[data-test=field-description]").waitFor();
  await hand.type(BY_DAY);
  await hand.reach("field-location");
  await hand.type("村口石桥");
  await hand.reach("field-grade");
  await hand.strike("ArrowDown");
  await hand.strike("Control+Enter");
  await says(page.getByTestId("toast"), "已保存");
  assert.ok(hand.inputs <= MOST_INPUTS, `${hand.inputs} inputs for a hazard by day`);
  const { values } = await booked(page, BY_DAY);
  assert.equal(values.location, "村口石桥");
  assert.equal(values.grade, "general");
}

async function byNight(page) {
  await page.keyboard.press("Control+e");
  await page.locator(".urgent-desk").waitFor();
  const hand = handAt(page);
  await hand.strike("n");
  await page.locator(":focus[data-test=field-description]").waitFor();
  await assertWellMade(page, "急时-吹哨");
  await hand.type(BY_NIGHT);
  await hand.strike("Control+Enter");
  await says(page.getByTestId("record").getByRole("heading"), BY_NIGHT);
  assert.equal(hand.inputs, 3, "one key, one sentence, one key");
  const { values } = await booked(page, BY_NIGHT);
  assert.equal(values.status, "found");
  assert.match(values.hz_no, /^HZ-/);
  await turnCalm(page);
}

async function booked(page, description) {
  const { rows } = await call(page, "list_records", { ledger: "hazard", text: description });
  const row = rows.find(({ cells }) => cells.description === description);
  return call(page, "read_record", { ledger: "hazard", id: row.id });
}
