import { strict as assert } from "node:assert";
import { join } from "node:path";
import { call, says } from "../screens.mjs";

export const title = "急时填到一半，窗口突然没了：再打开，日志、事件、外来人员、请求支援都还在；镇里的交办也一样";

const TYPED = {
  "night-note": "西冲塘水变浑",
  "night-outsiders": "溪边民宿 7",
  "incident-place": "沟西三组屋后",
  "support-needs": "排水泵2台",
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
  await order(last, join(place, "竹坪镇.yz"));
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
