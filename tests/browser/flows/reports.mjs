import { strict as assert } from "node:assert";
import { assertReadableInEveryLook, assertWellMade, call, says } from "../screens.mjs";

export const title =
  "初报、续报、核报：写成、电话报、签发、口头同意、报送都是一个键；数字少了问原因，不拦；事后在事件里写核报";

const REPORT = "situation_report";

export async function flow({ page }) {
  await page.getByTestId("nav-hazard").waitFor();
  const incident = await flood(page);
  await page.keyboard.press("Control+e");
  const { signer } = await call(page, "report_series", { incident: incident.id });
  await first(page, signer.name);
  await followUp(page);
  await last(page, incident);
}

/** A flood of which half is known. */
async function flood(page) {
  const values = { kind: "flash_flood", location: "沟西三组", dead: "无", missing: "无", injured: 2 };
  return call(page, "save_record", { ledger: "incident", values });
}

function line(panel, kind) {
  const name = panel.page().getByText(kind, { exact: true });
  return panel.getByTestId("series-report").filter({ has: name });
}

/** Told by telephone, signed by whoever answers for it, sent: a key each. */
async function first(page, signer) {
  const panel = page.getByTestId("night-report");
  await says(panel.getByTestId("awaited-first"), "还有");
  await panel.getByTestId("night-draft").press("Enter");
  const report = line(panel, "初报");
  await says(report.getByTestId("series-standing"), "前报，还有");
  await report.getByTestId("report-tell").press("Enter");
  await says(report.getByTestId("series-standing"), "电话");
  await says(report.getByTestId("report-sign"), `${signer}签发`);
  await report.getByTestId("report-agree").scrollIntoViewIfNeeded();
  await assertWellMade(page, "报告-初报等签发");
  await report.getByTestId("report-sign").press("Enter");
  await report.getByTestId("report-send").press("Enter");
  await says(report.getByTestId("series-standing"), "书面");
  await says(panel.getByTestId("awaited-follow_up"), /前报，还有 2[34] 小时/);
}

/** A figure that fell is asked about; the report is agreed to by telephone and goes out meanwhile. */
async function followUp(page) {
  const panel = page.getByTestId("night-report");
  const { report: told } = await call(page, "night_desk", {});
  await change(page, told.record, { affected_pop: 163, change_reason: "补填" });
  await panel.getByTestId("night-draft").press("Enter");
  const report = line(panel, "续报（第2期）");
  await report.waitFor();
  const { report: next } = await call(page, "night_desk", {});
  await change(page, next.record, { affected_pop: 158 });
  await page.reload();
  await says(report.getByTestId("report-asks"), "受灾人口");
  await report.getByTestId("report-agree").scrollIntoViewIfNeeded();
  await assertWellMade(page, "报告-续报数字少了");
  await assertReadableInEveryLook(page, "报告-续报数字少了");
  await report.getByTestId("report-agree").press("Enter");
  await says(page.getByTestId("night-line"), "电话里口头同意签发续报（第2期）");
  await report.getByTestId("report-send").press("Enter");
  await says(report.getByTestId("series-standing"), "书面");
  await report.getByTestId("report-reason").fill("一户重复，核减5人");
  await report.getByTestId("report-reason").press("Enter");
  await report.getByTestId("report-asks").waitFor({ state: "detached" });
}

async function change(page, id, values) {
  const { form } = await call(page, "read_record", { ledger: REPORT, id });
  await call(page, "save_record", { ledger: REPORT, id, form, values });
}

/** Once it is over the 核报 is written, signed and sent where the incident stands. */
async function last(page, { id }) {
  await page.getByTestId("incident-end").press("Enter");
  await page.getByTestId("after-reports").press("Enter");
  const record = page.getByTestId("record");
  await says(record.getByTestId("awaited-final"), "前报，还有");
  await record.getByTestId("night-draft-last").press("Enter");
  const report = line(record, "核报");
  await says(report.getByTestId("series-standing"), "前报，还有");
  await report.scrollIntoViewIfNeeded();
  await assertWellMade(page, "报告-事件里写核报");
  await assertReadableInEveryLook(page, "报告-事件里写核报");
  await report.getByTestId("report-sign").press("Enter");
  await report.getByTestId("report-send").press("Enter");
  await says(record.getByTestId("series-closed"), "报完了");
  const { reports, awaited } = await call(page, "report_series", { incident: id });
  assert.deepEqual(reports.map(({ label }) => label), ["初报", "续报（第2期）", "核报"]);
  assert.ok(reports.every(({ is_out, sent_at }) => is_out && sent_at !== ""));
  assert.equal(awaited.length, 0, "nothing is owed any more");
}
