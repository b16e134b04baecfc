// The night of a storm: warning, calls, transfer, what happened.
import { call, says } from "../../screens.mjs";

export const opens = "栗溪村.yz";

const CALLS = 12;

export async function walk({ page, picture }) {
  await page.getByTestId("nav-hazard").waitFor();
  await page.keyboard.press("Control+e");
  await page.getByTestId("night").waitFor();
  await warn(page);
  await picture("night-warning");
  await callSome(page);
  await picture("night-calls");
  await page.getByTestId("night-begin").press("Enter");
  await page.getByTestId("trigger-warning_level").waitFor();
  await picture("transfer-begin");
  await transfer(page);
  await picture("transfer");
  await happened(page);
  await picture("report");
}

/** Three items, or none where the books hold a warning that is in force. */
async function warn(page) {
  const [take, lift] = [page.getByTestId("night-take"), page.getByTestId("night-lift")];
  await take.or(lift).first().waitFor();
  if (await lift.isVisible()) return;
  await page.getByTestId("night-kind").selectOption("rainstorm");
  await page.getByTestId("night-level").selectOption("orange");
  await take.press("Enter");
  await says(page.getByTestId("night-warning"), "暴雨橙色预警");
}

async function callSome(page) {
  const { calls } = await call(page, "night_desk", {});
  await page.getByTestId("night-calls").locator("ul").focus();
  for (let one = 1; one <= CALLS; one += 1) {
    await page.keyboard.press("1");
    await says(page.getByTestId("night-answered"), `${calls.answered + one} / `);
  }
  await page.keyboard.press("3");
  await says(page.getByTestId("night-calls").locator(".tag"), "没叫通");
  await page.getByTestId("call-confirmed").and(page.locator(":enabled")).waitFor();
}

async function transfer(page) {
  await page.getByTestId("trigger-warning_level").press("Enter");
  await page.getByTestId("night-row").first().waitFor();
  const { evacuation } = await call(page, "night_desk", {});
  const { group } = evacuation.entries.find(({ status }) => status === "pending");
  await page.getByTestId("night-show").selectOption(`group:${group}`);
  await page.getByTestId("batch-arrive").press("Enter");
  await says(page.getByTestId("toast"), "已到");
  await page.getByTestId("night-show").selectOption("all");
  await page.getByTestId("night-sums").scrollIntoViewIfNeeded();
}

async function happened(page) {
  await page.getByTestId("night-calls").locator("ul").focus();
  await page.keyboard.press("s");
  await page.locator(":focus[data-test=incident-place]").waitFor();
  await page.keyboard.type("沟西");
  await page.keyboard.press("Enter");
  await says(page.getByTestId("night-clock"), "还有");
  await page.getByTestId("night-draft").press("Enter");
  await page.getByTestId("night-report-open").scrollIntoViewIfNeeded();
}
