import { strict as assert } from "node:assert";
import { assertWellMade, call, says } from "../screens.mjs";

export const title = "填到一半重开还在，Esc 返回；别人先改过的要看一遍再存";

export async function flow({ page }) {
  await page.getByTestId("nav-hazard").click();
  await page.getByTestId("row").first().waitFor();
  await resumeDraft(page);
  await leaveByEscape(page);
  await meetStaleForm(page);
}

async function resumeDraft(page) {
  const description = page.getByTestId("field-description");
  await page.keyboard.press("n");
  await page.locator(":focus[data-test=field-description]").waitFor();
  await page.keyboard.type("晒谷场的电线垂到了地上");
  await page.reload();
  await page.getByTestId("draft").waitFor();
  assert.equal(await description.inputValue(), "", "a draft waits until it is asked for");
  await assertWellMade(page, "表单-有草稿");
  await page.getByTestId("draft-resume").press("Enter");
  assert.equal(await description.inputValue(), "晒谷场的电线垂到了地上");
}

async function leaveByEscape(page) {
  await page.getByTestId("field-description").press("Escape");
  await page.locator("tr:focus[aria-selected=true]").waitFor();
  assert.doesNotMatch(page.url(), /\/new/, "Esc leaves the form for the list");
  await page.keyboard.press("n");
  await page.getByTestId("draft-discard").press("Enter");
  await page.getByTestId("draft").waitFor({ state: "hidden" });
  await page.keyboard.press("Escape");
  await page.locator("tr:focus[aria-selected=true]").waitFor();
}

async function meetStaleForm(page) {
  const row = page.getByTestId("row").first();
  const id = await row.getAttribute("data-id");
  await row.press("Enter");
  const location = page.getByTestId("field-location");
  await location.fill("学校后门东侧");

  const { form } = await call(page, "read_record", { ledger: "hazard", id });
  const other = { location: "学校后门西侧" };
  await call(page, "save_record", { ledger: "hazard", id, values: other, form });

  await location.press("Control+Enter");
  const notice = page.getByTestId("stale");
  await says(notice, "学校后门西侧");
  await says(notice, "学校后门东侧");
  assert.equal(await location.inputValue(), "学校后门东侧", "what was typed is still there");
  assert.equal(await booked(page, id), "学校后门西侧", "a stale form changes nothing");
  await assertWellMade(page, "表单-别人改过");

  await page.keyboard.press("Control+Enter");
  await notice.waitFor({ state: "hidden" });
  assert.equal(await booked(page, id), "学校后门东侧", "seen and saved again, it counts");
}

async function booked(page, id) {
  const { values } = await call(page, "read_record", { ledger: "hazard", id });
  return values.location;
}
