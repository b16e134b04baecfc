import { strict as assert } from "node:assert";
import { join } from "node:path";
import { assertWellMade, call, says } from "../screens.mjs";

export const title =
  "急时填到一半，窗口突然没了：再打开，日志、事件、外来人员、请求支援、劝不走的话都还在；检查和镇里的交办也一样";

const TYPED = {
  "night-note": "西冲塘水变浑",
  "night-outsiders": "溪边民宿 7",
  "incident-place": "沟西三组屋后",
  "support-needs": "排水泵2台",
  "ask-refuse_note": "劝了两遍，说要守着牛",
  "order-content": "汛前把山塘看一遍",
  "order-due": "7.12",
};

export async function flow({ page, context, origin, place }) {
  await page.getByTestId("nav-hazard").waitFor();
  await call(page, "set_mode", { urgent: true });
  const night = await begin(context, page, origin);
  await type(night, ["night-note", "night-outsiders"]);
  await night.getByTestId("night-incident-begin").press("Enter");
  await type(night, ["incident-place"]);
  const again = await crash(context, night, origin);
  await stands(again, ["night-note", "night-outsiders", "incident-place"]);
  await again.getByTestId("incident-place").press("Enter");
  await says(again.getByTestId("night-incident"), "沟西三组屋后");
  await again.getByTestId("support-begin").press("Enter");
  await type(again, ["support-needs"]);
  const third = await crash(context, again, origin);
  await stands(third, ["night-note", "support-needs"]);
  assert.equal(await third.getByTestId("incident-place").count(), 0, "what was sent is no draft");
  await third.getByTestId("night-note").press("Enter");
  await says(third.getByTestId("night-line"), TYPED["night-note"]);
  const last = await crash(context, third, origin);
  assert.equal(await last.getByTestId("night-note").inputValue(), "", "nor is what was noted");
  const fifth = await refusal(context, last, origin);
  await inspection(fifth);
  await order(fifth, join(place, "竹坪镇.yz"));
}

/** Somebody will not go: what was said to him, half typed, is asked on at the same row. */
async function refusal(context, night, origin) {
  await call(night, "start_evacuation", { trigger: "warning_level" });
  await night.reload();
  const row = night.getByTestId("night-row").first();
  await row.getByTestId("night-step").selectOption("refuse");
  await type(night, ["ask-refuse_note"]);
  const again = await crash(context, night, origin);
  await stands(again, ["ask-refuse_note"]);
  await again.getByTestId("ask-refuse_note").press("Enter");
  await again.getByTestId("ask-refuse_note").waitFor({ state: "detached" });
  await again.reload();
  await again.getByTestId("night-row").first().waitFor();
  assert.equal(await again.getByTestId("ask-refuse_note").count(), 0, "what was sent is no draft");
  return again;
}

/** A checklist of which half was gone through, begun from a place. */
async function inspection(page) {
  const items = ["灭火器有压力", "后门能打开", "没有住人"];
  const list = { name: "〇试用清单", kind: "own", items };
  const { id } = await call(page, "save_record", { ledger: "checklist", values: list });
  await call(page, "set_mode", { urgent: false });
  const at = `#/inspection?checklist_id=${id}`;
  await page.evaluate((to) => (location.hash = to), at);
  await page.reload();
  const lines = page.getByTestId("inspection-item");
  await lines.nth(2).waitFor();
  await lines.first().focus();
  await page.keyboard.press("1");
  await page.keyboard.press("2");
  await lines.nth(1).getByTestId("inspection-hazard").fill("后门被纸箱堵死");
  await page.waitForTimeout(200);
  await page.evaluate(() => (location.hash = "#/inspection"));
  await page.reload();
  await says(page.getByTestId("inspection-goes-on"), "接着做");
  await says(page.getByRole("status"), "查了 2 / 3 项");
  assert.equal(await page.locator("main").getByTestId("field-checklist_id").inputValue(), list.name);
  assert.equal(
    await lines.nth(1).getByTestId("inspection-hazard").inputValue(),
    "后门被纸箱堵死",
  );
  await assertWellMade(page, "检查-接着做");
  await page.getByTestId("inspection-anew").press("Enter");
  await lines.first().waitFor({ state: "detached" });
  await page.reload();
  await page.locator("main").getByTestId("field-checklist_id").waitFor();
  assert.equal(await page.getByTestId("inspection-goes-on").count(), 0, "nor is what was let go");
}

/** At the township: what it was about to ask of its villages. */
async function order(page, town) {
  await call(page, "choose_file", { path: town });
  await page.evaluate(() => (location.hash = "#/township"));
  await page.reload();
  const fields = ["order-content", "order-due"];
  await page.getByTestId("order-content").waitFor();
  await type(page, fields);
  await page.waitForTimeout(200);
  await page.reload();
  await stands(page, fields);
}

/** The night desk in a window of its own. */
async function begin(context, former, origin) {
  const page = await context.newPage();
  await former.close();
  await page.goto(`${origin}/#/night`);
  await page.getByTestId("night-note").waitFor();
  await page.waitForLoadState("networkidle");
  return page;
}

/** Nothing is told to the page before it goes. */
async function crash(context, page, origin) {
  await page.waitForTimeout(200);
  return begin(context, page, origin);
}

async function type(page, fields) {
  for (const field of fields) await page.getByTestId(field).fill(TYPED[field]);
}

async function stands(page, fields) {
  for (const field of fields) {
    await page.waitForFunction(
      ([name, text]) => document.querySelector(`[data-test=${name}]`)?.value === text,
      [field, TYPED[field]],
    );
  }
}
