import { strict as assert } from "node:assert";
import { assertWellMade, call, says } from "../screens.mjs";

export const title = "处置日志写下就不改：写错了，再记一条更正，写明更正哪一行";

export async function flow({ page }) {
  await page.getByTestId("nav-hazard").waitFor();
  const line = await writeLine(page);
  await page.goto(new URL(`#/ledger/incident_log/${line.id}`, page.url()).href);
  const record = page.getByTestId("record");
  await says(record, "写下的不再改动");
  await record.locator(".form input, .form textarea").first().waitFor({ state: "detached" });
  await assertWellMade(page, "处置日志-不改");
  await record.getByTestId("record-correct").press("Enter");
  await record.getByTestId("field-text").fill("广播第3遍播完，是2时31分");
  await assertWellMade(page, "处置日志-更正");
  await page.keyboard.press("Control+Enter");
  await says(page.getByTestId("toast"), "已保存");
  await assertCorrected(page, line);
}

/** Only what the form cannot do without, whatever the ledgers ask for. */
async function writeLine(page) {
  const incident = await save(page, "incident", { kind: "flood", location: "3组坡脚" });
  const text = "广播第3遍播完，是2时13分";
  return save(page, "incident_log", { incident_id: incident.id, at: "2026-07-12 02:21", text });
}

async function save(page, ledger, values) {
  const { ledgers, lists } = await call(page, "declarations", {});
  const needed = ledgers.find(({ name }) => name === ledger).fields;
  const codes = needed.filter(({ need, kind }) => need === "always" && kind.type === "code");
  const first = Object.fromEntries(codes.map(({ name, kind }) => [name, lists[kind.of][0].code]));
  return call(page, "save_record", { ledger, values: { ...values, ...first } });
}

async function assertCorrected(page, line) {
  const equals = { incident_id: line.values.incident_id };
  const { rows } = await call(page, "list_records", { ledger: "incident_log", equals });
  assert.equal(rows.length, 2, "the first line still stands");
  const other = rows.find(({ id }) => id !== line.id);
  const { values } = await call(page, "read_record", { ledger: "incident_log", id: other.id });
  assert.equal(values.corrects, line.id);
  assert.equal(values.incident_id, line.values.incident_id, "both belong to the same incident");
}
