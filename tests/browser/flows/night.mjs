import { strict as assert } from "node:assert";
import { assertWellMade, call, says, turnCalm } from "../screens.mjs";

export const title = "急时台：收到预警，三十个电话，按组转移，出事接报，初报照着念";

const CALLS = 30;
/** Keys and clicks of somebody who reads the number aloud and presses one key. */
const MOST_SECONDS = 600;

export async function flow({ page }) {
  await page.getByTestId("nav-hazard").waitFor();
  await page.keyboard.press("Control+e");
  await page.getByTestId("night").waitFor();
  await warn(page);
  await assertWellMade(page, "急时台-预警");
  await callThirty(page);
  await evacuate(page);
  await assertWellMade(page, "急时台-转移");
  await note(page);
  await report(page);
  await assertWellMade(page, "急时台-初报");
  await goBack(page);
}

/** Three items, or none where the books hold a warning that is in force. */
async function warn(page) {
  const take = page.getByTestId("night-take");
  const lift = page.getByTestId("night-lift");
  await take.or(lift).first().waitFor();
  if (await lift.isVisible()) return;
  await page.getByTestId("night-kind").selectOption("rainstorm");
  await page.getByTestId("night-level").selectOption("orange");
  await take.press("Enter");
  await says(page.getByTestId("night-warning"), "暴雨橙色预警");
}

/** One key each: nothing is typed, nothing is chosen. */
async function callThirty(page) {
  const begun = Date.now();
  const before = await call(page, "night_desk", {});
  assert.ok(before.calls.total - before.calls.answered > CALLS, "the demo has enough people");
  await page.getByTestId("night-calls").locator("ul").focus();
  for (let calls = 0; calls < CALLS; calls += 1) {
    await page.keyboard.press("1");
    await says(page.getByTestId("night-answered"), `${before.calls.answered + calls + 1} / `);
  }
  assert.ok((Date.now() - begun) / 1000 < MOST_SECONDS);
  await page.keyboard.press("3");
  await says(page.getByTestId("toast"), "未接");
  await assertWellMade(page, "急时台-叫应");
  await page.keyboard.press("Control+z");
  await says(page.getByTestId("toast"), "已撤销");
  const after = await call(page, "night_desk", {});
  assert.equal(after.calls.answered, before.calls.answered + CALLS);
  assert.equal(after.calls.silent, before.calls.silent);
}

async function evacuate(page) {
  await page.getByTestId("night-begin").press("Enter");
  await page.getByTestId("trigger-warning_level").press("Enter");
  const rows = page.getByTestId("night-row");
  await rows.first().waitFor();
  const { evacuation } = await call(page, "night_desk", {});
  assert.equal(evacuation.not_listed, 0);
  await says(page.getByTestId("night-sums"), `${evacuation.people_owed} 人`);

  const pending = page.locator("[data-test=night-row][data-status=pending]").first();
  await pending.press("q");
  await says(page.getByTestId("toast"), "已通知");
  const notified = page.locator("[data-test=night-row][data-status=notified]").first();
  await notified.getByTestId("night-step").selectOption("refuse");
  await page.getByTestId("ask-refuse_note").fill("子女在外，已打电话劝");
  await page.getByTestId("ask-refuse_note").press("Enter");
  await page.locator("[data-test=night-row][data-status=refused]").first().waitFor();

  const group = evacuation.entries.find(({ status }) => status === "pending").group;
  await page.getByTestId("night-show").selectOption(`group:${group}`);
  await page.getByTestId("batch-arrive").press("Enter");
  await says(page.getByTestId("toast"), "已到");
  const after = await call(page, "night_desk", {});
  const left = after.evacuation.entries.filter((entry) => entry.group === group);
  assert.ok(left.every(({ status }) => status === "arrived" || status === "refused"));
  await page.getByTestId("night-show").selectOption("all");

  await page.getByTestId("night-outsiders").fill("溪边民宿 7");
  await page.getByTestId("night-outsiders").press("Enter");
  await says(page.getByTestId("night-row"), "溪边民宿");
}

async function note(page) {
  await page.getByTestId("night-calls").locator("ul").focus();
  await page.keyboard.press("l");
  await page.locator(":focus[data-test=night-note]").waitFor();
  await page.keyboard.type("西冲塘水位离坝顶一米");
  await page.keyboard.press("Enter");
  await says(page.getByTestId("night-line"), "西冲塘水位");
}

/** Two keys and a place. */
async function report(page) {
  await page.getByTestId("night-calls").locator("ul").focus();
  await page.keyboard.press("s");
  await page.locator(":focus[data-test=incident-place]").waitFor();
  await page.keyboard.type("沟西");
  await page.keyboard.press("Enter");
  await says(page.getByTestId("night-incident"), "沟西");
  await says(page.getByTestId("night-clock"), "还有");
  await page.getByTestId("night-draft").press("Enter");
  await page.getByTestId("night-report-open").waitFor();
  await says(page.getByTestId("night-sentences"), "沟西出的事");
  await says(page.getByTestId("night-sentences"), "死亡正在核实");
  const { report: told } = await call(page, "night_desk", {});
  assert.equal(told.sentences.length, 6);
}

async function goBack(page) {
  await page.getByTestId("night-calls").locator("ul").focus();
  await page.keyboard.press("Control+e");
  await says(page.getByTestId("still-open"), "突发事件没有结束");
  await assertWellMade(page, "急时台-回平时");
  await page.getByTestId("still-stay").press("Enter");
  await page.getByTestId("still-open").waitFor({ state: "hidden" });
  await page.locator(".urgent-desk").waitFor();
  await turnCalm(page);
  await page.getByTestId("night").waitFor({ state: "detached" });
}
