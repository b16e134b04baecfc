import { strict as assert } from "node:assert";
import { handAt, KEYS_A_SECOND } from "../hand.mjs";
import { assertWellMade, call, says, turnCalm } from "../screens.mjs";

export const title = "从突发事件接着写初报，三分钟以内，事件里有的不再填一遍";

const MOST_SECONDS = 180;

export async function flow({ page }) {
  await page.getByTestId("nav-hazard").waitFor();
  const incident = await flood(page);
  await page.keyboard.press("Control+e");
  await page.locator(".urgent-desk").waitFor();
  await page.goto(new URL(`#/ledger/incident/${incident.id}`, page.url()).href);
  const record = page.getByTestId("record");
  await says(record.getByRole("heading"), "沟西三组");
  await assertWellMade(page, "突发事件-接着记");

  const hand = handAt(page);
  await hand.reach("begin-situation_report");
  await hand.strike("Enter");
  await record.getByTestId("field-needs").waitFor();
  assert.equal(await record.getByTestId("field-location").inputValue(), "沟西三组");
  assert.match(await record.getByTestId("field-done").inputValue(), /02:20 锣响三遍/);
  await hand.reach("field-needs");
  await hand.type("要铲车一台、帐篷十顶、饮水五十箱，路从镇上过来能走到桥头");
  await assertWellMade(page, "初报-接着事件");
  await hand.strike("Control+Enter");
  await says(page.getByTestId("toast"), "已保存");
  await assertReported(page, incident);

  const seconds = hand.keys / KEYS_A_SECOND;
  assert.ok(seconds <= MOST_SECONDS, `the first report takes ${seconds} seconds of keystrokes`);
  await turnCalm(page);
}

/** A flood that is being fought: its casualties, its log, two groups brought away. */
async function flood(page) {
  const save = (ledger, values) => call(page, "save_record", { ledger, values });
  const incident = await save("incident", {
    kind: "flash_flood",
    location: "沟西三组",
    occurred_at: "2:05",
    dead: "无",
    missing: "正在核实",
    injured: 2,
  });
  const of = { incident_id: incident.id };
  await save("incident_log", { ...of, at: "2:20", text: "锣响三遍，三组往学校走" });
  for (const [place, people] of [["工棚", 7], ["民宿", 5]]) {
    const { id, form } = await save("evac_entry", { ...of, place, people });
    const arrived = { destination: "central", arrived_at: "2:50" };
    await call(page, "advance_record", { ledger: "evac_entry", id, form, step: "arrive", values: arrived });
  }
  return incident;
}

async function assertReported(page, incident) {
  const equals = { incident_id: incident.id };
  const { rows } = await call(page, "list_records", { ledger: "situation_report", equals });
  assert.equal(rows.length, 1);
  const { values } = await call(page, "read_record", { ledger: "situation_report", id: rows[0].id });
  const taken = { kind: "first", issue: 1, disaster_kind: "flood", dead: 0, injured: 2, avoid_transfer: 12 };
  for (const [field, value] of Object.entries(taken)) assert.equal(values[field], value, field);
  assert.equal(values.missing, "checking", "what is being found out is no number");
  assert.equal(values.start_at, incident.values.occurred_at);
  assert.equal(values.affected_pop ?? null, null, "what nobody said stays empty");
}
